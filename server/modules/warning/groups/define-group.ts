import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { GroupDefined } from './contract.ts'
import { endOwnGroup, insertGroup } from './group.sql.ts'
import { openConditions } from './open-groups.ts'

/**
 * A risk group of an institution's own (M11), from a day on; the one it changes ends the day before. Refused: a role that does not lead, an institution outside the scope, a day gone
 * by, conditions that policy keeps out by name or source or that are none, a group to change that is not there or has ended (CONFLICT).
 */
export function defineGroup(database: Database, person: Person, wish: GroupDefined, now: Date) {
  return openConditions(database, person, wish, now, async (trx, { filters }) => {
    if (wish.validFrom < businessDateOf(now)) return { problem: '起用日期不能早于今天' }
    const { replaces, validFrom, institutionId, name } = wish
    const ending = { on: validFrom, userId: person.userId, institutions: person.scope.institutions }
    if (replaces !== undefined && !(await endOwnGroup(trx, replaces, ending))) return 'CONFLICT'
    const id = await insertGroup(trx, wish, filters, person, now)
    await recordAudit(trx, {
      actor: actorOf(person),
      action: 'define-risk-group',
      subject: { kind: 'risk_group', id: String(id) },
      outcome: 'done',
      detail: { name, institutionId: String(institutionId), validFrom, ...(replaces === undefined ? {} : { replaces: String(replaces) }) },
    })
    return { id }
  })
}

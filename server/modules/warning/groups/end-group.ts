import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { mayDefineGroups } from '../warning.policy.ts'
import { endOwnGroup } from './group.sql.ts'

/** Ends a group as of today; what was frozen of it stays. Refused, on record: a role that does not lead; a group of an institution outside the scope, or that has ended, is NOT_FOUND. */
export async function endGroup(
  database: Database,
  person: Person,
  id: number,
  now: Date,
): Promise<{ id: number } | 'FORBIDDEN' | 'NOT_FOUND'> {
  const actor = actorOf(person)
  const subject = { kind: 'risk_group', id: String(id) }
  const { scope, userId } = person
  const outcome = !mayDefineGroups(scope.role)
    ? 'FORBIDDEN'
    : await withScope(database, scope, async (trx) => {
        const ended = await endOwnGroup(trx, id, { on: businessDateOf(now), userId, institutions: scope.institutions })
        if (!ended) return 'NOT_FOUND' as const
        await recordAudit(trx, { actor, action: 'end-risk-group', subject, outcome: 'done' })
        return { id }
      })
  if (typeof outcome === 'string') await recordRefusal(database, { actor, action: 'end-risk-group', subject })
  return outcome
}

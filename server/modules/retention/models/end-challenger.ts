import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { currentPublication } from '../../organisation/index.ts'
import { standingChallenger } from '../challenger.sql.ts'
import { mayProposeModels } from '../model.policy.ts'
import { insertModelEvent } from '../model.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'end-challenger': true
  }
}

/**
 * Ends a challenger: from the next night on it is scored no more; what it was compared on stays. One person does it, as nobody's list depends on it. Refused, on record: a role
 * that may not ask for models, a version that is no standing challenger.
 */
export async function endChallenger(
  database: Database,
  person: Person,
  version: number,
  now: Date,
): Promise<{ fromOn: string } | 'FORBIDDEN' | 'NOT_FOUND'> {
  const actor = actorOf(person)
  const subject = { kind: 'attrition_model', id: String(version) }
  const outcome = !mayProposeModels(person.scope.role)
    ? 'FORBIDDEN'
    : await withScope(database, person.scope, async (trx) => {
        const standing = await standingChallenger(trx)
        if (standing?.version !== version) return 'NOT_FOUND' as const
        const fromOn = addDays((await currentPublication(trx))?.businessDate ?? businessDateOf(now), 1)
        const by = { userId: person.userId, name: person.name }
        await insertModelEvent(trx, { version, event: 'ended', requestId: standing.requestId, fromOn, by, at: now })
        await recordAudit(trx, { actor, action: 'end-challenger', subject, outcome: 'done', detail: { fromOn } })
        return { fromOn }
      })
  if (typeof outcome === 'string') await recordRefusal(database, { actor, action: 'end-challenger', subject, detail: { reason: outcome } })
  return outcome
}

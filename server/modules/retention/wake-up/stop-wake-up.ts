import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { programmesOf } from './progress.sql.ts'
import { insertStop } from './wake-up.sql.ts'
import { mayStartWakeUp } from './wake-up.policy.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'stop-wake-up': true
  }
}

/**
 * Stops a programme: waves that have not begun do not, in neither arm; those that have are measured to their end. CONFLICT when it is stopped
 * already. Refusals are on record.
 */
export async function stopWakeUp(
  database: Database,
  person: Person,
  input: { id: string; reason: string },
  now: Date,
): Promise<{ id: string } | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'> {
  const asked = { actor: actorOf(person), action: 'stop-wake-up', subject: { kind: 'wake_up', id: input.id } } as const
  const { scope } = person
  const outcome = await withScope(database, scope, async (trx) => {
    if (!mayStartWakeUp(scope.role)) return 'FORBIDDEN'
    const record = (await programmesOf(trx, scope.institutions)).find(({ id }) => id === input.id)
    if (!record || !scope.institutions.includes(record.institutionId)) return 'NOT_FOUND'
    if (!(await insertStop(trx, input, person, { on: addDays(businessDateOf(now), 1), at: now }))) return 'CONFLICT'
    await recordAudit(trx, { ...asked, institutionId: record.institutionId, outcome: 'done', detail: { reason: input.reason } })
    return { id: input.id }
  })
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { why: outcome } })
  return outcome
}

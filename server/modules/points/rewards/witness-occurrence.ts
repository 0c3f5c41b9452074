import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { Witnessed } from './reward-terms.ts'
import { mayWitness } from './rewards.policy.ts'
import { insertOccurrence, occurrenceOf } from './occurrence.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'witness-occurrence': true
  }
}

/** Records what a customer did, in the name of whoever saw it; sent again it changes nothing. Refusals are on record. */
export async function witnessOccurrence(
  database: Database,
  person: Person,
  seen: { id: string; customerId: string; what: Witnessed; proof: string },
  now: Date,
): Promise<{ repeated: boolean } | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'> {
  const asked = {
    actor: actorOf(person),
    action: 'witness-occurrence',
    subject: { kind: 'customer', id: seen.customerId },
    detail: { what: seen.what, id: seen.id },
  } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayWitness(person.scope.role, seen.what)) return 'FORBIDDEN'
    const before = await occurrenceOf(trx, seen.id)
    if (before) return before.recordedBy === person.userId && before.customerId === seen.customerId ? { repeated: true } : 'CONFLICT'
    const institutionId = await insertOccurrence(trx, { ...seen, businessDate: businessDateOf(now), at: now }, person.userId)
    if (institutionId === undefined) return 'NOT_FOUND'
    await recordAudit(trx, { ...asked, institutionId, outcome: 'done' })
    return { repeated: false }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

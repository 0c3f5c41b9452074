import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import type { Witnessed } from './reward-terms.ts'
import { mayWitness } from './rewards.policy.ts'
import { insertOccurrence, occurrenceOf, referralProblem } from './occurrence.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'witness-occurrence': true
  }
}

/** Why a referral is none (M58), for people. */
export const referralWords = {
  self: '转介人和被转介人是同一个人（同号、同手机，或同名同生日），不能登记',
  brought: '这位客户已经登记过转介人，不能重复登记',
  ring: '转介关系成环：转介人是由被转介人带来的，不能登记',
  staff: '转介人或被转介人是本行员工，或与员工共用手机号，不能登记',
}
export type ReferralProblem = keyof typeof referralWords
export type WitnessRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'

/**
 * Records what a customer did, in the name of whoever saw it; sent again it changes nothing. A referral names whom they brought, somebody in sight as well, and
 * is refused to oneself, in rings, twice for one customer, and among the bank's own people. Refusals are on record.
 */
export async function witnessOccurrence(
  database: Database,
  person: Person,
  seen: { id: string; customerId: string; what: Witnessed; proof: string; otherCustomerId: string | null },
  now: Date,
): Promise<{ repeated: boolean } | WitnessRefusal | ReferralProblem> {
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
    if (seen.otherCustomerId !== null) {
      const problem = await referralProblem(trx, seen.customerId, seen.otherCustomerId)
      if (problem) return problem
    }
    const institutionId = await insertOccurrence(trx, { ...seen, businessDate: businessDateOf(now), at: now }, person.userId)
    if (institutionId === undefined) return 'NOT_FOUND'
    await recordAudit(trx, { ...asked, institutionId, outcome: 'done' })
    return { repeated: false }
  })
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { ...asked.detail, refusal: outcome } })
  return outcome
}

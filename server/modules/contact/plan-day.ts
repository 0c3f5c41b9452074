import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { mayContactMany, type ContactChannel } from '../privacy/index.ts'
import { putPlan, putReview } from './day.sql.ts'
import { institutionOf } from './log.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'plan-contact': true
    'review-day': true
  }
}

const largestId = 2n ** 63n - 1n
const daysAhead = 31

/**
 * Plans a contact for care on a day to come, or takes the plan away (no channel). Whom nobody may contact that day is not planned: CONFLICT, as is a
 * day that is past or too far ahead. On record.
 */
export async function planContact(
  database: Database,
  person: Person,
  { customerId: id, forDate, channel }: { customerId: string; forDate: string; channel: Exclude<ContactChannel, 'walk_in'> | null },
  now: Date,
): Promise<{ planned: boolean } | 'NOT_FOUND' | 'CONFLICT'> {
  const customerId = BigInt(id)
  const today = businessDateOf(now)
  const asked = {
    actor: actorOf(person),
    action: 'plan-contact',
    subject: { kind: 'customer', id: customerId.toString() },
    detail: { forDate, channel },
  } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const institutionId = customerId > largestId ? undefined : await institutionOf(trx, customerId)
    if (institutionId === undefined) return 'NOT_FOUND' as const
    if (forDate < today || forDate > addDays(today, daysAhead)) return 'CONFLICT' as const
    const at = new Date(`${forDate}T10:00:00+08:00`)
    const permissions = await mayContactMany(trx, [customerId], { at, wholeDay: true })
    if (channel !== null && !permissions.may(customerId, channel, 'care').allowed) return 'CONFLICT' as const
    await putPlan(trx, { userId: person.userId, forDate, customerId, channel, at: now })
    await recordAudit(trx, { ...asked, institutionId, outcome: 'done' })
    return { planned: channel !== null }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

/** The evening's look back on one's own day. */
export const reviewDay = (
  database: Database,
  person: Person,
  review: { wentWell: string; toImprove: string },
  now: Date,
): Promise<{ reviewed: true }> =>
  withScope(database, person.scope, async (trx) => {
    const day = businessDateOf(now)
    await putReview(trx, person.userId, day, review, now)
    await recordAudit(trx, { actor: actorOf(person), action: 'review-day', subject: { kind: 'day', id: day }, outcome: 'done' })
    return { reviewed: true as const }
  })

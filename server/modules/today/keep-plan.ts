import type { Scoped } from '../../platform/database/scope.ts'
import { mayContactMany, workingDaysBetween } from '../privacy/index.ts'
import { makePlan, readDay, type DayAsked } from './make-plan.ts'
import { insertPlan, newestPlan, planItems, type PlanCause, type PlanRecord } from './plan.sql.ts'
import { contactsMade } from './relation.sql.ts'

/**
 * The plan of the day in force: the one kept, unless there is none yet, a new night is out, or somebody on it may not be contacted any more; then one
 * is made and kept. Call inside `withScope`.
 */
export async function planInForce(trx: Scoped, day: DayAsked, madeBy: number | null): Promise<PlanRecord> {
  const kept = await newestPlan(trx, day.manager.id, day.date)
  const cause = kept ? await staleBy(trx, kept, day) : 'first'
  if (kept && !cause) return kept
  return remake(trx, day, { before: kept, cause: cause ?? 'first', madeBy })
}

/** Makes the day's plan anew and keeps it as the next revision. Throws what {@link isTakenMeanwhile} knows when somebody else just did. */
export async function remake(
  trx: Scoped,
  asked: DayAsked,
  made: { before: PlanRecord | undefined; cause: PlanCause; madeBy: number | null },
): Promise<PlanRecord> {
  const { plan } = await makePlan(trx, await readDay(trx, asked), made)
  return insertPlan(trx, plan, (made.before?.revision ?? 0) + 1)
}

const uniqueViolation = '23505'

/** Whether somebody else kept the same revision after this transaction began: what was meant has to begin again. */
export const isTakenMeanwhile = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === uniqueViolation && 'table' in error && error.table === 'plan'

/** Why a kept plan no longer holds: a newer night, a calendar that says otherwise, or somebody open on it whom the day's permission now forbids. */
async function staleBy(trx: Scoped, kept: PlanRecord, { manager, date, businessDate, now }: DayAsked): Promise<PlanCause | undefined> {
  if (kept.businessDate !== businessDate) return 'night'
  if (kept.workingDay !== (await workingDaysBetween(trx, date, 1))(date)) return 'permission'
  const items = await planItems(trx, kept.id)
  const made = await contactsMade(trx, { managerIds: [manager.id], from: date, to: date })
  const done = new Set(made.map(({ customerId }) => customerId))
  const open = items.filter(({ customerId }) => !done.has(customerId))
  const permissions = await mayContactMany(
    trx,
    open.map(({ customerId }) => customerId),
    { at: now, wholeDay: true },
  )
  const mayAll = open.every(({ customerId, channel, purpose }) => permissions.may(customerId, channel, purpose).allowed)
  return mayAll ? undefined : 'permission'
}

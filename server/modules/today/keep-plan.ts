import type { Scoped } from '../../platform/database/scope.ts'
import { mayContactMany, type Permissions } from '../privacy/index.ts'
import { dayProspects, type DayProspect } from '../prospect/index.ts'
import { makePlan, readDay, wholeDayOf, type DayAsked } from './make-plan.ts'
import { insertPlan, plansUntil, type PlanBefore, type PlanCause, type PlanItemRecord, type PlanRecord } from './plan.sql.ts'
import { contactsMade, type MadeContact } from './relation.sql.ts'

/** A manager's day as it is on file: the plan in force, the one of the last planned day, and what was done since. */
export interface DayOnFile {
  plan: PlanRecord
  before: PlanBefore | undefined
  /** outbound contacts from the day of `before` on */
  made: readonly MadeContact[]
  /** of everybody on the plan, for the whole day */
  permissions: Permissions
  /** prospects on the plan, by number, whatever became of them */
  prospects: ReadonlyMap<string, DayProspect>
}

/**
 * The day in force: the plan kept, unless there is none yet, a new night is out, or somebody on it may not be contacted any more; then one is made and
 * kept. Call inside `withScope`.
 */
export async function planInForce(trx: Scoped, day: DayAsked, madeBy: number | null): Promise<DayOnFile> {
  const { plan: kept, before } = await plansUntil(trx, day.manager.id, day.date)
  const readMade = () => contactsMade(trx, { managerIds: [day.manager.id], from: before?.planDate ?? day.date, to: day.date })
  if (!kept) return fresh(trx, day, { kept, before, made: await readMade() }, 'first', madeBy)
  const [made, permissions, prospects] = await Promise.all([readMade(), permissionsOf(trx, day, kept.items), prospectsOf(trx, day, kept)])
  const cause = staleBy(kept, { day, made, permissions, prospects })
  if (!cause) return { plan: kept, before, made, permissions, prospects }
  return fresh(trx, day, { kept, before, made }, cause, madeBy)
}

/** Makes the day's plan anew as the next revision. Throws what {@link isTakenMeanwhile} knows when somebody else just did. */
async function fresh(
  trx: Scoped,
  day: DayAsked,
  { kept, before, made }: Pick<DayOnFile, 'before' | 'made'> & { kept: PlanRecord | undefined },
  cause: PlanCause,
  madeBy: number | null,
): Promise<DayOnFile> {
  const { plan } = await makePlan(await readDay(trx, day), { before: kept, cause, madeBy })
  const inserted = await insertPlan(trx, plan, (kept?.revision ?? 0) + 1)
  const permissions = await permissionsOf(trx, day, inserted.items)
  return { plan: inserted, before, made, permissions, prospects: await prospectsOf(trx, day, inserted) }
}

/** What everybody on a plan may be contacted by, whoever looks at it. */
export const permissionsOf = (trx: Scoped, day: DayAsked, items: readonly PlanItemRecord[]): Promise<Permissions> =>
  mayContactMany(
    trx,
    items.map(({ customerId }) => customerId),
    wholeDayOf(day),
  )

/** The prospects of a plan as they are now. */
export async function prospectsOf(
  trx: Scoped,
  { manager, date, now, policies, works }: DayAsked,
  { prospects }: Pick<PlanRecord, 'prospects'>,
): Promise<ReadonlyMap<string, DayProspect>> {
  const ids = prospects.map(({ prospectId }) => prospectId)
  const found = await dayProspects(trx, { managerId: manager.id, date, now, policies, works }, ids)
  return new Map(found.map((prospect) => [prospect.id, prospect]))
}

const uniqueViolation = '23505'

/** Whether somebody else kept the same revision after this transaction began: what was meant has to begin again. */
export const isTakenMeanwhile = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === uniqueViolation && 'table' in error && error.table === 'plan'

/** Why a kept plan no longer holds: a newer night, a calendar that says otherwise, or somebody open on it whom the day's permission now forbids. */
function staleBy(
  kept: PlanRecord,
  { day, made, permissions, prospects }: { day: DayAsked } & Pick<DayOnFile, 'made' | 'permissions' | 'prospects'>,
): PlanCause | undefined {
  if (kept.businessDate !== day.businessDate) return 'night'
  if (kept.workingDay !== day.works(day.date)) return 'permission'
  const done = new Set(made.filter(({ on }) => on === day.date).map(({ customerId }) => customerId))
  const open = kept.items.filter(({ customerId }) => !done.has(customerId))
  const mayAll = open.every(({ customerId, channel, purpose }) => permissions.may(customerId, channel, purpose).allowed)
  const mayMeet = kept.prospects.every(({ prospectId, channel }) => {
    const prospect = prospects.get(prospectId)
    return prospect !== undefined && (prospect.doneBy.length > 0 || (prospect.open && prospect.may(channel).allowed))
  })
  return mayAll && mayMeet ? undefined : 'permission'
}

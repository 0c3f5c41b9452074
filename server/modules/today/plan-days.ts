import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { currentPublication } from '../customer/index.ts'
import { policyAt } from '../policy/index.ts'
import { workingDaysBetween } from '../privacy/index.ts'
import { calendarDays } from './day-of.ts'
import { isTakenMeanwhile } from './keep-plan.ts'
import { planOf, readDay, type Day, type DayAsked } from './make-plan.ts'
import { PlanWorkers } from './optimiser/plan-workers.ts'
import { managersToPlan, type ManagerRecord, type ManagerToPlan } from './people.sql.ts'
import { insertPlan, plansUntil, type PlanRecord } from './plan.sql.ts'
import { todayPolicyOf } from './today-policy.ts'

/** managers whose days are in memory at a time */
const chunk = 32
const threads = 2
/** Asia/Shanghai is UTC+8 all year. */
const minuteOf = (at: Date) => (Math.floor(at.getTime() / 60_000) + 8 * 60) % (24 * 60)

/** What is planned, and when it is given up. */
export interface PlanningAsked {
  now: Date
  /** a manager under way is finished, no other begun */
  signal?: AbortSignal
}

/**
 * Plans the day of every manager who has no plan from the night in force yet, so that opening a list is a read. Before the day begins (policy
 * today.plan_from_minute) only once last night's data is out. `owner`: the owner's handle; every day is read and kept within the scope of its manager,
 * made by nobody. Repeating it changes nothing: a manager is planned once for each business date and night. Returns how many plans were made.
 */
export async function planDays(owner: Database, { now, signal }: PlanningAsked): Promise<number> {
  const publication = await currentPublication(owner)
  if (!publication) return 0
  const { businessDate } = publication
  const date = businessDateOf(now)
  const policies = await policyAt(owner, date, publication.version)
  const isLastNight = businessDate >= addDays(date, -1)
  if (!isLastNight && minuteOf(now) < policies.whole('today.plan_from_minute')) return 0
  const managers = await managersToPlan(owner, date, businessDate)
  if (managers.length === 0) return 0
  const policy = todayPolicyOf(policies)
  const works = await owner.transaction().execute((trx) => workingDaysBetween(trx, date, calendarDays))
  const quality = { gapAtMostBp: policy.gapAtMostBp, exactSeconds: policy.exactSeconds }
  const workers = new PlanWorkers(threads)
  let made = 0
  try {
    for (let at = 0; at < managers.length && !signal?.aborted; at += chunk) {
      const days: ReadDay[] = []
      for (const manager of managers.slice(at, at + chunk)) {
        const day = await read(owner, { manager, date, businessDate, policy, policies, works, now })
        if (day) days.push(day)
      }
      const plans = await workers.plan(
        days.map(({ day }) => day.problem),
        quality,
      )
      for (const [index, chosen] of plans.entries()) if (await keep(owner, days[index], chosen)) made += 1
    }
  } finally {
    await workers.close()
  }
  return made
}

interface ReadDay {
  day: Day
  before: PlanRecord | undefined
}

/** What a manager sees, for work that nobody signed in asks for. */
const scopeOf = ({ id, institutionId }: ManagerRecord): Scope => ({
  userId: 0,
  role: 'relationship_manager',
  institutionId,
  institutions: [institutionId],
  managerId: id,
})

/** A manager's day; undefined when a plan from this night, and of the customers kept now, is there by now. */
const read = (owner: Database, asked: DayAsked & { manager: ManagerToPlan }): Promise<ReadDay | undefined> =>
  withScope(owner, scopeOf(asked.manager), async (trx) => {
    const { plan: before } = await plansUntil(trx, asked.manager.id, asked.date)
    const { handedAt } = asked.manager
    const holds = before?.businessDate === asked.businessDate && (handedAt === null || handedAt <= before.madeAt)
    return holds ? undefined : { before, day: await readDay(trx, asked) }
  })

/** Keeps a plan; false when somebody else, most likely the manager, kept the same revision meanwhile: theirs stands. */
async function keep(owner: Database, read: ReadDay | undefined, chosen: Parameters<typeof planOf>[1]): Promise<boolean> {
  if (!read) return false
  const { day, before } = read
  const cause = before === undefined ? 'first' : before.businessDate === day.businessDate ? 'handover' : 'night'
  const plan = planOf(day, chosen, { before, cause, madeBy: null })
  try {
    await withScope(owner, scopeOf(day.manager), (trx) => insertPlan(trx, plan, (before?.revision ?? 0) + 1))
    return true
  } catch (error) {
    if (isTakenMeanwhile(error)) return false
    throw error
  }
}

import { createHash } from 'node:crypto'
import { addDays } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { dueContacts } from '../contact/index.ts'
import type { Policies } from '../policy/index.ts'
import { mayContactMany, type WhenAsked, type WorkingDay } from '../privacy/index.ts'
import { keepingDues } from '../retention/index.ts'
import { waitingWarnings } from '../warning/index.ts'
import { knownCustomers } from './candidate.sql.ts'
import type { Reason } from './contract.ts'
import { chosenOf, pricesOf, whyChosen, type DayPrices } from './explain.rules.ts'
import { limitsOf, optionsOf, problemOf, type Candidate, type DayLimit, type PlannedOption } from './options.rules.ts'
import { planNearEnough } from './plan-one.ts'
import type { ChosenPlan, PlanProblem } from './optimiser/problem.rules.ts'
import type { ManagerRecord } from './people.sql.ts'
import type { NewPlan, PlanCause, PlanItemRecord, PlanRecord } from './plan.sql.ts'
import { reasonsOf } from './reasons.rules.ts'
import { classesOf, contactsMade, introductionsDue, promisesDue } from './relation.sql.ts'
import type { TodayPolicy } from './today-policy.ts'
import { usedBy } from './used.rules.ts'
import { standingWishes } from './wish.sql.ts'

/** The day of one manager that is planned. */
export interface DayAsked {
  manager: ManagerRecord
  /** business date of the plan, and of the night it is made from */
  date: string
  businessDate: string
  policy: TodayPolicy
  /** all policies of the date, and the calendar from it on */
  policies: Policies
  works: WorkingDay
  now: Date
}

/** Everything a day's plan is made from, read in one snapshot. */
export interface Day extends DayAsked {
  workingDay: boolean
  candidates: Candidate[]
  options: PlannedOption[]
  limits: DayLimit[]
  problem: PlanProblem
  /** customers contacted today already */
  contacted: ReadonlySet<bigint>
}

/** How permissions are asked for in a plan: for the whole day, whoever looks at it. */
export const wholeDayOf = ({ manager, now, policies, works }: DayAsked): WhenAsked => ({
  at: now,
  wholeDay: true,
  staffId: manager.id,
  policies,
  workingDay: works,
})

/** Reads and weighs a manager's day. Call inside `withScope`. */
export async function readDay(trx: Scoped, asked: DayAsked): Promise<Day> {
  const { manager, date, businessDate, policy } = asked
  const managerIds = [manager.id]
  const known = await knownCustomers(trx, { businessDate, managerIds, from: date, to: addDays(date, policy.maturityDays) })
  const classes = await classesOf(trx, managerIds)
  const promises = await promisesDue(trx, managerIds, date)
  const dues = new Map((await dueContacts(trx, { today: date, managerId: manager.id })).map((due) => [due.customerId, due.dueOn]))
  const introductions = await introductionsDue(trx, managerIds, addDays(date, -asked.policies.whole('handover.check_days')))
  const wishes = new Map((await standingWishes(trx, manager.id, date)).map((wish) => [wish.customerId, wish]))
  const made = await contactsMade(trx, { managerIds, from: date, to: date })
  const contacted = new Set(made.map(({ customerId }) => customerId))
  const keeping = await keepingDues(trx, { managerIds, date, policies: asked.policies })
  const warnings = await waitingWarnings(trx, { businessDate, managerIds, now: asked.now, policies: asked.policies })
  const workingDay = asked.works(date)
  const candidates = known.flatMap((customer): Candidate[] => {
    const wish = wishes.get(customer.customerId)?.kind
    if (contacted.has(customer.customerId) || wish === 'postpone' || wish === 'leave_out') return []
    const { customerId } = customer
    const due = {
      promiseDueOn: promises.get(customerId),
      cadenceDueOn: dues.get(customerId),
      handedOver: introductions.get(customerId),
      warned: warnings.get(customerId),
      winBack: keeping.winBack.get(customerId),
      wakeUp: keeping.wakeUp.get(customerId),
      inProgramme: keeping.inProgramme.has(customerId),
      unused: keeping.unused(customerId, customer.tier),
    }
    const reasons = reasonsOf(customer, due, date, policy)
    if (reasons.length === 0) return []
    return [{ known: customer, class: classes.get(customer.customerId) ?? 'c', reasons, pinned: wish === 'pin' }]
  })
  const permissions = await mayContactMany(
    trx,
    candidates.map(({ known: { customerId } }) => customerId),
    wholeDayOf(asked),
  )
  const may = (id: bigint, channel: Parameters<typeof permissions.may>[1], purpose: Parameters<typeof permissions.may>[2]) =>
    permissions.may(id, channel, purpose).allowed
  const options = candidates.flatMap((candidate) => optionsOf(candidate, may, policy))
  const limits = limitsOf(policy, usedBy(made))
  const doneC = [...contacted].filter((id) => (classes.get(id) ?? 'c') === 'c').length
  const doneOfWaves = [...contacted].filter((id) => keeping.inProgramme.has(id)).length
  const floors = { classC: policy.floorC - doneC, wakeUp: policy.floorWakeUp - doneOfWaves }
  return { ...asked, workingDay, candidates, options, limits, contacted, problem: problemOf(options, limits, floors) }
}

/** What a plan is made after, why, and by whom (null: by Liuke itself). */
export interface PlanMaking {
  before: PlanRecord | undefined
  cause: PlanCause
  madeBy: number | null
}

/** The day's plan, chosen here and now. Pins of the chosen plan that had no room are not in it. */
export async function makePlan(day: Day, making: PlanMaking): Promise<{ plan: NewPlan; chosen: ChosenPlan }> {
  const chosen = await planNearEnough(day.problem, day.policy)
  return { plan: planOf(day, chosen, making), chosen }
}

/** A chosen plan as it is kept. What of the revision before was done stays in front of it. */
export function planOf(day: Day, chosen: ChosenPlan, { before, cause, madeBy }: PlanMaking): NewPlan {
  const { manager, date, businessDate, now, workingDay, options, limits, problem, contacted } = day
  const prices = pricesOf(limits, chosen)
  const done = before?.items.filter(({ customerId }) => contacted.has(customerId)) ?? []
  const fresh = chosenOf(options, chosen, problem).map((option) => itemOf(option, prices))
  return {
    managerId: manager.id,
    institutionId: manager.institutionId,
    planDate: date,
    businessDate,
    fingerprint: fingerprintOf(day),
    cause,
    workingDay,
    valueFen: BigInt(chosen.valueFen),
    boundFen: BigInt(chosen.boundFen),
    limits: prices.limits,
    floorC: prices.floorC,
    floorPriceFen: BigInt(prices.floorPriceFen),
    candidates: day.candidates.length,
    madeBy,
    madeAt: now,
    items: [...done, ...fresh].map((item, index) => ({ ...item, place: index + 1 })),
  }
}

function itemOf(option: PlannedOption, prices: DayPrices): PlanItemRecord {
  const { candidate, channel, purpose, reasons, valueFen } = option
  return {
    place: 0,
    customerId: candidate.known.customerId,
    channel,
    purpose,
    class: candidate.class,
    pinned: candidate.pinned,
    valueFen,
    reasons: reasons.map(reasonOut),
    why: whyChosen(option, prices),
  }
}

const reasonOut = ({ code, values, amountFen, chanceBp, valueFen, service }: PlannedOption['reasons'][number]): Reason => ({
  code,
  values,
  amountFen: String(amountFen),
  chanceBp,
  valueFen: String(valueFen),
  service,
})

/** The same day gives the same hash, and the same plan. */
function fingerprintOf({ problem, options, date, businessDate }: Day): string {
  const who = options.map(({ candidate, channel, purpose }) => `${candidate.known.customerId} ${channel} ${purpose}`)
  return createHash('sha256')
    .update(JSON.stringify([date, businessDate, problem, who]))
    .digest('hex')
}

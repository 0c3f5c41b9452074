import { createHash } from 'node:crypto'
import { addDays } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { dueOccasions } from '../care/index.ts'
import { dueContacts } from '../contact/index.ts'
import { personsAmong } from '../duplicate/index.ts'
import type { Policies } from '../policy/index.ts'
import { mayContactMany, type WhenAsked, type WorkingDay } from '../privacy/index.ts'
import { dayProspects, turnedToday } from '../prospect/index.ts'
import { keepingDues } from '../retention/index.ts'
import { waitingWarnings } from '../warning/index.ts'
import { knownCustomers } from './candidate.sql.ts'
import type { Reason } from './contract.ts'
import { chosenOf, pricesOf, whyChosen, type DayPrices } from './explain.rules.ts'
import { limitsOf, optionsOf, problemOf, type Candidate, type DayLimit, type PlannedOption } from './options.rules.ts'
import { planNearEnough } from './plan-one.ts'
import type { ChosenPlan, PlanProblem } from './optimiser/problem.rules.ts'
import type { ManagerRecord } from './people.sql.ts'
import type { NewPlan, PlanCause, PlanItemRecord, PlanProspectRecord, PlanRecord } from './plan.sql.ts'
import { prospectOptionsOf, type ProspectOption } from './prospect-options.rules.ts'
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
  /** contacts with people who are no customers yet; in the problem they come after `options` */
  prospects: ProspectOption[]
  /** customers who share a person, by its number */
  persons: ReadonlyMap<bigint, bigint>
  limits: DayLimit[]
  problem: PlanProblem
  /** customers contacted today already, and prospects turned to */
  contacted: ReadonlySet<bigint>
  prospectsMet: ReadonlySet<string>
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
  const ids = known.map(({ customerId }) => customerId)
  const persons = await personsAmong(trx, ids)
  const personsMet = new Set([...contacted].map((id) => persons.get(id) ?? id))
  const occasions = await dueOccasions(trx, { ids, date, now: asked.now, policies: asked.policies })
  const warnings = await waitingWarnings(trx, { businessDate, managerIds, now: asked.now, policies: asked.policies })
  const workingDay = asked.works(date)
  const candidates = known.flatMap((customer): Candidate[] => {
    const wish = wishes.get(customer.customerId)?.kind
    const { customerId } = customer
    if (personsMet.has(persons.get(customerId) ?? customerId) || wish === 'postpone' || wish === 'leave_out') return []
    const due = {
      promiseDueOn: promises.get(customerId),
      cadenceDueOn: dues.get(customerId),
      handedOver: introductions.get(customerId),
      warned: warnings.get(customerId),
      winBack: keeping.winBack.get(customerId),
      wakeUp: keeping.wakeUp.get(customerId),
      inProgramme: keeping.inProgramme.has(customerId),
      unused: keeping.unused(customerId, customer.tier),
      occasion: occasions.get(customerId),
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
  const asProspects = { managerId: manager.id, date, now: asked.now, policies: asked.policies, works: asked.works }
  const turned = await turnedToday(trx, { managerId: manager.id, date })
  const prospectsMet = new Set(turned.map(({ prospectId }) => prospectId))
  const due = (await dayProspects(trx, asProspects)).filter(({ id }) => !prospectsMet.has(id))
  const prospects = due.flatMap((prospect) => prospectOptionsOf(prospect, date, policy))
  const limits = limitsOf(policy, usedBy([...made, ...turned]))
  const doneC = [...contacted].filter((id) => (classes.get(id) ?? 'c') === 'c').length
  const doneOfWaves = [...contacted].filter((id) => keeping.inProgramme.has(id)).length
  const floors = { classC: policy.floorC - doneC, wakeUp: policy.floorWakeUp - doneOfWaves }
  const problem = problemOf(options, limits, floors, { prospects, persons, floor: policy.floorProspect - prospectsMet.size })
  return { ...asked, workingDay, candidates, options, prospects, persons, limits, contacted, prospectsMet, problem }
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
  const { manager, date, businessDate, now, workingDay, options, prospects, limits, problem, contacted } = day
  const prices = pricesOf(limits, chosen)
  const done = [
    ...(before?.items.filter(({ customerId }) => contacted.has(customerId)) ?? []),
    ...(before?.prospects.filter(({ prospectId }) => day.prospectsMet.has(prospectId)) ?? []),
  ].toSorted((a, b) => a.place - b.place)
  const fresh = chosenOf<PlannedOption | ProspectOption>([...options, ...prospects], chosen, problem)
  const items = placed([...done, ...fresh.map((option) => ('prospect' in option ? prospectOf(option, prices) : itemOf(option, prices)))])
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
    candidates: day.candidates.length + new Set(prospects.map(({ prospect }) => prospect.id)).size,
    madeBy,
    madeAt: now,
    items: items.filter((item) => 'customerId' in item),
    prospects: items.filter((item) => 'prospectId' in item),
  }
}

/** In the order they are to be made, customers and prospects together. */
const placed = <Item extends { place: number }>(items: readonly Item[]): Item[] =>
  items.map((item, index) => ({ ...item, place: index + 1 }))

function prospectOf(option: ProspectOption, prices: DayPrices): PlanProspectRecord {
  const { prospect, channel, reasons, valueFen } = option
  return { place: 0, prospectId: prospect.id, channel, valueFen, reasons: reasons.map(reasonOut), why: whyChosen(option, prices) }
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
function fingerprintOf({ problem, options, prospects, date, businessDate }: Day): string {
  const customers = options.map(({ candidate, channel, purpose }) => `${candidate.known.customerId} ${channel} ${purpose}`)
  const who = [...customers, ...prospects.map(({ prospect, channel }) => `${prospect.id} ${channel}`)]
  return createHash('sha256')
    .update(JSON.stringify([date, businessDate, problem, who]))
    .digest('hex')
}

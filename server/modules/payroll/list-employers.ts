import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import type { EmployerRow, UnitVisit } from './contract.ts'
import {
  awayCounts,
  employersInSight,
  foundPayers,
  monthsOfEmployers,
  nightInForce,
  type EmployerMonthSums,
  type KnownEmployer,
} from './employer.sql.ts'
import { mayPlanVisits, mayReadEmployers } from './payroll.policy.ts'
import { monthEndOf, retentionMonth } from './retention-month.rules.ts'
import { keptRate, slipsOf, type SlipLines } from './slip.rules.ts'
import { openVisits, type KeptVisit } from './visit.sql.ts'

/** The month ends that units are judged by: `latest` is closed, `judged` has the long horizon behind it (M08); each with the month before. */
export interface UnitMonths {
  latest: string
  previous: string
  judged: string
  beforeJudged: string
}

const monthBefore = (monthEnd: string): string => addDays(`${monthEnd.slice(0, 8)}01`, -1)

export function unitMonths(policies: Policies, dataAsOf: string): UnitMonths {
  const running = monthEndOf(dataAsOf)
  const latest = running === dataAsOf ? running : monthBefore(running)
  const judged = retentionMonth(dataAsOf, policies.whole('payroll.long_horizon_days'))
  return { latest, previous: monthBefore(latest), judged, beforeJudged: monthBefore(judged) }
}

export const slipLines = (policies: Policies): SlipLines => ({
  keptDropBp: policies.whole('payroll.slip.kept_drop_bp'),
  peopleDropBp: policies.whole('payroll.slip.people_drop_bp'),
  creditDropBp: policies.whole('payroll.slip.credit_drop_bp'),
  smallestPeople: policies.whole('payroll.slip.smallest_people'),
})

export const shownVisit = ({ institutionId: _institution, userId: _user, ...visit }: KeptVisit, today: string): UnitVisit => ({
  ...visit,
  late: visit.outcome === null && visit.visitOn < today,
})

interface Known {
  months: readonly EmployerMonthSums[]
  away: ReadonlyMap<number, number>
  visits: readonly KeptVisit[]
  ends: UnitMonths
  lines: SlipLines
  today: string
}

/** A unit as the list shows it. */
export function shownEmployer(employer: KnownEmployer, { months, away, visits, ends, lines, today }: Known): EmployerRow {
  const { institutionId: _institution, ...row } = employer
  const of = (monthEnd: string) => months.find((month) => month.employerId === employer.employerId && month.monthEnd === monthEnd)
  const [latest, judged, beforeJudged] = [of(ends.latest), of(ends.judged), of(ends.beforeJudged)]
  const visit = visits.find((one) => one.employerId === employer.employerId)
  return {
    ...row,
    people: latest?.people ?? 0,
    creditFen: (latest?.creditFen ?? 0n).toString(),
    kept30dBp: judged ? keptRate({ ...judged, kept30dAumFen: null }) : null,
    kept30dAumBp: judged && judged.kept30dAumFen !== null ? keptRate(judged) : null,
    kept30dBeforeBp: beforeJudged ? keptRate(beforeJudged) : null,
    away: away.get(employer.employerId) ?? 0,
    slips: slipsOf({ latest, previous: of(ends.previous), judged, beforeJudged }, lines),
    visit: visit ? shownVisit(visit, today) : null,
  }
}

const aheadDays = 60

/** Everything the list is made of, of one unit when it is given; undefined when nothing is published. */
export async function readEmployers(trx: Scoped, now: Date, employerId?: number) {
  const night = await nightInForce(trx)
  if (!night) return undefined
  const { businessDate, dataAsOf } = night
  const today = businessDateOf(now)
  const policies = await policyAt(trx, businessDate)
  const ends = unitMonths(policies, dataAsOf)
  const months = await monthsOfEmployers(trx, businessDate, employerId)
  const away = await awayCounts(trx, businessDate, ends.latest, ends.previous)
  const visits = await openVisits(trx, addDays(today, aheadDays))
  const known = { months, away, visits, ends, lines: slipLines(policies), today }
  const employers = (await employersInSight(trx, businessDate, employerId)).map((employer) => shownEmployer(employer, known))
  return { businessDate, today, policies, ends, months, employers }
}

/** Units that slip first, then the largest. */
const bySlip = (a: EmployerRow, b: EmployerRow): number =>
  Number(b.slips.length > 0) - Number(a.slips.length > 0) || Number(BigInt(b.creditFen) - BigInt(a.creditFen))

/** The units whose people are in sight, what they paid and what stayed, who slips; and payers that detection found on no record (M60, M08). */
export async function listEmployers(database: Database, person: Person, now: Date) {
  if (!mayReadEmployers(person.scope.role)) return 'FORBIDDEN'
  return withScope(database, person.scope, async (trx) => {
    const read = await readEmployers(trx, now)
    if (!read) return 'NOT_READY'
    const found = await foundPayers(trx, read.businessDate, read.policies.whole('payroll.found_smallest_people'))
    return {
      businessDate: read.businessDate,
      judgedMonth: read.ends.judged,
      latestMonth: read.ends.latest,
      employers: read.employers.toSorted(bySlip),
      found: found.map((payer) => ({ ...payer, creditFen: payer.creditFen.toString() })),
      mayPlan: mayPlanVisits(person.scope.role),
    }
  })
}

/** Visits that are due within a week or were due, and how many slipping units nobody is to visit yet. */
export async function listVisits(database: Database, person: Person, now: Date) {
  if (!mayReadEmployers(person.scope.role)) return 'FORBIDDEN'
  return withScope(database, person.scope, async (trx) => {
    const read = await readEmployers(trx, now)
    if (!read) return 'NOT_READY'
    const weekAhead = 7
    const visits = await openVisits(trx, addDays(read.today, weekAhead))
    const unplanned = mayPlanVisits(person.scope.role) ? read.employers.filter(({ slips, visit }) => slips.length > 0 && !visit).length : 0
    return { visits: visits.map((visit) => shownVisit(visit, read.today)), unplanned }
  })
}

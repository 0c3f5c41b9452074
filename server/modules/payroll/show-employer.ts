import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { rateBp } from '../../platform/rate.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, shownAmount, shownName, type MaskedView } from '../privacy/index.ts'
import type { EmployerMonth, EmployerPerson } from './contract.ts'
import { batchesOf, type EmployerMonthSums } from './employer.sql.ts'
import { readEmployers, shownVisit } from './list-employers.ts'
import { mayPlanVisits, mayReadEmployers } from './payroll.policy.ts'
import { peopleOf, staffFor, type PaidPerson } from './people.sql.ts'
import { visitsOf } from './visit.sql.ts'

const mostPeople = 300

const shownMonth = (month: EmployerMonthSums): EmployerMonth => ({
  monthEnd: month.monthEnd,
  people: month.people,
  credits: month.credits,
  creditFen: month.creditFen.toString(),
  kept7dBp: rateBp(month.kept7dFen, month.creditFen),
  kept30dBp: rateBp(month.kept30dFen, month.creditFen),
  keptMonthEndBp: rateBp(month.keptMonthEndFen, month.creditFen),
  kept7dAumBp: rateBp(month.kept7dAumFen, month.creditFen),
  kept30dAumBp: rateBp(month.kept30dAumFen, month.creditFen),
  keptMonthEndAumBp: rateBp(month.keptMonthEndAumFen, month.creditFen),
})

function shownPerson(paid: PaidPerson, view: MaskedView, lowBp: number): EmployerPerson {
  const kept30dBp = rateBp(paid.kept30dFen, paid.judgedCreditFen)
  const kept30dAumBp = rateBp(paid.kept30dAumFen, paid.judgedCreditFen)
  const kept = kept30dAumBp ?? kept30dBp
  return {
    customerId: paid.customerId.toString(),
    customerNo: paid.customerNo,
    name: shownName(paid.name, view),
    managerName: paid.managerName,
    state: paid.away ? 'away' : kept === null ? 'open' : kept < lowBp ? 'low' : 'kept',
    creditFen: paid.creditFen === null ? null : shownAmount(paid.creditFen, view),
    // a share beside a band would tell the amount
    kept30dBp: view.hidesAmounts ? null : kept30dBp,
    kept30dAumBp: view.hidesAmounts ? null : kept30dAumBp,
    ownNameOutflowFen: paid.ownNameOutflowFen === null ? null : shownAmount(paid.ownNameOutflowFen, view),
    lastMonthEnd: paid.lastMonthEnd,
  }
}

/** One unit: its months on the receiving account and on the whole AUM, its batches, its people in sight, and its visits (M60). */
export async function showEmployer(database: Database, person: Person, employerId: number, now: Date) {
  if (!mayReadEmployers(person.scope.role)) return 'FORBIDDEN'
  return withScope(database, person.scope, async (trx) => {
    const read = await readEmployers(trx, now, employerId)
    if (!read) return 'NOT_READY'
    const [employer] = read.employers
    if (!employer) return 'NOT_FOUND'
    const { businessDate, ends, today } = read
    const view = maskedViewOf(await policyAt(trx, today), person.scope.role)
    const { people, inAll } = await peopleOf(trx, {
      businessDate,
      employerId,
      latest: ends.latest,
      judged: ends.judged,
      atMost: mostPeople,
    })
    const batches = await batchesOf(trx, businessDate, employerId)
    const visits = await visitsOf(trx, employerId)
    const mayPlan = mayPlanVisits(person.scope.role)
    const lowBp = read.policies.whole('says.payroll_kept_low_bp')
    return {
      employer,
      judgedMonth: ends.judged,
      latestMonth: ends.latest,
      months: read.months.map(shownMonth),
      batches: batches.map((batch) => ({ ...batch, creditFen: batch.creditFen.toString() })),
      people: people.map((paid) => shownPerson(paid, view, lowBp)),
      peopleInAll: inAll,
      visits: visits.map((visit) => shownVisit(visit, today)),
      staff: mayPlan ? await staffFor(trx, businessDate, employerId, today) : [],
      mayPlan,
    }
  })
}

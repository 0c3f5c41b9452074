import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, shownName } from '../privacy/index.ts'
import type { SmallSumPlan } from './contract.ts'
import { planOf, type Plan } from './plan.rules.ts'
import { mayPlan } from './planner.policy.ts'
import { plannedCustomer } from './planner.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'make-small-plan': true
  }
}

const adult = 18

const yearsBetween = (from: string, to: string): number =>
  Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0)
const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7)) -
  (to.slice(8) < from.slice(8) ? 1 : 0)

const texts = ({ cover, fund, rungs, months, fundRefusal, ...sums }: Plan, risk: string) => ({
  surplusFen: String(sums.surplusFen),
  reserveTargetFen: String(sums.reserveTargetFen),
  reserveGapFen: String(sums.reserveGapFen),
  fundRefusal,
  cover: cover && { coverFen: String(cover.coverFen), yearlyFen: String(cover.yearlyFen), monthlyFen: String(cover.monthlyFen) },
  fund: fund && { ...fund, monthlyFen: String(fund.monthlyFen), yearFen: String(fund.yearFen), worstFen: String(fund.worstFen), risk },
  rungs: rungs.map((rung) => ({ ...rung, depositFen: String(rung.depositFen), interestFen: String(rung.interestFen) })),
  months: months.map(({ month, ...parts }) => ({
    month,
    reserveFen: String(parts.reserveFen),
    premiumFen: String(parts.premiumFen),
    fundFen: String(parts.fundFen),
    ladderFen: String(parts.ladderFen),
  })),
})

export interface PlanWish {
  customerId: string
  incomeFen: string
  spendFen: string
  reserveFen: string
  wantsCover: boolean
}

/**
 * A year's plan of a customer's monthly surplus (M65), worked out and kept nowhere: what a household earns and spends is not the bank's to keep. That one was made is
 * on record, without its figures; so are refusals.
 */
export async function makePlan(
  database: Database,
  person: Person,
  wish: PlanWish,
  now: Date,
): Promise<SmallSumPlan | 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_FIT' | 'NO_SURPLUS'> {
  const asked = { actor: actorOf(person), action: 'make-small-plan', subject: { kind: 'customer', id: wish.customerId } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    if (!mayPlan(person.scope.role)) return 'FORBIDDEN'
    const customer = await plannedCustomer(trx, wish.customerId)
    if (!customer) return 'NOT_FOUND'
    const today = businessDateOf(now)
    const age = customer.birthDate === null ? null : yearsBetween(customer.birthDate, today)
    if (!customer.counted || (age !== null && age < adult)) return 'NOT_FIT'
    const policies = await policyAt(trx, today)
    const [incomeFen, spendFen, reserveFen] = [BigInt(wish.incomeFen), BigInt(wish.spendFen), BigInt(wish.reserveFen)]
    const assessedMonths = customer.riskAssessedOn === null ? null : monthsBetween(customer.riskAssessedOn, today)
    const plan = planOf(
      { incomeFen, spendFen, reserveFen, wantsCover: wish.wantsCover },
      { age, riskTolerance: customer.riskTolerance, assessedMonths },
      policies,
    )
    if (!plan) return 'NO_SURPLUS'
    await recordAudit(trx, { ...asked, institutionId: customer.institutionId, outcome: 'done', detail: { fundRefusal: plan.fundRefusal } })
    return {
      customerNo: customer.customerNo,
      name: shownName(customer.name, maskedViewOf(policies, person.scope.role)),
      madeOn: today,
      madeBy: person.name,
      incomeFen: wish.incomeFen,
      spendFen: wish.spendFen,
      reserveFen: wish.reserveFen,
      ...texts(plan, policies.code('planner.fund_risk')),
    }
  })
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { refusal: outcome } })
  return outcome
}

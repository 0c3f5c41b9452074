import { addDays, businessDateOf, monthsBefore } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { currentPublication } from '../customer/index.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { fitRulesOf, type FitRules } from './suitability.rules.ts'

/** What suits is asked of the customers of the night in force by the rules of today. */
export interface FitNight {
  today: string
  businessDate: string
  previousDate: string | undefined
  declinedFrom: string
  rules: FitRules
  policies: Policies
}

/** Undefined before the first night. */
export async function fitNight(trx: Scoped, now: Date): Promise<FitNight | undefined> {
  const publication = await currentPublication(trx)
  if (!publication) return undefined
  const today = businessDateOf(now)
  const policies = await policyAt(trx, today)
  const { businessDate, previousDate } = publication
  return {
    today,
    businessDate,
    previousDate,
    declinedFrom: addDays(today, 1 - policies.whole('suitability.rest_days')),
    rules: fitRulesOf(policies, monthsBefore(today, policies.whole('suitability.assessment_months'))),
    policies,
  }
}

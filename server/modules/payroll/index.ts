/** What other modules may use of payroll and pension credits (M08). */
import type { Policies } from '../policy/index.ts'
import { monthEndOf, retentionMonth } from './retention-month.rules.ts'

export { payrollOfCustomer, payrollTotals, type PayrollKind, type PayrollTotals } from './payroll.sql.ts'
export { payrollRoutes } from './routes.ts'
export { upsertEmployers, type EmployerRow } from './upsert-employers.sql.ts'

/** Month ends that a night speaks of: the one judged (see {@link retentionMonth}) and the running one. */
export interface PayrollMonths {
  judged: string
  running: string
}

/** The payroll months of a night; the horizon is policy `payroll.long_horizon_days` of the business date. */
export function payrollMonthsOf(policies: Policies, dataAsOf: string): PayrollMonths {
  return { judged: retentionMonth(dataAsOf, policies.whole('payroll.long_horizon_days')), running: monthEndOf(dataAsOf) }
}

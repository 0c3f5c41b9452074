/** What other modules may use of payroll and pension credits (M08). */
import type { Database } from '../../platform/database/pools.ts'
import { policyAt } from '../policy/index.ts'
import { retentionMonth } from './retention-month.rules.ts'

export { payrollOfCustomer, payrollTotals, type PayrollKind, type PayrollTotals } from './payroll.sql.ts'

/** The month whose credits are judged on a night: see {@link retentionMonth}; the horizon is policy `payroll.long_horizon_days` of the business date. */
export async function retentionMonthOf(
  database: Database,
  { businessDate, dataAsOf }: { businessDate: string; dataAsOf: string },
): Promise<string> {
  const policies = await policyAt(database, businessDate)
  return retentionMonth(dataAsOf, policies.whole('payroll.long_horizon_days'))
}

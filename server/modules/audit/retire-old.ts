import { retireAudit, type Retirement } from '../../platform/audit/retire.ts'
import { businessDateOf, monthsBefore } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { policyAt } from '../policy/index.ts'
import { onlineMonths } from './retention.rules.ts'

/**
 * Exports to `folder` and takes out of the database what is older than policy `audit.online_months`; undefined when nothing is. Throws when
 * the policy is shorter than `audit.online_months_at_least`. `database` is the owner's handle.
 */
export async function retireOldAudit(database: Database, now: Date, folder: string): Promise<Retirement | undefined> {
  const today = businessDateOf(now)
  const policies = await policyAt(database, today)
  const months = onlineMonths(policies.whole('audit.online_months'), policies.whole('audit.online_months_at_least'))
  return retireAudit(database, new Date(`${monthsBefore(today, months)}T00:00:00+08:00`), folder)
}

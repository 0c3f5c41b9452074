/** What other modules may use of the policies: the rows (for the night), the policies of a date (for screens), and the seeding at start. */
import type { Database } from '../../platform/database/pools.ts'
import { policiesAt, type Policies } from './policy.rules.ts'
import { policyRows } from './policy.sql.ts'

export { seedPolicies } from './seed-policies.ts'
export { policyRows }
export type { Policies, PolicyRow } from './policy.rules.ts'

/** The policies in force on a business date. */
export async function policyAt(database: Database, date: string): Promise<Policies> {
  return policiesAt(await policyRows(database), date)
}

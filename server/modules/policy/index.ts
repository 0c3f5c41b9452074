/** What other modules may use of the policies: the rows (for the night), the policies of a date (for screens), and the seeding at start. */
import type { Database } from '../../platform/database/pools.ts'
import { packRows } from './packs.ts'
import { policiesAt, type Policies, type PolicyRow } from './policy.rules.ts'
import { policyRows } from './policy.sql.ts'

export { installPack } from './install-pack.ts'
export { packNames } from './packs.ts'
export { policyTable } from './policy-table.ts'
export { seedPolicies } from './seed-policies.ts'
export { policyRows }
export type { Policies, PolicyRow } from './policy.rules.ts'

/** The defaults of a regulation pack on a date, for work on a file that needs no database. Throws on a pack that is not there. */
export const packPolicies = (pack: string, date: string): Policies => policiesAt(packRows(pack), date)

let held: { version: string; rows: Promise<PolicyRow[]> } | undefined

/**
 * The policies in force on a business date. With a `version`, which must be another after every change of the rows, they are read once for it.
 */
export async function policyAt(database: Database, date: string, version?: string): Promise<Policies> {
  if (version === undefined) return policiesAt(await policyRows(database), date)
  if (held?.version !== version) held = { version, rows: policyRows(database) }
  try {
    return policiesAt(await held.rows, date)
  } catch (error) {
    held = undefined
    throw error
  }
}

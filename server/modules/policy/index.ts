/** What other modules may use of the policies: the rows (for the night), the policies of a date (for screens), and the seeding at start. */
import type { Database } from '../../platform/database/pools.ts'
import { packRows } from './packs.ts'
import { policiesAt, type Policies } from './policy.rules.ts'
import { policyRows, policyVersion } from './policy.sql.ts'

export { installPack } from './install-pack.ts'
export { packNames } from './packs.ts'
export { policyTable } from './policy-table.ts'
export { seedPolicies } from './seed-policies.ts'
export { takePolicies } from './take-policies.ts'
export { policyRows }
export type { Policies, PolicyRow } from './policy.rules.ts'

/** The defaults of a regulation pack on a date, for work on a file that needs no database. Throws on a pack that is not there. */
export const packPolicies = (pack: string, date: string): Policies => policiesAt(packRows(pack), date)

/** How many states of the policies, each for its date, are held; there is one for the night and one for today, and a few while they change. */
const heldAtMost = 16
const held = new Map<string, Promise<Policies>>()

/**
 * The policies in force on a business date. They are read and put in order once for each state of the rows; `version` says which that is, for callers who have it
 * at hand: it must be another after every change of the rows, and of another database.
 */
export async function policyAt(database: Database, date: string, version?: string): Promise<Policies> {
  const key = `${date} ${version ?? (await policyVersion(database))}`
  const known = held.get(key)
  if (known) return known
  const policies = policyRows(database).then((rows) => policiesAt(rows, date))
  held.set(key, policies)
  for (const oldest of held.keys()) if (held.size > heldAtMost) held.delete(oldest)
  try {
    return await policies
  } catch (error) {
    held.delete(key)
    throw error
  }
}

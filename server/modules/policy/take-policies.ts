import type { Database } from '../../platform/database/pools.ts'
import type { PolicyRow } from './policy.rules.ts'
import { insertMissing, policyRows } from './policy.sql.ts'

/**
 * Takes over the rows of the head office whose night this database publishes, and returns its own rows that head office does not have, as `key 日期`: what differs there
 * has to be settled by people, as rows are never taken away.
 */
export async function takePolicies(owner: Database, rows: readonly PolicyRow[]): Promise<string[]> {
  await insertMissing(owner, rows, '随总行夜间批量下发')
  const nameOf = ({ key, validFrom, version, value }: PolicyRow) => `${key} ${validFrom} ${version} ${value}`
  const known = new Set(rows.map(nameOf))
  return (await policyRows(owner)).filter((row) => !known.has(nameOf(row))).map(({ key, validFrom }) => `${key}（${validFrom}）`)
}

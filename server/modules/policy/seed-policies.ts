import { basename } from 'node:path'
import type { Database } from '../../platform/database/pools.ts'
import { readPackFolder } from './packs.ts'
import type { PolicyRow } from './policy.rules.ts'
import { insertMissing, policyRows } from './policy.sql.ts'

export interface Seeded {
  /** keys that were not there */
  inserted: string[]
  /** keys whose value in the database is another than the pack's: the database's holds, and a new value needs a new row */
  differing: string[]
}

/** Puts the rows of a pack's folder in that are missing; what is there is never edited. `database` is the owner's handle. */
export async function seedPolicies(database: Database, folder: string): Promise<Seeded> {
  return seedRows(database, readPackFolder(folder), basename(folder))
}

/** The same of rows already read; `pack` names where they come from. */
export async function seedRows(database: Database, rows: readonly PolicyRow[], pack: string): Promise<Seeded> {
  const inserted = await insertMissing(database, rows, `default of ${pack}`)
  const held = new Map((await policyRows(database)).map((row) => [nameOf(row), row.value]))
  const differing = rows.filter((row) => held.get(nameOf(row)) !== row.value).map((row) => row.key)
  return { inserted, differing }
}

const nameOf = (row: PolicyRow) => `${row.key} ${row.validFrom} ${row.version}`

import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { businessDate } from '../../platform/contract/terms.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { PolicyRow } from './policy.rules.ts'
import { insertMissing, policyRows } from './policy.sql.ts'

const pack = z.array(
  z.strictObject({
    key: z.string().regex(/^[a-z0-9_.]+$/),
    valid_from: businessDate,
    version: z.int().min(1).default(1),
    value: z.union([z.int(), z.string().min(1)]).transform(String),
    unit: z.string().min(1),
    source: z.string().min(1),
  }),
)

/** The default rows of a regulation pack's folder. Throws, naming the row, on one that is not well formed and on two of one key, day and version. */
function readPack(folder: string): PolicyRow[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const rows = files.sort().flatMap((name) => pack.parse(parse(readFileSync(join(folder, name), 'utf8'))))
  const seen = new Set<string>()
  return rows.map(({ valid_from: validFrom, ...row }) => {
    const name = `${row.key} ${validFrom} v${row.version}`
    if (seen.has(name)) throw new Error(`${folder}: 政策 ${name} 重复`)
    seen.add(name)
    return { ...row, validFrom }
  })
}

/**
 * Puts the rows of a pack in that are missing; what is there is never edited. `database` is the owner's handle. `differing` names the rows whose
 * value in the database is another than the pack's: the database's holds, and a new value needs a new row.
 */
export async function seedPolicies(database: Database, folder: string): Promise<{ inserted: string[]; differing: string[] }> {
  const rows = readPack(folder)
  const inserted = await insertMissing(database, rows, `default of ${basename(folder)}`)
  const held = new Map((await policyRows(database)).map((row) => [nameOf(row), row.value]))
  const differing = rows.filter((row) => held.get(nameOf(row)) !== row.value).map((row) => row.key)
  return { inserted, differing }
}

const nameOf = (row: PolicyRow) => `${row.key} ${row.validFrom} ${row.version}`

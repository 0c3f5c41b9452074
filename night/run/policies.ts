import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Cell, ColumnTypes } from '../engines/engine.ts'

/** A dated policy row (DOMAIN §0). `value` is a whole number (fen, basis points, days, months, count), a code, or 'none'. */
export interface PolicyRow {
  key: string
  /** 'YYYY-MM-DD', the first business date it holds on */
  validFrom: string
  value: string
}

const packSchema = z.array(
  z.object({
    key: z.string().regex(/^[a-z0-9_.]+$/),
    valid_from: z.iso.date(),
    value: z.union([z.string(), z.number().int()]),
    unit: z.string(),
    source: z.string(),
  }),
)

/** The default rows of a regulation pack: every yaml file of its folder, by name. Throws with the file's name when a row is malformed. */
export const readPolicyPack = (folder: string): PolicyRow[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => readPackFile(join(folder, name)))

function readPackFile(file: string): PolicyRow[] {
  const pack = packSchema.safeParse(parse(readFileSync(file, 'utf8')))
  if (!pack.success) throw new Error(`政策文件 ${file} 有误，请更正后重试。\n${z.prettifyError(pack.error)}`)
  return pack.data.map((row) => ({ key: row.key, validFrom: row.valid_from, value: String(row.value) }))
}

/** The value of every key on a business date: the newest `validFrom` not after it; of equal ones the last in the list (the bank's rows come after the pack's). */
export function effectiveAt(rows: readonly PolicyRow[], date: string): Map<string, string> {
  const chosen = new Map<string, PolicyRow>()
  for (const row of rows) {
    const current = chosen.get(row.key)
    if (row.validFrom <= date && (!current || row.validFrom >= current.validFrom)) chosen.set(row.key, row)
  }
  return new Map([...chosen].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, row]) => [key, row.value]))
}

const isCode = (value: string) => value !== 'none' && !/^-?\d+$/.test(value)

/** One wide row for the models: `tier.wealth.from_fen` is the column `tier_wealth_from_fen`, numbers as bigint, 'none' as null, codes as text. */
export function policyRelation(effective: ReadonlyMap<string, string>): { columns: ColumnTypes; row: Record<string, Cell> } {
  const columns: ColumnTypes = {}
  const row: Record<string, Cell> = {}
  for (const [key, value] of effective) {
    const column = key.replaceAll('.', '_')
    columns[column] = isCode(value) ? 'text' : 'bigint'
    row[column] = value === 'none' ? null : value
  }
  return { columns, row }
}

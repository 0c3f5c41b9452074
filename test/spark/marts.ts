import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdb, type Duckdb } from '../../night/engines/duckdb.ts'
import { readParquet } from '../../night/engines/parquet-files.ts'
import type { NightResult } from '../../night/run/run-night.ts'

/** A mart two nights do not agree on: rows that only one of them has. */
export interface Differing {
  mart: string
  onlyOne: number
  onlyOther: number
}

/** Rows only one of the nights has; money, dates, words and ratios in basis points are whole, so nothing is rounded. */
async function differing(db: Duckdb, mart: string, one: NightResult, other: NightResult): Promise<Differing> {
  const source = (result: NightResult) => readParquet(join(result.runDir, 'marts', mart))
  const columns = await db.all<{ column_name: string; column_type: string }>(`describe select * from ${source(one)}`)
  const cells = columns.map(({ column_name: name, column_type: type }) => `cast("${name}" as ${type}) as "${name}"`).join(', ')
  const rowsOf = (result: NightResult) => `select ${cells} from ${source(result)}`
  const only = async (a: NightResult, b: NightResult) =>
    Number((await db.all<{ rows: bigint }>(`select count(*) as rows from (${rowsOf(a)} except all ${rowsOf(b)})`))[0]?.rows)
  return { mart, onlyOne: await only(one, other), onlyOther: await only(other, one) }
}

/** Names of a night's marts. */
export const martsOf = ({ runDir }: NightResult): string[] => readdirSync(join(runDir, 'marts')).sort()

/** Compares two nights row by row, whatever engine made them. Throws when one of them lacks a mart of the other. */
export async function differingMarts(one: NightResult, other: NightResult): Promise<Differing[]> {
  const marts = martsOf(one)
  if (JSON.stringify(marts) !== JSON.stringify(martsOf(other))) throw new Error(`other marts: ${martsOf(other).join(', ')}`)
  const db = await openDuckdb({ threads: 2 })
  try {
    const found: Differing[] = []
    for (const mart of marts) found.push(await differing(db, mart, one, other))
    return found.filter(({ onlyOne, onlyOther }) => onlyOne + onlyOther > 0)
  } finally {
    db.close()
  }
}

import { join } from 'node:path'
import { openDuckdbEngine } from '../../night/engines/duckdb-engine.ts'
import { openDuckdb } from '../../night/engines/duckdb.ts'
import type { ColumnTypes, Engine, Part } from '../../night/engines/engine.ts'
import { lakeStateAt } from '../../night/extract/lake.ts'
import { lakeColumns } from '../../night/run/lake-columns.ts'

/** A relation as the night has read it: which columns of which files, between which dates. */
export interface Read {
  columns: ColumnTypes
  parts: readonly Part[]
}

/** The engine within a memory limit (its own when absent), noting every file that a night makes readable. */
export async function notingEngine(reads: Read[], { runsDir, memory }: { runsDir: string; memory: string | undefined }): Promise<Engine> {
  const engine = await openDuckdbEngine({ tempDirectory: join(runsDir, '.spill'), ...(memory ? { memoryLimit: memory } : {}) })
  return {
    ...engine,
    registerParts: (relation, columns, parts) => {
      reads.push({ columns, parts })
      return engine.registerParts(relation, columns, parts)
    },
  }
}

/** Postings and balances of 13 months, all columns that models may read, straight from the lake. */
export function rawMovements(lakeDir: string, businessDate: string): Read[] {
  const state = lakeStateAt(lakeDir, businessDate)
  if (!state) throw new Error(`no delivery up to ${businessDate} in ${lakeDir}`)
  return (['transaction', 'holding_balance'] as const).map((table) => ({ columns: lakeColumns(table), parts: state.movement[table] }))
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`

/** The least an engine can do: read every value of the columns once and add it up. Every part is read once, however often it was made readable. Returns rows. */
export async function bareScan(reads: readonly Read[]): Promise<number> {
  const engine = await openDuckdb()
  try {
    const scans = new Set<string>()
    for (const { columns, parts } of reads) for (const part of parts) scans.add(await scanOf(columns, part))
    let rows = 0
    for (const scan of scans) rows += Number((await engine.all<{ rows: bigint }>(scan))[0]?.rows ?? 0)
    return rows
  } finally {
    engine.close()
  }

  async function scanOf(columns: ColumnTypes, { file, from, to }: Part): Promise<string> {
    const source = `read_parquet(${text(file)})`
    const present = await engine.all<{ column_name: string }>(`describe select * from ${source}`)
    const wanted = present.map((row) => row.column_name).filter((column) => column in columns)
    const sums = wanted.map((column) => (['bigint', 'integer'].includes(columns[column] ?? '') ? `sum("${column}")` : `max("${column}")`))
    const bounds = [from && `business_date >= date ${text(from)}`, to && `business_date <= date ${text(to)}`].filter(Boolean)
    return `select count(*) as rows, ${sums.join(', ')} from ${source}${bounds.length > 0 ? ` where ${bounds.join(' and ')}` : ''}`
  }
}

import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Duckdb } from '../night/engines/duckdb.ts'
import { canonicalTable, tableNames } from '../night/extract/canonical.ts'
import type { TableName } from '../night/extract/canonical.ts'
import type { Plan } from './plan.ts'
import { balanceSql } from './balance.ts'
import { literal, sqlFile } from './sql-text.ts'

/** Tables that are the same for every chunk of customers: written once. */
const bankTables: Partial<Record<TableName, string>> = {
  institution: 'select * from institution order by institution_code',
  staff: 'select * from staff order by staff_no',
  employer: 'select employer_code, name, kind, institution_code from payer where employer_code is not null order by employer_code',
  product: 'select * from product order by product_code',
}

const fileOf = (table: TableName, chunk: number, chunks: number): string =>
  chunks === 1 || bankTables[table] ? `${table}.parquet` : `${table}-${String(chunk + 1).padStart(4, '0')}.parquet`

/** Writes the part that one chunk of customers has in the delivery of `businessDate`, one Parquet file a table. */
export async function writeParts(
  engine: Duckdb,
  folder: string,
  plan: Plan,
  businessDate: string,
  chunk: number,
  chunks: number,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const first = businessDate === plan.anchor
  const dates = { on_date: businessDate, from_date: first ? plan.firstOn : businessDate }
  for (const table of tableNames) {
    const shared = bankTables[table]
    if (shared && chunk > 0) continue
    const sql = shared ?? (table === 'holding_balance' ? balanceSql(plan, businessDate) : sqlFile(`deliver-${table}`, dates))
    await engine.run(`copy (${sql}) to ${literal(join(folder, fileOf(table, chunk, chunks)))} (format parquet, compression zstd)`)
  }
}

/** Writes the manifest of a delivery whose files are complete, last of all: a folder without it is no delivery. */
export async function writeManifest(engine: Duckdb, folder: string, plan: Plan, businessDate: string, chunks: number): Promise<void> {
  const tables: Record<string, unknown> = {}
  for (const table of tableNames) {
    const files = bankTables[table] ? [fileOf(table, 0, 1)] : Array.from({ length: chunks }, (_, chunk) => fileOf(table, chunk, chunks))
    const { form, controlSum } = canonicalTable(table)
    const paths = `[${files.map((file) => literal(join(folder, file))).join(', ')}]`
    const summed = controlSum ? `coalesce(sum(${controlSum}), 0)::varchar` : 'null'
    const [counted] = await engine.all<{ rows: string; sum: string | null }>(
      `select count(*)::varchar as rows, ${summed} as sum from read_parquet(${paths})`,
    )
    if (!counted) throw new Error(`no count of ${table}`)
    const covers =
      form === 'movement' ? { covers_from: businessDate === plan.anchor ? plan.firstOn : businessDate, covers_to: businessDate } : {}
    tables[table] = { files, rows: Number(counted.rows), ...(counted.sum === null ? {} : { control_sum: counted.sum }), ...covers }
  }
  writeDurably(
    join(folder, 'manifest.json'),
    `${JSON.stringify({ format: 'liuke-extract/1', business_date: businessDate, tables }, null, 2)}\n`,
  )
}

/** Writes beside, syncs, renames: the file is there whole or not at all. */
export function writeDurably(path: string, text: string): void {
  const beside = `${path}.new`
  const file = openSync(beside, 'w')
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
}

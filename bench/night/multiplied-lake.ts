import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openDuckdb, type Duckdb } from '../../night/engines/duckdb.ts'
import { tableNames, type TableName } from '../../night/extract/canonical.ts'
import {
  catalogPath,
  isMovement,
  readCatalog,
  type Catalog,
  type DeliveryEntry,
  type KeyEntry,
  type TableEntry,
} from '../../night/extract/catalog.ts'
import { writeParquet } from '../../night/extract/parquet.ts'
import { copiesOf, copiesOfKeys, type KeySpans } from './copies.ts'

const keyed = ['institution', 'staff', 'employer', 'customer', 'account'] as const
const isKeyed = (table: string): table is (typeof keyed)[number] => keyed.some((each) => each === table)
/** The writer holds what cannot be written yet; more than this it waits. */
const memory = '3GB'
const readOf = (file: string) => `read_parquet('${file.replaceAll("'", "''")}')`

/** The columns of a Parquet file and their types, in order. */
export async function columnsOf(rows: (sql: string) => Promise<Record<string, unknown>[]>, file: string): Promise<Record<string, string>> {
  const described = await rows(`describe select * from ${readOf(file)}`)
  return Object.fromEntries(described.map((row) => [String(row.column_name), String(row.column_type)]))
}

/** Keys are given from 1 without a gap, so a registry's rows are its highest key. */
export async function keySpans(lakeDir: string): Promise<KeySpans> {
  const catalog = readCatalog(lakeDir)
  const institutions = catalog.deliveries.at(-1)?.tables.institution
  if (!institutions) throw new Error(`no institutions in ${lakeDir}`)
  const duckdb = await openDuckdb()
  const found = await duckdb.all<{ id: number; code: string }>(
    `select institution_id as id, institution_code as code from ${readOf(join(lakeDir, institutions.file))} where parent_id is null`,
  )
  duckdb.close()
  const [root, ...more] = found
  if (!root || more.length > 0) throw new Error(`${found.length} institutions above all others in ${lakeDir}`)
  const span = (table: (typeof keyed)[number]) => catalog.keys[table]?.rows ?? 0
  return {
    institution: span('institution'),
    staff: span('staff'),
    employer: span('employer'),
    customer: span('customer'),
    account: span('account'),
    root,
  }
}

interface Multiplication {
  duckdb: Duckdb
  from: string
  to: string
  times: number
  spans: KeySpans
  /** the first day of the running month: only what a night from frozen months reads is written; undefined: everything is */
  since: string | undefined
}

/** Rows of the institution above all others and of the shelf of products stay what they are. */
const multiplied = (table: string, rows: number, times: number) =>
  table === 'product' || table === 'name' ? rows : table === 'institution' ? (rows - 1) * times + 1 : rows * times

async function written({ duckdb, to }: Multiplication, file: string, select: string): Promise<void> {
  mkdirSync(dirname(join(to, file)), { recursive: true })
  await writeParquet(duckdb, select, join(to, file))
}

/**
 * What a night from frozen months reads of a table: all contacts, the newest delivery's states, and movements of deliveries that begin in the running month (the running month of an older one
 * is cut out of it and frozen).
 */
function readByNight(table: TableName, { coversFrom = '' }: TableEntry, since: string | undefined, isNewest: boolean): string {
  if (since === undefined || table === 'contact') return 'true'
  return String(isMovement(table) ? coversFrom >= since : isNewest)
}

async function multiplyTable(work: Multiplication, table: TableName, entry: TableEntry, isNewest: boolean): Promise<TableEntry> {
  const file = join(work.from, entry.file)
  const types = await columnsOf((sql) => work.duckdb.all(sql), file)
  const where = readByNight(table, entry, work.since, isNewest)
  await written(work, entry.file, copiesOf(file, types, table, table === 'product' ? 1 : work.times, work.spans, where))
  const controlSum = entry.controlSum === null ? null : String(BigInt(entry.controlSum) * BigInt(work.times))
  return { ...entry, rows: multiplied(table, entry.rows, work.times), controlSum }
}

/**
 * Writes a lake of `times` banks like the one in `from`, below one head office: every file with the rows of the source once more for each copy, keys shifted, in the order the loader
 * writes, and the catalogue of it. Nothing frozen. One file at a time streams through the engine, so memory does not grow with the bank. `since`, the running month's
 * first day: rows that a night from frozen months does not read are left out, that is most of the older deliveries and the registries (the catalogue counts rows all the same).
 */
export async function multiplyLake({ from, to, times, since }: { from: string; to: string; times: number; since?: string }) {
  const source = readCatalog(from)
  const duckdb = await openDuckdb({ memoryLimit: memory, tempDirectory: join(to, '.spill') })
  const work: Multiplication = { duckdb, from, to, times, spans: await keySpans(from), since }
  const deliveries: DeliveryEntry[] = []
  for (const delivery of source.deliveries) {
    const tables: DeliveryEntry['tables'] = {}
    for (const table of tableNames) {
      const entry = delivery.tables[table]
      if (entry) tables[table] = await multiplyTable(work, table, entry, delivery === source.deliveries.at(-1))
    }
    deliveries.push({ ...delivery, tables })
  }
  const keys: Record<string, KeyEntry> = {}
  for (const [registry, entry] of Object.entries(since === undefined ? source.keys : {})) {
    const file = join(from, entry.file)
    await written(work, entry.file, isKeyed(registry) ? copiesOfKeys(file, registry, times, work.spans) : `select * from ${readOf(file)}`)
    keys[registry] = { file: entry.file, rows: multiplied(registry, entry.rows, times) }
  }
  duckdb.close()
  rmSync(join(to, '.spill'), { recursive: true, force: true })
  const catalog: Catalog = { version: 1, deliveries, keys, superseded: [] }
  writeFileSync(catalogPath(to), JSON.stringify(catalog, null, 2))
  return { customers: deliveries.at(-1)?.tables.customer?.rows ?? 0 }
}

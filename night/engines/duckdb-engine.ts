import { renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDuckdb } from './duckdb.ts'
import type { Duckdb } from './duckdb.ts'
import type { Cell, ColumnTypes, Engine, EngineOptions, ModelType, Part } from './engine.ts'
import { readParquet } from './parquet-files.ts'
import { duckdbPrelude } from './prelude.ts'

const typeNames: Record<ModelType, string> = { bigint: 'bigint', integer: 'integer', text: 'varchar', date: 'date', boolean: 'boolean' }
/** Rows of a Parquet row group: small enough to skip by dates and customers, large enough to compress. */
const rowGroupRows = 122_880
/** More different values than this in a row group make no dictionary: looking for one costs more than writing the values. */
const dictionaryValues = 2000
/** Version 2 writes whole numbers as differences: smaller, and read three times as fast. */
const parquetFormat = `format parquet, parquet_version v2, compression snappy, row_group_size ${rowGroupRows}, dictionary_size_limit ${dictionaryValues}`

/** Two million customers pass through this; what does not fit is spilled. */
const defaultMemory = '6GB'

const name = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`
const text = (value: string) => `'${value.replaceAll("'", "''")}'`

function literal(value: Cell | undefined, type: ModelType): string {
  if (value === null || value === undefined) return `cast(null as ${typeNames[type]})`
  return `cast(${text(String(value))} as ${typeNames[type]})`
}

function emptyRelation(columns: ColumnTypes): string {
  return `select ${Object.entries(columns)
    .map(([column, type]) => `cast(null as ${typeNames[type]}) as ${name(column)}`)
    .join(', ')} where false`
}

/** Rows as one list of values: planning a union of a row each takes as long as a model. */
function givenRows(columns: ColumnTypes, rows: readonly Record<string, Cell>[]): string {
  const names = Object.keys(columns)
  // the first row tells the types of the list
  const value = (cell: Cell | undefined, row: number) =>
    cell !== null && cell !== undefined ? text(String(cell)) : row === 0 ? 'cast(null as varchar)' : 'null'
  const values = rows.map((row, index) => `(${names.map((column) => value(row[column], index)).join(', ')})`)
  const selected = Object.entries(columns).map(([column, type], index) => `cast(c${index} as ${typeNames[type]}) as ${name(column)}`)
  return `select ${selected.join(', ')} from (values ${values.join(',\n')}) given(${names.map((_, index) => `c${index}`).join(', ')})`
}

async function selectPart(db: Duckdb, columns: ColumnTypes, part: Part): Promise<string> {
  const source = readParquet(part.file)
  const present = new Set((await db.all<{ column_name: string }>(`describe select * from ${source}`)).map((row) => row.column_name))
  const value = (column: string, type: ModelType) =>
    part.constants && column in part.constants
      ? literal(part.constants[column], type)
      : present.has(column)
        ? `cast(${name(column)} as ${typeNames[type]})`
        : literal(null, type)
  const selected = Object.entries(columns).map(([column, type]) => `${value(column, type)} as ${name(column)}`)
  const bounds = [part.from && `business_date >= date ${text(part.from)}`, part.to && `business_date <= date ${text(part.to)}`].filter(
    Boolean,
  )
  return `select ${selected.join(', ')} from ${source}${bounds.length > 0 ? ` where ${bounds.join(' and ')}` : ''}`
}

/** DuckDB in the process. Results do not depend on the number of threads: whole numbers only, and files are written in the order of their key. */
export async function openDuckdbEngine(options: EngineOptions = {}): Promise<Engine> {
  const db = await openDuckdb({
    ...options,
    memoryLimit: options.memoryLimit ?? defaultMemory,
    tempDirectory: options.tempDirectory ?? join(tmpdir(), `liuke-duckdb-${process.pid}`),
  })
  for (const statement of duckdbPrelude) await db.run(statement)
  const version = (await db.all<{ version: string }>('select version() as version'))[0]?.version
  const kept = new Set<string>()

  async function drop(relation: string): Promise<void> {
    await db.run(kept.delete(relation) ? `drop table if exists ${name(relation)}` : `drop view if exists ${name(relation)}`)
  }
  async function defineView(relation: string, sql: string): Promise<void> {
    if (kept.has(relation)) await drop(relation)
    await db.run(`create or replace temp view ${name(relation)} as ${sql}`)
  }
  async function keep(relation: string, sql: string): Promise<void> {
    await drop(relation)
    await db.run(`create temp table ${name(relation)} as ${sql}`)
    kept.add(relation)
  }
  /** Does every row come after the one before it, by the columns? Two alike, or an unknown value, make it no. */
  async function rises(source: string, orderBy: readonly string[]): Promise<boolean> {
    const key = `row(${orderBy.map(name).join(', ')})`
    const unknown = orderBy.map((column) => `${name(column)} is null`).join(' or ')
    const wrong = await db.all(
      `select 1 from (select ${key} as present, lag(${key}) over () as before, row_number() over () as place, ${unknown} as unknown from ${source}) rows_in_order
       where unknown or (place > 1 and before >= present) limit 1`,
    )
    return wrong.length === 0
  }
  const count = async (source: string) => Number((await db.all<{ rows: bigint }>(`select count(*) as rows from ${source}`))[0]?.rows ?? 0)

  return {
    identity: `duckdb ${version ?? ''}\n${parquetFormat}\n${duckdbPrelude.join('\n')}`,
    async registerParts(relation, columns, parts) {
      const selects: string[] = []
      for (const part of parts) selects.push(await selectPart(db, columns, part))
      await defineView(relation, selects.length > 0 ? selects.join('\nunion all\n') : emptyRelation(columns))
    },
    async registerRows(relation, columns, rows) {
      await keep(relation, rows.length > 0 ? givenRows(columns, rows) : emptyRelation(columns))
    },
    defineView,
    async keep(relation, sql) {
      await keep(relation, sql)
      return count(name(relation))
    },
    async write(sql, orderBy, file, arrives = 'in any order') {
      const order = orderBy.length === 0 ? 'all' : orderBy.map((column) => `${name(column)} asc nulls last`).join(', ')
      const source = `read_parquet(${text(file)})`
      if (arrives === 'in order' && orderBy.length > 0) {
        // a join keeps the order of the side that is not made a table of; unless told not to, the engine picks the sides by size
        await db.run(`set disabled_optimizers = 'build_side_probe_side'`)
        try {
          await db.run(`copy (${sql}) to ${text(file)} (${parquetFormat})`)
        } finally {
          await db.run('reset disabled_optimizers')
        }
        if (await rises(source, orderBy)) return count(source)
        const sorted = `${file}.sorted`
        await db.run(`copy (select * from ${source} order by ${order}) to ${text(sorted)} (${parquetFormat})`)
        renameSync(sorted, file)
      } else await db.run(`copy (select * from (${sql}) ordered order by ${order}) to ${text(file)} (${parquetFormat})`)
      return count(source)
    },
    async columnsOf(relation) {
      return (await db.all<{ column_name: string }>(`describe select * from ${name(relation)}`)).map((row) => row.column_name)
    },
    rows: (sql) => db.all(sql),
    drop,
    async close() {
      db.close()
    },
  }
}

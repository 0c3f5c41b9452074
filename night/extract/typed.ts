import type { Duckdb } from '../engines/duckdb.ts'
import { canonicalTable, tableNames } from './canonical.ts'
import type { TableName } from './canonical.ts'
import { acceptedTypes, sqlType, typedItems } from './columns.ts'
import type { Delivery } from './delivery.ts'
import type { Problems } from './problems.ts'
import { literal, name } from './quoting.ts'

/** A canonical table of the delivery with its types, in schema `stage`; `file` stands for it where no single file can be named. */
export interface TypedTable {
  table: TableName
  file: string
}

/** The SELECT that gives a canonical table from the sources. */
function selectOf(delivery: Delivery, table: TableName): string {
  const sql = delivery.bridge?.views[table]
  if (sql === undefined) return `select * from ${name(table)}`
  const values: Record<string, string> = {
    business_date: delivery.businessDate,
    covers_from: delivery.covers[table]?.from ?? delivery.businessDate,
  }
  return sql.replaceAll(/\$(business_date|covers_from)\b/g, (_, key: string) => literal(values[key] ?? ''))
}

const fileOf = (delivery: Delivery, table: TableName): string =>
  delivery.bridge
    ? `${table}.sql`
    : delivery.files
        .filter((file) => file.source === table)
        .map((file) => file.name)
        .join(', ')

/** Compares the columns that are there with the canonical ones; true when the table can be read. */
function columnsFit(table: TableName, file: string, found: Map<string, string>, problems: Problems): boolean {
  const columns = canonicalTable(table).columns
  const before = problems.total
  for (const column of found.keys()) {
    if (Object.hasOwn(columns, column) || column === '_file' || column === '_line') continue
    problems.add({ file, line: 1, column, code: 'unknown_column', found: column, expected: Object.keys(columns).join(', ') })
  }
  for (const [column, settings] of Object.entries(columns)) {
    const type = found.get(column)
    if (type === undefined && settings.required)
      problems.add({ file, line: 1, column, code: 'missing_column', found: '没有', expected: column })
    if (type !== undefined && !acceptedTypes(settings).includes(type)) {
      problems.add({ file, line: null, column, code: 'wrong_type', found: type, expected: sqlType(settings).toUpperCase() })
    }
  }
  return problems.total === before
}

async function typeTable(duckdb: Duckdb, delivery: Delivery, table: TableName, problems: Problems): Promise<TypedTable | undefined> {
  const file = fileOf(delivery, table)
  const select = selectOf(delivery, table)
  const found = new Map<string, string>()
  for (const row of await duckdb.all<{ column_name: string; column_type: string }>(`describe ${select}`))
    found.set(row.column_name, row.column_type)
  if (!columnsFit(table, file, found, problems)) return undefined
  const items = Object.entries(canonicalTable(table).columns).flatMap(([column, settings]) =>
    typedItems(column, settings, found.get(column)),
  )
  const place = [
    `${found.has('_file') ? '_file' : 'cast(null as varchar)'} as _file`,
    `${found.has('_line') ? 'cast(_line as bigint)' : 'cast(null as bigint)'} as _line`,
  ]
  await duckdb.run(`create table stage.${name(table)} as select ${[...items, ...place].join(',\n')} from (${select})`)
  return { table, file }
}

/** Brings every delivered table into its canonical types. SQL that fails is the mapping's problem, with the engine's words. */
export async function typeTables(
  duckdb: Duckdb,
  delivery: Delivery,
  problems: Problems,
  onTable: (table: TableName) => void,
): Promise<TypedTable[]> {
  const tables: TypedTable[] = []
  await duckdb.run('create schema stage')
  for (const table of tableNames) {
    if (!delivery.tables[table]) {
      if (canonicalTable(table).required) {
        problems.add({
          file: delivery.bridge ? 'mapping.yaml' : 'manifest.json',
          line: null,
          column: table,
          code: 'missing_table',
          found: '没有',
          expected: table,
        })
      }
      continue
    }
    onTable(table)
    try {
      const typed = await typeTable(duckdb, delivery, table, problems)
      if (typed) tables.push(typed)
    } catch (error) {
      if (!delivery.bridge) throw error
      const found = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      problems.add({ file: `${table}.sql`, line: null, column: null, code: 'mapping_failed', found, expected: '能执行的 SELECT' })
    }
  }
  await duckdb.run('drop schema raw cascade')
  return tables
}

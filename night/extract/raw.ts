import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Duckdb } from '../engines/duckdb.ts'
import type { Delivery, SourceFile } from './delivery.ts'
import type { Problems } from './problems.ts'
import { literal, name } from './quoting.ts'
import type { Scan } from './scan.ts'

export interface ScannedFile extends SourceFile {
  scan: Scan
  /** what DuckDB reads: the file itself, or its UTF-8 copy */ readable: string
}

const trailingColumn = '_trailing'

function readCsv({ layout, scan, readable }: ScannedFile): string {
  const columns = [...scan.columns, ...(layout.trailing ? [trailingColumn] : [])]
    .map((column) => `${literal(column)}: 'VARCHAR'`)
    .join(', ')
  const quote = layout.quote ?? ''
  return `read_csv(${literal(readable)}, auto_detect = false, strict_mode = true, header = ${layout.header}, columns = {${columns}},
    delim = ${literal(layout.delimiter)}, quote = ${literal(quote)}, escape = ${literal(quote)}, compression = '${readable.endsWith('.gz') ? 'gzip' : 'none'}')`
}

/** One CSV file as a table of texts in file order: its row id gives the line. */
async function takeCsv(duckdb: Duckdb, file: ScannedFile, table: string, stageDir: string): Promise<string> {
  await duckdb.run(`create table ${table} as select ${file.scan.columns.map(name).join(', ')} from ${readCsv(file)}`)
  const { firstLine, breaks } = file.scan
  const columns = `r.*, ${literal(file.name)} as _file`
  if (breaks.length === 0) return `select ${columns}, r.rowid + ${firstLine} as _line from ${table} r`
  const path = join(stageDir, `${table.replaceAll('"', '')}.breaks.csv`)
  writeFileSync(path, breaks.map(({ record, shift }) => `${record},${shift}\n`).join(''))
  await duckdb.run(
    `create table ${table}_break as from read_csv(${literal(path)}, auto_detect = false, header = false, columns = {'record': 'BIGINT', 'shift': 'BIGINT'})`,
  )
  return `select ${columns}, r.rowid + ${firstLine} + coalesce(b.shift, 0) as _line from ${table} r asof left join ${table}_break b on r.rowid >= b.record`
}

const takeParquet = (file: ScannedFile): string =>
  `select * exclude (file_row_number), ${literal(file.name)} as _file, file_row_number + 1 as _line from read_parquet(${literal(file.readable)}, file_row_number = true, hive_partitioning = false)`

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error))

/**
 * Makes one view per source, all columns as delivered (CSV: text) and `_file`, `_line`.
 * What the engine cannot read, or reads differently from the scan, is added to the problems.
 */
export async function takeSources(
  duckdb: Duckdb,
  delivery: Delivery,
  files: ScannedFile[],
  stageDir: string,
  problems: Problems,
): Promise<Map<string, number>> {
  const parts = new Map<string, string[]>()
  const rows = new Map<string, number>()
  await duckdb.run('create schema raw')
  for (const [index, file] of files.entries()) {
    const table = `raw.f${index}`
    const bad = (found: string, expected: string) =>
      problems.add({ file: file.name, line: null, column: null, code: 'unreadable_file', found, expected })
    try {
      const select = file.layout.format === 'parquet' ? takeParquet(file) : await takeCsv(duckdb, file, table, stageDir)
      const [count] = await duckdb.all<{ n: bigint }>(`select count(*) as n from (${select})`)
      const found = Number(count?.n ?? 0n)
      if (file.scan.rows !== undefined && file.scan.rows !== found) bad(`${found} 行`, `${file.scan.rows} 行`)
      if (file.rows !== undefined && file.rows !== found) {
        problems.add({ file: file.name, line: null, column: null, code: 'wrong_rows', found: String(found), expected: String(file.rows) })
      }
      rows.set(file.source, (rows.get(file.source) ?? 0) + found)
      parts.set(file.source, [...(parts.get(file.source) ?? []), select])
    } catch (error) {
      bad(reasonOf(error), file.layout.format === 'parquet' ? 'Parquet 文件' : 'CSV 文件')
    }
  }
  for (const [source, selects] of parts) await duckdb.run(`create view ${name(source)} as ${selects.join(' union all by name ')}`)
  for (const [source, settings] of Object.entries(delivery.bridge?.description.sources ?? {})) {
    if (parts.has(source) || settings.required) continue
    const columns = (settings.columns ?? []).map((column) => `cast(null as varchar) as ${name(column)}`)
    await duckdb.run(
      `create view ${name(source)} as select ${[...columns, 'cast(null as varchar) as _file', 'cast(null as bigint) as _line'].join(', ')} where false`,
    )
  }
  return rows
}

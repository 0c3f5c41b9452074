import duckdb from '@duckdb/node-bindings'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

/** What a column of a table file holds: numbers (also true/false as 1/0), dates and times (as days since 1970-01-01), or words. */
export type TableColumnKind = 'number' | 'time' | 'text'

export interface TableColumn {
  name: string
  kind: TableColumnKind
}

/** A column of some rows: `numbers` with NaN where nothing is known, or `words`. */
export type ColumnPart = { numbers: Float64Array } | { words: (string | null)[] }

export interface TablePart {
  rows: number
  columns: ColumnPart[]
}

export interface TableFile {
  columns: readonly TableColumn[]
  rows: number
  /** The rows in the file's order, part by part; a column named in `asText` is given as words whatever it holds. */
  read(names: readonly string[], asText?: readonly string[]): AsyncGenerator<TablePart>
  /** First rows whose words of a column are no numbers: what is there, and the row number from 1. */
  notNumbers(name: string, most: number): Promise<{ row: number; found: string }[]>
  close(): void
}

const quoted = (text: string, mark: string) => mark + text.replaceAll(mark, mark + mark) + mark
const numberTypes =
  /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|UTINYINT|USMALLINT|UINTEGER|UBIGINT|UHUGEINT|FLOAT|DOUBLE|DECIMAL.*|BOOLEAN)$/

function kindOf(type: string): TableColumnKind {
  if (numberTypes.test(type)) return 'number'
  return /^(DATE|TIMESTAMP.*)$/.test(type) ? 'time' : 'text'
}

/**
 * Opens a table of any bank: Parquet or CSV with a head (also gzip-ed). Types of a CSV's columns are found from all its rows.
 * Columns named in `asWritten` stay words of the CSV as they are written: customer numbers with leading zeros, or that look like hexadecimal numbers.
 * Throws with the engine's message when the file cannot be read as such a table.
 */
export async function openTableFile(file: string, asWritten: readonly string[] = []): Promise<TableFile> {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'true' })
  const connection = await instance.connect()
  const close = () => {
    connection.closeSync()
    instance.closeSync()
  }
  try {
    const source = await sourceOf(connection, file, asWritten)
    const described = await connection.runAndReadAll(`describe select * from ${source}`)
    const types = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]))
    const columns = [...types].map(([name, type]) => ({ name, kind: kindOf(type) }))
    const counted = await connection.runAndReadAll(`select count(*) from ${source}`)
    return {
      columns,
      rows: Number(counted.getRows()[0]?.[0]),
      read: (names, asText = []) =>
        readParts(
          connection,
          source,
          names.map((name) => wanted(name, types, asText)),
        ),
      notNumbers: (name, most) => notNumbers(connection, source, name, most),
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

async function sourceOf(connection: DuckDBConnection, file: string, asWritten: readonly string[]): Promise<string> {
  if (/\.parquet$/i.test(file)) return `read_parquet(${quoted(file, "'")})`
  const given = `${quoted(file, "'")}, header = true`
  const csv = `${given}, sample_size = -1, nullstr = ['', 'NA', 'NULL', 'null', 'NaN', 'nan']`
  if (asWritten.length === 0) return `read_csv(${csv})`
  const described = await connection.runAndReadAll(`describe select * from read_csv(${given}, all_varchar = true)`)
  const names = described.getRows().map(([name]) => String(name))
  const types = asWritten.filter((name) => names.includes(name)).map((name) => `${quoted(name, "'")}: 'VARCHAR'`)
  return types.length === 0 ? `read_csv(${csv})` : `read_csv(${csv}, types = {${types.join(', ')}})`
}

interface Wanted {
  sql: string
  text: boolean
}

function wanted(name: string, types: ReadonlyMap<string, string>, asText: readonly string[]): Wanted {
  const type = types.get(name)
  if (type === undefined) throw new Error(`no column ${name}`)
  const column = quoted(name, '"')
  const kind = kindOf(type)
  if (kind === 'text' || asText.includes(name)) return { sql: `cast(${column} as varchar)`, text: true }
  const number = kind === 'time' ? `epoch(cast(${column} as timestamp)) / 86400.0` : column
  return { sql: `coalesce(cast(${number} as double), cast('nan' as double))`, text: false }
}

async function* readParts(connection: DuckDBConnection, source: string, columns: readonly Wanted[]): AsyncGenerator<TablePart> {
  const result = await connection.stream(`select ${columns.map(({ sql }) => sql).join(', ')} from ${source}`)
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const rows = chunk.rowCount
    const native = chunk.chunk
    const parts = columns.map(({ text }, at): ColumnPart => {
      if (text) return { words: chunk.getColumnValues(at).map((word) => (word === null ? null : String(word))) }
      const bytes = duckdb.vector_get_data(duckdb.data_chunk_get_vector(native, at), rows * 8)
      return { numbers: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + rows * 8)) }
    })
    yield { rows, columns: parts }
  }
}

async function notNumbers(connection: DuckDBConnection, source: string, name: string, most: number) {
  const column = quoted(name, '"')
  const read = await connection.runAndReadAll(
    `select row_number, found from (select row_number() over () as row_number, cast(${column} as varchar) as found from ${source})
     where found is not null and try_cast(found as double) is null order by row_number limit ${most}`,
  )
  return read.getRows().map(([row, found]) => ({ row: Number(row), found: String(found) }))
}

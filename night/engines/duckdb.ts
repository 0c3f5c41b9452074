import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'

export interface DuckdbOptions {
  /** database file; in memory when absent */
  path?: string
  /** e.g. '6GB'; the engine's own default when absent */
  memoryLimit?: string
  threads?: number
  /** where the engine spills to */
  tempDirectory?: string
}

export interface Duckdb {
  connection: DuckDBConnection
  /** Rows as objects: bigint columns arrive as `bigint`, dates as 'YYYY-MM-DD' strings, everything else as DuckDB's JSON form. */
  all<Row = Record<string, unknown>>(sql: string, params?: Record<string, DuckDBValue>): Promise<Row[]>
  run(sql: string, params?: Record<string, DuckDBValue>): Promise<void>
  close(): void
}

/** The value of a cell as the rest of the program wants it: text for dates, `bigint` for whole numbers beyond 32 bits. */
function plain(value: DuckDBValue): unknown {
  if (value === null || typeof value !== 'object') return value
  return String(value)
}

/** Opens DuckDB in the process. The insertion order is kept, so that the same statement writes the same bytes. */
export async function openDuckdb(options: DuckdbOptions = {}): Promise<Duckdb> {
  const config: Record<string, string> = { preserve_insertion_order: 'true' }
  if (options.memoryLimit) config.memory_limit = options.memoryLimit
  if (options.threads) config.threads = String(options.threads)
  if (options.tempDirectory) config.temp_directory = options.tempDirectory
  const instance = await DuckDBInstance.create(options.path ?? ':memory:', config)
  const connection = await instance.connect()
  return {
    connection,
    async all<Row>(sql: string, params?: Record<string, DuckDBValue>) {
      const reader = await connection.runAndReadAll(sql, params)
      const rows = reader.getRowObjects().map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])))
      return rows as Row[]
    },
    async run(sql, params) {
      await connection.run(sql, params)
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

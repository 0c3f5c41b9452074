/** The column types of models, in words every engine has. Money is `bigint` fen, dates are business dates. */
export type ModelType = 'bigint' | 'integer' | 'text' | 'date' | 'boolean'
export type ColumnTypes = Record<string, ModelType>
export type Arrival = 'in order' | 'in any order'
export type Cell = string | number | bigint | boolean | null

/** A Parquet file, or a folder of them; of a movement only the rows with `business_date` from `from` to `to` (both included) count. `constants` are columns the file need not have. */
export interface Part {
  file: string
  from?: string
  to?: string
  constants?: Record<string, Cell>
}

/**
 * What the night asks of an engine. Models are portable SQL over named relations; only files in `night/engines` know which engine runs them.
 * Relation and column names are plain lower-case identifiers.
 */
export interface Engine {
  /** name, version and prelude: a part of every fingerprint */
  readonly identity: string
  /** The rows of Parquet files as a relation of exactly these columns; a column a file lacks is null. No file: an empty relation. */
  registerParts(relation: string, columns: ColumnTypes, parts: readonly Part[]): Promise<void>
  /** A small relation of given rows; a column a row lacks is null. */
  registerRows(relation: string, columns: ColumnTypes, rows: readonly Record<string, Cell>[]): Promise<void>
  /** A relation that is computed where it is read. */
  defineView(relation: string, sql: string): Promise<void>
  /** A relation computed once and kept by the engine until it is closed. Returns its number of rows. */
  keep(relation: string, sql: string): Promise<number>
  /**
   * Writes a query's rows to one Parquet file ordered by `orderBy`, whose bytes depend on the rows alone; an engine of many machines writes a folder of such
   * files. Returns the number of rows. Rows told to arrive `in order` need no sorting where an engine keeps the order of what it reads; one that does not,
   * or is told wrong, sorts them all the same.
   */
  write(sql: string, orderBy: readonly string[], file: string, arrives?: Arrival): Promise<number>
  /** The relation's column names in order. */
  columnsOf(relation: string): Promise<string[]>
  /** A small result: dates and bigints as text or bigint. */
  rows(sql: string): Promise<Record<string, unknown>[]>
  drop(relation: string): Promise<void>
  close(): Promise<void>
}

export interface EngineOptions {
  /** e.g. '6GB' */
  memoryLimit?: string
  threads?: number
  /** where the engine spills to */
  tempDirectory?: string
}

import duckdb from '@duckdb/node-bindings'
import { DuckDBInstance } from '@duckdb/node-api'
import { readParquet } from './parquet-files.ts'

/**
 * One column of a chunk as the engine holds it: little-endian values, a bit per row that is 1 when the value is known (null: all are).
 * `wide` are the same bytes as 64-bit numbers, of a bigint column.
 */
export interface ColumnView {
  data: DataView
  wide: BigInt64Array
  known: Uint8Array | null
}

/** Rows of a Parquet file as raw columns. Valid until the next chunk is asked for. */
export interface Chunk {
  rows: number
  columns: ColumnView[]
}

/** The Parquet types publish knows; widths in bytes of one value in a `ColumnView`. */
export const columnWidth = { bigint: 8, integer: 4, date: 4, boolean: 1, varchar: 16 } as const
export type ColumnType = keyof typeof columnWidth

export interface ColumnWanted {
  name: string
  type: ColumnType
}

const quoted = (identifier: string) => '"' + identifier.replaceAll('"', '""') + '"'

/** Only the rows whose integer column `by` has one of the values. */
export interface RowsWanted {
  by: string
  values: readonly number[]
}

/**
 * Reads columns of a Parquet file chunk by chunk, in the file's order, without making a JavaScript value of any cell. Used where millions of
 * rows pass through (publish). Throws when the file lacks a column or a value does not fit the type asked for.
 */
export async function* readColumns(file: string, columns: readonly ColumnWanted[], only?: RowsWanted): AsyncGenerator<Chunk> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  try {
    const selected = columns.map(({ name, type }) => `cast(${quoted(name)} as ${type})`).join(', ')
    const where = only ? ` where ${quoted(only.by)} in (${only.values.join(', ')})` : ''
    const result = await connection.stream(`select ${selected} from ${readParquet(file)}${where}`)
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      yield {
        rows: chunk.rowCount,
        columns: columns.map(({ type }, index) => viewOf(duckdb.data_chunk_get_vector(chunk.chunk, index), type, chunk.rowCount)),
      }
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function viewOf(vector: duckdb.Vector, type: ColumnType, rows: number): ColumnView {
  const bytes = duckdb.vector_get_data(vector, rows * columnWidth[type])
  // the binding gives no mask when every value is known, though its type does not say so
  const mask = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8) as Uint8Array | null
  const known = mask?.subarray(0, rows >> 3).every((byte) => byte === 0xff) && rows % 8 === 0 ? null : mask
  const wide = type === 'bigint' ? new BigInt64Array(bytes.buffer, bytes.byteOffset, rows) : noNumbers
  return { data: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), wide, known }
}
const noNumbers = new BigInt64Array(0)

/** Texts up to this many bytes lie in the column itself, 4 bytes after their length; longer ones are found by `longTexts`. */
export const inlineTextBytes = 12

/** Where the long texts of a column are: row r's starts in `heaps[heap[r]]` at `offset[r]`. Rows with short or unknown texts are not set. */
export interface LongTexts {
  heaps: DataView[]
  heap: Uint16Array
  offset: Int32Array
}

const pageBytes = 4096

/**
 * Fetches the texts longer than `inlineTextBytes`. Neighbours in the engine's memory are fetched together: one call per text is ten times
 * slower. Only pages that hold a text, or lie between two such pages that touch, are read.
 */
export function longTexts(column: ColumnView, rows: number, isKnown: (row: number) => boolean): LongTexts {
  const { data } = column
  const found: LongTexts = { heaps: [], heap: new Uint16Array(rows), offset: new Int32Array(rows) }
  let first = -1
  let low = 0
  let high = 0
  let lowAt = 0
  const close = (end: number) => {
    const heap = duckdb.get_data_from_pointer(data.buffer as ArrayBuffer, data.byteOffset + lowAt, high - low)
    for (let row = first; row < end; row++) if (isLong(row)) found.offset[row] = pointer(row) - low
    found.heaps.push(new DataView(heap.buffer, heap.byteOffset, heap.byteLength))
  }
  const isLong = (row: number) => isKnown(row) && data.getUint32(row * 16, true) > inlineTextBytes
  const pointer = (row: number) => data.getUint32(row * 16 + 8, true) + data.getUint32(row * 16 + 12, true) * 2 ** 32
  for (let row = 0; row < rows; row++) {
    if (!isLong(row)) continue
    const start = pointer(row)
    const end = start + data.getUint32(row * 16, true)
    const near =
      first >= 0 &&
      Math.floor(start / pageBytes) <= Math.floor((high - 1) / pageBytes) + 1 &&
      Math.floor((end - 1) / pageBytes) >= Math.floor(low / pageBytes) - 1
    if (!near) {
      if (first >= 0) close(row)
      first = row
      low = start
      high = end
      lowAt = row * 16 + 8
    }
    if (start < low) {
      low = start
      lowAt = row * 16 + 8
    }
    if (end > high) high = end
    found.heap[row] = found.heaps.length
  }
  if (first >= 0) close(rows)
  return found
}

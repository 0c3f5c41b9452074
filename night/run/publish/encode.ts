import { inlineTextBytes, longTexts, type Chunk, type ColumnView } from '../../engines/columns.ts'

/** A column of the published table: its PostgreSQL type and the column of the chunk it is filled from (an array: one per element). */
export interface PublishedColumn {
  name: string
  type: 'bigint' | 'integer' | 'boolean' | 'date' | 'text' | 'bigint[]'
  from: readonly number[]
}

/** What a binary COPY starts and ends with (PostgreSQL documentation, COPY, binary format). */
export const copyHeader = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
export const copyTrailer = Buffer.from([0xff, 0xff])

const bigintType = 20
const arrayHead = 20
/** PostgreSQL counts days from 2000-01-01, the engine from 1970-01-01. */
const daysToPostgresEpoch = 10957
const infiniteDate = 0x7fffffff
const width = { bigint: 8, integer: 4, boolean: 1, date: 4 } as const

/**
 * Rows of a chunk in PostgreSQL's binary COPY format, without header and trailer: whole fen as int8, dates as days, text as the UTF-8 the
 * engine holds. Works column by column over one buffer and makes no object per cell.
 */
export function encodeRows(chunk: Chunk, columns: readonly PublishedColumn[]): Buffer {
  const at = new Int32Array(chunk.rows)
  for (const column of columns) addSizes(at, column, chunk)
  let end = 0
  for (let row = 0; row < chunk.rows; row++) {
    const size = 2 + (at[row] ?? 0)
    at[row] = end
    end += size
  }
  const buffer = Buffer.allocUnsafeSlow(end)
  const out = new DataView(buffer.buffer, buffer.byteOffset, end)
  for (let row = 0; row < chunk.rows; row++) {
    out.setInt16(at[row]!, columns.length)
    at[row]! += 2
  }
  for (const column of columns) write(out, at, column, chunk)
  return buffer
}

const source = (chunk: Chunk, index: number | undefined): ColumnView => {
  const found = index === undefined ? undefined : chunk.columns[index]
  if (!found) throw new Error(`chunk has ${chunk.columns.length} columns, column ${index} was asked for`)
  return found
}
const isKnown = (known: Uint8Array | null, row: number) => known === null || (known[row >> 3]! & (1 << (row & 7))) !== 0

function addSizes(sizes: Int32Array, column: PublishedColumn, chunk: Chunk): void {
  if (column.type === 'bigint[]') {
    for (let row = 0; row < sizes.length; row++) sizes[row]! += 4 + arrayHead + 4 * column.from.length
    for (const index of column.from) {
      const { known } = source(chunk, index)
      for (let row = 0; row < sizes.length; row++) if (isKnown(known, row)) sizes[row]! += 8
    }
    return
  }
  const { data, known } = source(chunk, column.from[0])
  if (column.type === 'text') {
    for (let row = 0; row < sizes.length; row++) sizes[row]! += isKnown(known, row) ? 4 + data.getUint32(row * 16, true) : 4
    return
  }
  const full = 4 + width[column.type]
  for (let row = 0; row < sizes.length; row++) sizes[row]! += isKnown(known, row) ? full : 4
}

function write(out: DataView, at: Int32Array, column: PublishedColumn, chunk: Chunk): void {
  if (column.type === 'bigint[]') return writeArray(out, at, column, chunk)
  const view = source(chunk, column.from[0])
  switch (column.type) {
    case 'bigint':
      return writeBigint(out, at, view)
    case 'integer':
      return writeInteger(out, at, view)
    case 'date':
      return writeDate(out, at, view)
    case 'boolean':
      return writeBoolean(out, at, view)
    case 'text':
      return writeText(out, at, view)
  }
}

function writeBigint(out: DataView, at: Int32Array, { data, known }: ColumnView): void {
  for (let row = 0; row < at.length; row++) {
    const p = at[row]!
    if (isKnown(known, row)) {
      out.setInt32(p, 8)
      out.setUint32(p + 4, data.getUint32(row * 8 + 4, true))
      out.setUint32(p + 8, data.getUint32(row * 8, true))
      at[row] = p + 12
    } else at[row] = nullAt(out, p)
  }
}

function writeInteger(out: DataView, at: Int32Array, { data, known }: ColumnView): void {
  for (let row = 0; row < at.length; row++) {
    const p = at[row]!
    if (isKnown(known, row)) {
      out.setInt32(p, 4)
      out.setInt32(p + 4, data.getInt32(row * 4, true))
      at[row] = p + 8
    } else at[row] = nullAt(out, p)
  }
}

function writeDate(out: DataView, at: Int32Array, { data, known }: ColumnView): void {
  for (let row = 0; row < at.length; row++) {
    const p = at[row]!
    if (isKnown(known, row)) {
      out.setInt32(p, 4)
      out.setInt32(p + 4, postgresDay(data.getInt32(row * 4, true)))
      at[row] = p + 8
    } else at[row] = nullAt(out, p)
  }
}

const postgresDay = (day: number): number =>
  day === infiniteDate ? day : day === -infiniteDate ? -infiniteDate - 1 : day - daysToPostgresEpoch

function writeBoolean(out: DataView, at: Int32Array, { data, known }: ColumnView): void {
  for (let row = 0; row < at.length; row++) {
    const p = at[row]!
    if (isKnown(known, row)) {
      out.setInt32(p, 1)
      out.setUint8(p + 4, data.getUint8(row))
      at[row] = p + 5
    } else at[row] = nullAt(out, p)
  }
}

function writeText(out: DataView, at: Int32Array, view: ColumnView): void {
  const { data, known } = view
  const bytes = new Uint8Array(out.buffer, out.byteOffset, out.byteLength)
  const entries = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  const long = longTexts(view, at.length, (row) => isKnown(known, row))
  for (let row = 0; row < at.length; row++) {
    const p = at[row]!
    if (isKnown(known, row)) {
      const length = data.getUint32(row * 16, true)
      out.setInt32(p, length)
      if (length <= inlineTextBytes) copyBytes(bytes, p + 4, entries, row * 16 + 4, length)
      else copyBytes(bytes, p + 4, long.heaps[long.heap[row]!]!, long.offset[row]!, length)
      at[row] = p + 4 + length
    } else at[row] = nullAt(out, p)
  }
}

/** A loop beats `set` and its view for the short texts of a bank. */
function copyBytes(to: Uint8Array, at: number, from: Uint8Array, start: number, length: number): void {
  if (length > 64) to.set(from.subarray(start, start + length), at)
  else for (let i = 0; i < length; i++) to[at + i] = from[start + i]!
}

/** One-dimensional int8[], counted from 1, with its unknown elements as nulls; the array itself is always there. */
function writeArray(out: DataView, at: Int32Array, column: PublishedColumn, chunk: Chunk): void {
  const starts = at.slice()
  for (let row = 0; row < at.length; row++) at[row]! += 4 + arrayHead
  const gaps = new Uint8Array(at.length)
  for (const index of column.from) {
    const view = source(chunk, index)
    writeBigint(out, at, view)
    if (view.known) for (let row = 0; row < at.length; row++) if (!isKnown(view.known, row)) gaps[row] = 1
  }
  for (let row = 0; row < at.length; row++) {
    const p = starts[row]!
    out.setInt32(p, at[row]! - p - 4)
    out.setInt32(p + 4, 1)
    out.setInt32(p + 8, gaps[row]!)
    out.setInt32(p + 12, bigintType)
    out.setInt32(p + 16, column.from.length)
    out.setInt32(p + 20, 1)
  }
}

function nullAt(out: DataView, p: number): number {
  out.setInt32(p, -1)
  return p + 4
}

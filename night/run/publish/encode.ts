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
 * Encodes chunks into PostgreSQL's binary COPY format, without header and trailer: whole fen as int8, dates as days, text as the UTF-8 the
 * engine holds. Works column by column and makes no object per cell. The answer is a part of `space` when the rows fit, else a larger
 * buffer, to be handed in next time: fresh memory costs as much as the encoding.
 */
export function encodeRows(chunk: Chunk, columns: readonly PublishedColumn[], space: Buffer): Buffer {
  const at = rowSizes(chunk, columns)
  let end = 0
  for (let row = 0; row < chunk.rows; row++) {
    const size = at[row]!
    at[row] = end
    end += size
  }
  const buffer = space.length >= end ? space : Buffer.allocUnsafeSlow(end + (end >> 2))
  const out = new DataView(buffer.buffer, buffer.byteOffset, buffer.length)
  for (let row = 0; row < chunk.rows; row++) {
    out.setInt16(at[row]!, columns.length)
    at[row]! += 2
  }
  for (const column of columns) write(out, at, column, chunk)
  return buffer.subarray(0, end)
}

const source = (chunk: Chunk, index: number | undefined): ColumnView => {
  const found = index === undefined ? undefined : chunk.columns[index]
  if (!found) throw new Error(`chunk has ${chunk.columns.length} columns, column ${index} was asked for`)
  return found
}
const isKnown = (known: Uint8Array | null, row: number) => known === null || (known[row >> 3]! & (1 << (row & 7))) !== 0

/** Bytes of each row: what all rows share at once, then what unknown values spare and texts add. */
function rowSizes(chunk: Chunk, columns: readonly PublishedColumn[]): Int32Array {
  const sizes = new Int32Array(chunk.rows)
  let shared = 2
  for (const { type, from } of columns) {
    shared += type === 'bigint[]' ? 4 + arrayHead : 0
    for (const index of from) {
      const { data, known } = source(chunk, index)
      const bytes = type === 'bigint[]' ? 8 : type === 'text' ? 0 : width[type]
      shared += 4 + bytes
      if (type === 'text')
        for (let row = 0; row < sizes.length; row++) sizes[row]! += isKnown(known, row) ? data.getUint32(row * 16, true) : 0
      else if (known) for (let row = 0; row < sizes.length; row++) sizes[row]! -= isKnown(known, row) ? 0 : bytes
    }
  }
  for (let row = 0; row < sizes.length; row++) sizes[row]! += shared
  return sizes
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

function writeBigint(out: DataView, at: Int32Array, { wide, known }: ColumnView): void {
  for (let row = 0; row < at.length; row++) {
    const p = at[row]!
    if (isKnown(known, row)) {
      out.setInt32(p, 8)
      out.setBigInt64(p + 4, wide[row]!)
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
  const long = longTexts(view, at.length, (row) => isKnown(known, row))
  for (let row = 0; row < at.length; row++) {
    const p = at[row]!
    if (isKnown(known, row)) {
      const length = data.getUint32(row * 16, true)
      out.setInt32(p, length)
      if (length > inlineTextBytes) copyBytes(out, p + 4, long.heaps[long.heap[row]!]!, long.offset[row]!, length)
      else copyBytes(out, p + 4, data, row * 16 + 4, length)
      at[row] = p + 4 + length
    } else at[row] = nullAt(out, p)
  }
}

/** Four bytes at a time: for the short texts of a bank that beats a copy by `set`, which needs a view of its own. */
function copyBytes(to: DataView, at: number, from: DataView, start: number, length: number): void {
  if (length > 256)
    return new Uint8Array(to.buffer, to.byteOffset + at, length).set(new Uint8Array(from.buffer, from.byteOffset + start, length))
  let done = 0
  for (; done + 4 <= length; done += 4) to.setUint32(at + done, from.getUint32(start + done))
  for (; done < length; done++) to.setUint8(at + done, from.getUint8(start + done))
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

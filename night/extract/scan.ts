import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CsvScan } from './csv-scan.ts'
import type { Layout } from './layout.ts'
import type { Problems } from './problems.ts'
import type { Break } from './record-scanner.ts'

/** What one pass over a file found out. */
export interface Scan {
  /** of the content, not of its packing */
  sha256: string
  /** size of the file as delivered */
  bytes: number
  /** data rows of a CSV; undefined for Parquet, which knows itself */
  rows: number | undefined
  columns: string[]
  /** line of the first data row */
  firstLine: number
  breaks: Break[]
}

const chunkSize = 1 << 20
const longestLine = 2_000_000

/** Cuts a stream of bytes into blocks of whole lines; the last block may lack its line end. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(10)
    if (end < 0) {
      rest = Buffer.concat([rest, chunk])
      if (rest.length > longestLine) throw new RangeError(`一行超过 ${longestLine} 字节`)
      continue
    }
    yield Buffer.concat([rest, chunk.subarray(0, end + 1)])
    rest = Buffer.from(chunk.subarray(end + 1))
  }
  if (rest.length > 0) yield rest
}

/** The file's content, unpacked; `onBytes` counts what was read from disk. */
function open(path: string, onBytes: (count: number) => void): { content: Readable; close: () => void } {
  const source = createReadStream(path, { highWaterMark: chunkSize })
  source.on('data', (chunk) => onBytes(chunk.length))
  if (!path.endsWith('.gz')) return { content: source, close: () => source.destroy() }
  const gunzip = createGunzip({ chunkSize })
  source.on('error', (error) => gunzip.destroy(error)).pipe(gunzip)
  const close = () => {
    source.destroy()
    gunzip.destroy()
  }
  return { content: gunzip, close }
}

/**
 * One streaming pass over a delivered file: unpacks, checks the encoding and the shape of every line, hashes.
 * A GB18030 file is written as UTF-8 to `decodeTo`. Problems are added under the name `file`.
 */
export async function scanFile(path: string, file: string, layout: Layout, problems: Problems, decodeTo: string): Promise<Scan> {
  const hash = createHash('sha256')
  let bytes = 0
  const { content, close } = open(path, (count) => {
    bytes += count
  })
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    if (layout.format === 'parquet') {
      for await (const _ of hashed()) continue
      return { sha256: hash.digest('hex'), bytes, rows: undefined, columns: [], firstLine: 1, breaks: [] }
    }
    const csv = new CsvScan(file, layout, problems, decodeTo)
    try {
      for await (const block of wholeLines(hashed())) if (!csv.take(block)) break
      csv.finish()
    } catch (error) {
      csv.interrupted(error)
    } finally {
      csv.close()
    }
    return { sha256: hash.digest('hex'), bytes, rows: csv.rows, columns: csv.columns, firstLine: layout.header ? 2 : 1, breaks: csv.breaks }
  } finally {
    close()
  }
}

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { createGunzip } from 'node:zlib'
import { brokenByte, asUtf8 } from './decode.ts'
import { splitFields } from './layout.ts'
import type { Layout } from './layout.ts'
import type { Problems } from './problems.ts'
import { RecordScanner } from './record-scanner.ts'
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

const longestLine = 2_000_000
const byteOrderMark = Buffer.from('\ufeff')

/** Cuts a stream of bytes into blocks of whole lines; the last block may lack its line end. */
async function* wholeLines(chunks: AsyncIterable<Buffer>, onChunk: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    onChunk(chunk)
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

const hex = (byte: number | undefined): string => `0x${(byte ?? 0).toString(16).toUpperCase().padStart(2, '0')}`

/**
 * One streaming pass over a delivered file: unpacks, checks the encoding and the shape of every line, hashes.
 * A GB18030 file is written as UTF-8 to `decodeTo`. Problems are added under the name `file`.
 */
export async function scanFile(path: string, file: string, layout: Layout, problems: Problems, decodeTo: string): Promise<Scan> {
  const hash = createHash('sha256')
  const scan: Scan = { sha256: '', bytes: 0, rows: undefined, columns: layout.columns ?? [], firstLine: layout.header ? 2 : 1, breaks: [] }
  const source = createReadStream(path, { highWaterMark: 1 << 20 })
  source.on('data', chunk => { scan.bytes += chunk.length })
  if (layout.format === 'parquet') {
    for await (const chunk of source) hash.update(chunk as Buffer)
    return { ...scan, sha256: hash.digest('hex') }
  }
  const packed = path.endsWith('.gz')
  const gunzip = packed ? createGunzip({ chunkSize: 1 << 20 }) : undefined
  if (gunzip) source.on('error', error => gunzip.destroy(error)).pipe(gunzip)
  const output = layout.encoding === 'gb18030' ? createWriteStream(decodeTo) : undefined
  const add = (line: number, column: string | null, code: Parameters<Problems['add']>[0]['code'], found: string, expected: string) =>
    problems.add({ file, line, column, code, found, expected })
  let scanner: RecordScanner | undefined
  let offset = 0
  let broken = false
  try {
    for await (let block of wholeLines(gunzip ?? source, chunk => { hash.update(chunk) })) {
      const blockOffset = offset
      offset += block.length
      const utf8 = broken ? undefined : asUtf8(block, layout.encoding)
      if (!utf8) {
        broken = true
        reportBroken(block, blockOffset, scanner?.lines ?? 0, layout, scan.columns, add)
        break
      }
      if (!scanner) {
        block = utf8.subarray(0, 3).equals(byteOrderMark) ? utf8.subarray(3) : utf8
        if (layout.header) scan.columns = headerOf(block, layout)
        scanner = new RecordScanner(layout, scan.columns.length, (line, code, found, expected) => add(line, null, code, found, expected))
        scanner.feed(block)
        if (output && !output.write(block)) await once(output, 'drain')
        continue
      }
      scanner.feed(utf8)
      if (output && !output.write(utf8)) await once(output, 'drain')
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const code = 'code' in error ? error.code : undefined
    const line = (scanner?.lines ?? 0) + 1
    if (code === 'Z_BUF_ERROR') add(line, null, 'truncated_file', '压缩包中途结束', '完整的 gzip 文件')
    else if (typeof code === 'string' && code.startsWith('Z_')) add(line, null, 'unreadable_file', error.message, '完好的 gzip 文件')
    else if (error instanceof RangeError) add(line, null, 'unreadable_file', error.message, '每行不超过 2 MB，以换行结束')
    else throw error
    broken = true
  } finally {
    source.destroy()
    gunzip?.destroy()
    if (output) {
      output.end()
      await once(output, 'close')
    }
  }
  if (broken) return scan
  scanner?.finish()
  if (!scanner || (layout.header && scanner.records === 0)) {
    if (layout.header) problems.add({ file, line: null, column: null, code: 'empty_file', found: '0 行', expected: '表头和数据行' })
    return { ...scan, rows: 0, sha256: hash.digest('hex') }
  }
  const head = layout.header ? 1 : 0
  const breaks = scanner.breaks.map(({ record, shift }) => ({ record: record - head, shift }))
  return { ...scan, sha256: hash.digest('hex'), rows: scanner.records - head, breaks }
}

function headerOf(block: Buffer, layout: Layout): string[] {
  const end = block.indexOf(10)
  const line = block.subarray(0, end < 0 ? block.length : end).toString('utf8').replace(/\r$/, '')
  const names = splitFields(line, layout.delimiter, layout.quote).map(name => name.trim())
  return layout.trailing && names.at(-1) === '' ? names.slice(0, -1) : names
}

/** Names every line of the block that has a byte which is not in the encoding. */
function reportBroken(
  block: Buffer, blockOffset: number, linesBefore: number, layout: Layout, columns: string[],
  add: (line: number, column: string | null, code: 'broken_encoding', found: string, expected: string) => void,
): void {
  let line = linesBefore
  for (let start = 0; start < block.length;) {
    const newline = block.indexOf(10, start)
    const end = newline < 0 ? block.length : newline
    line += 1
    const bytes = block.subarray(start, end)
    const at = brokenByte(bytes, layout.encoding)
    if (at !== undefined) {
      const before = asUtf8(bytes.subarray(0, at), layout.encoding)?.toString('utf8') ?? ''
      const column = columns[splitFields(before, layout.delimiter, layout.quote).length - 1] ?? null
      add(line, column, 'broken_encoding', `${hex(bytes[at])}(文件第 ${blockOffset + start + at + 1} 字节)`, layout.encoding === 'utf-8' ? 'UTF-8' : 'GB18030')
    }
    start = end + 1
  }
}

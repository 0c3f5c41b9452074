import { closeSync, openSync, writeSync } from 'node:fs'
import { asUtf8, brokenByte } from './decode.ts'
import { splitFields } from './layout.ts'
import type { Layout } from './layout.ts'
import type { ProblemCode, Problems } from './problems.ts'
import { RecordScanner } from './record-scanner.ts'
import type { Break } from './record-scanner.ts'

const byteOrderMark = Buffer.from('\ufeff')
const hex = (byte: number | undefined): string => `0x${(byte ?? 0).toString(16).toUpperCase().padStart(2, '0')}`

/** Checks the content of one CSV file, block by block, and writes its UTF-8 copy where the file is in GB18030. */
export class CsvScan {
  columns: string[]
  private readonly file: string
  private readonly layout: Layout
  private readonly problems: Problems
  private readonly copy: number | undefined
  private scanner: RecordScanner | undefined
  private offset = 0
  private broken = false

  constructor(file: string, layout: Layout, problems: Problems, decodeTo: string) {
    this.file = file
    this.layout = layout
    this.problems = problems
    this.columns = layout.columns ?? []
    this.copy = layout.encoding === 'gb18030' ? openSync(decodeTo, 'w') : undefined
  }

  /** Data rows so far. */
  get rows(): number {
    return this.scanner ? this.scanner.records - this.headerLines : 0
  }

  get breaks(): Break[] {
    return (this.scanner?.breaks ?? []).map(({ record, shift }) => ({ record: record - this.headerLines, shift }))
  }

  /** Takes whole lines; false when a byte is broken and there is no sense in going on. */
  take(block: Buffer): boolean {
    const utf8 = asUtf8(block, this.layout.encoding)
    if (!utf8) {
      this.broken = true
      this.reportBroken(block)
      return false
    }
    const first = this.scanner === undefined
    const text = first && utf8.subarray(0, 3).equals(byteOrderMark) ? utf8.subarray(3) : utf8
    if (first && this.layout.header) this.columns = this.headerOf(text)
    this.scanner ??= new RecordScanner(this.layout, this.columns.length, (line, code, found, expected) =>
      this.add(line, null, code, found, expected),
    )
    this.scanner.feed(text)
    if (this.copy !== undefined) for (let at = 0; at < text.length;) at += writeSync(this.copy, text, at)
    this.offset += block.length
    return true
  }

  /** The file is over. */
  finish(): void {
    if (this.broken) return
    this.scanner?.finish()
    if (!this.scanner && this.layout.header) this.add(null, null, 'empty_file', '0 行', '表头和数据行')
  }

  /** Reading stopped: what the packing says about it becomes a problem, a failing disk stays an error. */
  interrupted(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const line = (this.scanner?.lines ?? 0) + 1
    if (code === 'Z_BUF_ERROR') this.add(line, null, 'truncated_file', '压缩包中途结束', '完整的 gzip 文件')
    else if (error instanceof Error && code.startsWith('Z_')) this.add(line, null, 'unreadable_file', error.message, '完好的 gzip 文件')
    else if (error instanceof RangeError) this.add(line, null, 'unreadable_file', error.message, '每行不超过 2 MB，以换行结束')
    else throw error
  }

  close(): void {
    if (this.copy !== undefined) closeSync(this.copy)
  }

  private get headerLines(): number {
    return this.layout.header ? 1 : 0
  }

  private add(line: number | null, column: string | null, code: ProblemCode, found: string, expected: string): void {
    this.problems.add({ file: this.file, line, column, code, found, expected })
  }

  private headerOf(text: Buffer): string[] {
    const end = text.indexOf(10)
    const line = text
      .subarray(0, end < 0 ? text.length : end)
      .toString('utf8')
      .replace(/\r$/, '')
    const names = splitFields(line, this.layout.delimiter, this.layout.quote).map((column) => column.trim())
    return this.layout.trailing && names.at(-1) === '' ? names.slice(0, -1) : names
  }

  /** Names every line of the block that has a byte which is not in the encoding. */
  private reportBroken(block: Buffer): void {
    const { encoding, delimiter, quote, header } = this.layout
    let line = this.scanner?.lines ?? 0
    for (let start = 0; start < block.length;) {
      const newline = block.indexOf(10, start)
      const end = newline < 0 ? block.length : newline
      line += 1
      const bytes = block.subarray(start, end)
      const at = brokenByte(bytes, encoding)
      if (at === undefined) {
        if (line === 1 && header) this.columns = this.headerOf(asUtf8(bytes, encoding) ?? bytes)
      } else {
        const before = asUtf8(bytes.subarray(0, at), encoding)?.toString('utf8') ?? ''
        const column = this.columns[splitFields(before, delimiter, quote).length - 1] ?? null
        const place = `${hex(bytes[at])}(文件第 ${this.offset + start + at + 1} 字节)`
        this.add(line, column, 'broken_encoding', place, encoding === 'utf-8' ? 'UTF-8' : 'GB18030')
      }
      start = end + 1
    }
  }
}

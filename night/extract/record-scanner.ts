import type { Layout } from './layout.ts'
import type { ProblemCode } from './problems.ts'

const lineFeed = 10
const carriageReturn = 13

/** From data record `record` (0-based) on, lines lie `shift` lower than records alone would say: values contained line breaks. */
export interface Break {
  record: number
  shift: number
}
export type Report = (line: number, code: ProblemCode, found: string, expected: string) => void

/**
 * Walks the UTF-8 bytes of a CSV file and counts: physical lines, records, fields of each record. It keeps no values.
 * Feed it whole lines. What is wrong is reported with the line on which the record begins.
 */
export class RecordScanner {
  records = 0
  lines = 0
  readonly breaks: Break[] = []
  private readonly delimiter: Buffer
  private readonly quote: number
  private readonly trailing: boolean
  private readonly report: Report
  private columns: number
  private fields = 1
  private fieldBytes = 0
  private recordLine = 1
  private quoted = false
  private closed = false
  private newline: 'LF' | 'CRLF' | undefined

  constructor(layout: Layout, columns: number, report: Report) {
    this.delimiter = Buffer.from(layout.delimiter)
    this.quote = layout.quote === null ? -1 : layout.quote.charCodeAt(0)
    this.trailing = layout.trailing
    this.columns = columns
    this.report = report
  }

  feed(bytes: Uint8Array): void {
    if (this.quoted || (this.quote >= 0 && bytes.includes(this.quote))) this.feedQuoted(bytes)
    else this.feedPlain(bytes)
  }

  /** The quick way, for blocks without quotes: most bytes cost two comparisons. */
  private feedPlain(bytes: Uint8Array): void {
    const first = this.delimiter[0] ?? -1
    const width = this.delimiter.length
    let fields = 1
    let fieldStart = 0
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i] ?? 0
      if (byte > carriageReturn && byte !== first) continue
      if (byte === lineFeed) {
        const crlf = i > 0 && bytes[i - 1] === carriageReturn
        this.fields = fields
        this.fieldBytes = i - fieldStart - (crlf ? 1 : 0)
        this.endRecord(crlf ? 'CRLF' : 'LF')
        fields = 1
        fieldStart = i + 1
      } else if (byte === first && (width === 1 || this.delimiterAt(bytes, i))) {
        fields += 1
        i += width - 1
        fieldStart = i + 1
      } else if (byte === carriageReturn && bytes[i + 1] !== lineFeed) this.loneReturn()
    }
    this.fields = fields
    this.fieldBytes = bytes.length - fieldStart
  }

  private feedQuoted(bytes: Uint8Array): void {
    const first = this.delimiter[0] ?? -1
    const { quote } = this
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i]
      if (this.quoted) {
        if (byte === lineFeed) this.lines += 1
        else if (byte === quote) {
          if (bytes[i + 1] === quote) i += 1
          else {
            this.quoted = false
            this.closed = true
          }
        }
      } else if (byte === lineFeed) this.endRecord(i > 0 && bytes[i - 1] === carriageReturn ? 'CRLF' : 'LF')
      else if (byte === first && this.delimiterAt(bytes, i)) {
        this.fields += 1
        this.fieldBytes = 0
        this.closed = false
        i += this.delimiter.length - 1
      } else if (byte === quote && this.fieldBytes === 0 && !this.closed) this.quoted = true
      else if (byte === carriageReturn) {
        if (bytes[i + 1] !== lineFeed) this.loneReturn()
      } else {
        if (byte === quote || this.closed)
          this.report(this.recordLine, 'bad_quote', `第 ${this.fields} 列的引号`, '整个值用引号括起，值里的引号写两遍')
        this.closed = false
        this.fieldBytes += 1
      }
    }
  }

  private loneReturn(): void {
    this.report(this.recordLine, 'bad_newline', '单独的 CR', 'LF 或 CRLF')
  }

  /** The file is over: a last line without a line end counts. */
  finish(): void {
    if (this.quoted) this.report(this.recordLine, 'bad_quote', '引号没有结束', '成对的引号')
    else if (this.fields > 1 || this.fieldBytes > 0 || this.closed) this.endRecord(undefined)
  }

  private delimiterAt(bytes: Uint8Array, at: number): boolean {
    for (let k = 1; k < this.delimiter.length; k += 1) if (bytes[at + k] !== this.delimiter[k]) return false
    return true
  }

  private endRecord(newline: 'LF' | 'CRLF' | undefined): void {
    this.lines += 1
    if (newline) {
      this.newline ??= newline
      if (newline !== this.newline) this.report(this.recordLine, 'bad_newline', newline, this.newline)
    }
    const wanted = this.columns + (this.trailing ? 1 : 0)
    if (this.fields !== wanted || (this.trailing && this.fieldBytes > 0)) {
      const blank = this.fields === 1 && this.fieldBytes === 0
      const found = blank ? '空行' : `${this.fields} 列`
      this.report(this.recordLine, 'wrong_columns', found, this.trailing ? `${this.columns} 列，行末一个分隔符` : `${this.columns} 列`)
    }
    const extra = this.lines - this.recordLine
    this.records += 1
    if (extra > 0) this.breaks.push({ record: this.records, shift: (this.breaks.at(-1)?.shift ?? 0) + extra })
    this.fields = 1
    this.fieldBytes = 0
    this.closed = false
    this.recordLine = this.lines + 1
  }
}

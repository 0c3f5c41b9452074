import type { SheetColumn } from '../../../platform/excel/sheet.ts'

export interface SheetRow {
  /** of the file, 1 = the first */
  row: number
  /** one text a column, trimmed; empty when the cell is */
  cells: string[]
}

const mostRows = 500
const likeFormula = /^[=+\-@\t\r＝＋－＠]/u

/** A cell as text: numbers as typed, days as YYYY-MM-DD; the apostrophe that keeps a text from being a formula is taken off. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : cell.toFixed(2)
  const text = (typeof cell === 'string' ? cell : '').trim()
  return text.startsWith("'") && likeFormula.test(text.slice(1)) ? text.slice(1) : text
}

/**
 * The rows below the line of titles, empty ones and the mark at the end left out. A text says why the file is not read: the titles are missing or
 * others, or there are more than 500 rows.
 */
export function rowsBelow(rows: readonly unknown[][], columns: readonly SheetColumn[]): SheetRow[] | string {
  const titles = columns.map(({ title }) => title)
  const head = rows.findIndex((row) => titles.every((title, at) => textOf(row[at]) === title))
  if (head === -1) return `没有找到表头。第一行应为：${titles.join('、')}。请下载模板填写`
  const found = rows
    .slice(head + 1)
    .map((row, at) => ({ row: head + at + 2, cells: titles.map((_title, column) => textOf(row[column])) }))
    // the mark stands alone in the first cell
    .filter(({ cells }) => cells.slice(1).some((cell) => cell !== ''))
  return found.length > mostRows ? `一次最多 ${mostRows} 行，请拆分后重试` : found
}

/** Whether a text could be taken for a formula by whoever opens it later. */
export const looksLikeFormula = (text: string): boolean => likeFormula.test(text)

/** A day as people type it, 2027-1-5 or 2027/01/05, as YYYY-MM-DD; undefined when there is no such day. */
export function dayOf(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? []
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${iso}T00:00:00Z`)
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(iso) ? undefined : iso
}

/** A whole number within bounds; undefined when it is none. */
export function wholeWithin(text: string, least: number, most: number): number | undefined {
  const plain = text.replaceAll(',', '')
  if (!/^\d{1,9}$/.test(plain)) return undefined
  const value = Number(plain)
  return value >= least && value <= most ? value : undefined
}

/** Yuan with at most two decimals as fen; undefined when it is none. */
export function fenOf(text: string): bigint | undefined {
  const [, yuan, cents = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '')) ?? []
  return yuan === undefined ? undefined : BigInt(yuan) * 100n + BigInt(cents.padEnd(2, '0'))
}

import { guardedText, type Cell, type Sheet } from './sheet.ts'

/** A sheet as CSV that spreadsheets open with the right script (UTF-8 with its mark, CRLF): the mark first and last, each text guarded. */
export function writeCsv(sheet: Sheet): Buffer {
  const above = [sheet.mark, ...sheet.about].map((line) => [line])
  const lines: (readonly Cell[])[] = [...above, sheet.columns.map(({ title }) => title), ...sheet.rows, [sheet.mark]]
  return Buffer.from(`\uFEFF${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`, 'utf8')
}

function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = guardedText(cell)
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

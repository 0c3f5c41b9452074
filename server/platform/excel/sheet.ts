/** What a cell holds: text, a number, or nothing. */
export type Cell = string | number | null

export interface SheetColumn {
  title: string
  /** in characters */
  width: number
  kind: 'text' | 'money' | 'count' | 'date'
}

/** One table as it is written to a file: lines above it, its columns, its rows, a line below. */
export interface Sheet {
  name: string
  /** said above the table, in every printed page's header, and in the document's properties */
  mark: string
  /** further lines between the mark and the table */
  about: readonly string[]
  columns: readonly SheetColumn[]
  rows: readonly (readonly Cell[])[]
}

/** A text as a spreadsheet may be given it: what begins like a formula is led by an apostrophe, so that no program ever works it out. */
export const guardedText = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text)

export const guardedCell = (cell: Cell): Cell => (typeof cell === 'string' ? guardedText(cell) : cell)

/** A column of numbers; what is missing is NaN. Dates and times are days since 1970-01-01. */
export interface NumberColumn {
  kind: 'number'
  name: string
  values: Float64Array
  /** days since 1970-01-01: cannot be compared with amounts or counts */
  isTime?: boolean
}

/** A column of words: `codes` point into `levels`, −1 is missing. */
export interface CategoryColumn {
  kind: 'category'
  name: string
  codes: Int32Array
  levels: readonly string[]
}

export type Column = NumberColumn | CategoryColumn

/** A table by columns, as long as `rows` each. */
export interface Table {
  rows: number
  columns: readonly Column[]
}

/** The given rows of a table, in the given order. */
export function takeRows(table: Table, index: ArrayLike<number>): Table {
  const rows = index.length
  const columns = table.columns.map((column): Column => {
    if (column.kind === 'number') return { ...column, values: gather(new Float64Array(rows), column.values, index) }
    return { ...column, codes: gather(new Int32Array(rows), column.codes, index) }
  })
  return { rows, columns }
}

/** Fills `into` with the chosen elements of `from`. */
export function gather<Numbers extends Float64Array | Int32Array | Uint8Array>(
  into: Numbers,
  from: Numbers,
  index: ArrayLike<number>,
): Numbers {
  for (let at = 0; at < index.length; at++) into[at] = from[index[at] ?? 0] ?? 0
  return into
}

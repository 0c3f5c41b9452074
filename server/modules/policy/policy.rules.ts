/** One dated threshold (DOMAIN §0). `value` is an integer in `unit` (fen, bp, days, months, count) or a code, as text. */
export interface PolicyRow {
  key: string
  /** business date from which the row holds */
  validFrom: string
  /** a correction of the same key and day has a higher version */
  version: number
  value: string
  unit: string
  /** M-number */
  source: string
}

/** The policies in force on one business date. Every reader throws on a key that is not there or is of another form: a missing threshold is a fault, never a default. */
export interface Policies {
  fen(key: string): bigint
  /** basis points, days, months, counts */
  whole(key: string): number
  code(key: string): string
}

/** Of every key the newest `validFrom` not after the date, and of that the highest version. */
function rowsInForce(rows: readonly PolicyRow[], date: string): Map<string, PolicyRow> {
  const inForce = new Map<string, PolicyRow>()
  for (const row of rows) {
    const held = inForce.get(row.key)
    if (row.validFrom <= date && (!held || isNewer(row, held))) inForce.set(row.key, row)
  }
  return inForce
}

const isNewer = (a: PolicyRow, b: PolicyRow) => a.validFrom > b.validFrom || (a.validFrom === b.validFrom && a.version > b.version)

/** The value of one key on a business date, as text; undefined when it has none. */
export function valueOn(rows: readonly PolicyRow[], key: string, date: string): string | undefined {
  return rowOn(rows, key, date)?.value
}

/** The row of one key in force on a business date. */
export function rowOn<T extends PolicyRow>(rows: readonly T[], key: string, date: string): T | undefined {
  let held: T | undefined
  for (const row of rows) if (row.key === key && row.validFrom <= date && (!held || isNewer(row, held))) held = row
  return held
}

/** The policies of a business date, read by key. */
export function policiesAt(rows: readonly PolicyRow[], date: string): Policies {
  const inForce = rowsInForce(rows, date)
  const code = (key: string) => {
    const row = inForce.get(key)
    if (!row) throw new Error(`政策 ${key} 在 ${date} 没有生效的行，请在 policy.policy 中补充`)
    return row.value
  }
  const fen = (key: string) => {
    const value = code(key)
    if (!/^-?\d+$/.test(value)) throw new Error(`政策 ${key} 的值应为整数，实际为「${value}」`)
    return BigInt(value)
  }
  return { fen, code, whole: (key) => Number(fen(key)) }
}

import type { NumberColumn } from './table.ts'

/** Beyond this an amount counts as not known: sums of two such would not be exact on every engine. */
export const greatestShared = 1e300

/**
 * How much of two amounts is the first: a / (|a| + |b|), from −1 to 1. It says in one number what a ratio or a comparison would, whatever
 * the scale. Missing where one of both is missing or not finite, or both are zero. The same formula is written in `score-sql.ts`.
 */
export function shareOf(a: number, b: number): number {
  const [sizeA, sizeB] = [Math.abs(a), Math.abs(b)]
  const whole = sizeA + sizeB
  return sizeA <= greatestShared && sizeB <= greatestShared && whole > 0 ? a / whole : Number.NaN
}

export function shareColumn(name: string, a: NumberColumn, b: NumberColumn): NumberColumn {
  const values = new Float64Array(a.values.length)
  for (let row = 0; row < values.length; row++) values[row] = shareOf(a.values[row] as number, b.values[row] as number)
  return { kind: 'number', name, values }
}

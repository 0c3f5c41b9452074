import { quantileCuts } from './cuts.ts'
import type { CategoryColumn, Column, NumberColumn } from './table.ts'

/** Bin of what is missing. Of words, bin 1 is every level the model does not know. */
export const missingBin = 0
export const otherBin = 1

/** How a column's values become bins: 0 missing; numbers: 1 + how many cuts are at or below the value; words: 1 other, then the levels. */
export type Bins = { kind: 'number'; cuts: readonly number[] } | { kind: 'category'; levels: readonly string[] }

export const binCount = (bins: Bins): number => (bins.kind === 'number' ? bins.cuts.length + 2 : bins.levels.length + 2)

/** Places a column's cuts; of words, keeps the levels met often enough, ordered by how often the label is met with them. */
export function placeBins(column: Column, label: Uint8Array, most: number): Bins {
  if (column.kind === 'number') return { kind: 'number', cuts: quantileCuts(column.values, most) }
  return { kind: 'category', levels: orderedLevels(column, label) }
}

const mostLevels = 60
const fewestRows = 20

function orderedLevels(column: CategoryColumn, label: Uint8Array): string[] {
  const rows = new Float64Array(column.levels.length)
  const positive = new Float64Array(column.levels.length)
  let share = 0
  column.codes.forEach((code, row) => {
    share += label[row] ?? 0
    if (code < 0) return
    rows[code] = (rows[code] ?? 0) + 1
    positive[code] = (positive[code] ?? 0) + (label[row] ?? 0)
  })
  share /= Math.max(1, label.length)
  const rate = (code: number) => ((positive[code] ?? 0) + share * 10) / ((rows[code] ?? 0) + 10)
  return column.levels
    .map((level, code) => ({ level, code }))
    .filter(({ code }) => (rows[code] ?? 0) >= fewestRows)
    .toSorted((one, other) => (rows[other.code] ?? 0) - (rows[one.code] ?? 0) || (one.level < other.level ? -1 : 1))
    .slice(0, mostLevels)
    .toSorted((one, other) => rate(one.code) - rate(other.code) || (one.level < other.level ? -1 : 1))
    .map(({ level }) => level)
}

/** The bins of a column's rows. */
export function binColumn(column: Column, bins: Bins, into: Uint8Array): Uint8Array {
  if (column.kind === 'number' && bins.kind === 'number') return binNumbers(column, bins.cuts, into)
  if (column.kind === 'category' && bins.kind === 'category') return binWords(column, bins.levels, into)
  throw new Error(`column ${column.name} is ${column.kind}, the model expects ${bins.kind}`)
}

/** Rows searched side by side: they fit the cache next to the processor. */
const block = 2_048

/** Many at once and step by step, as a search that branches at each row's every step takes four times as long. */
function binNumbers({ values }: NumberColumn, cuts: readonly number[], into: Uint8Array): Uint8Array {
  let half = 1
  while (half <= cuts.length >> 1) half *= 2
  const sorted = new Float64Array(2 * half).fill(Number.NaN)
  sorted.set(cuts)
  for (let from = 0; from < into.length; from += block) {
    const to = Math.min(into.length, from + block)
    into.fill(0, from, to)
    for (let step = half; step > 0; step >>= 1)
      for (let row = from; row < to; row++) {
        const low = into[row] as number
        into[row] = low + Number((values[row] as number) >= (sorted[low + step - 1] as number)) * step
      }
    for (let row = from; row < to; row++) into[row] = ((into[row] as number) + 1) * Number(!Number.isNaN(values[row]))
  }
  return into
}

function binWords(column: CategoryColumn, levels: readonly string[], into: Uint8Array): Uint8Array {
  const known = new Map(levels.map((level, at) => [level, at + 2]))
  const ofCode = Uint8Array.from(column.levels, (level) => known.get(level) ?? otherBin)
  for (let row = 0; row < into.length; row++) {
    const code = column.codes[row] as number
    into[row] = code < 0 ? missingBin : (ofCode[code] as number)
  }
  return into
}

/** Joins neighbouring bins to at most `most` of close to equal numbers of rows; missing stays apart. Element i is bin i's joint bin. */
export function joinBins(rows: Float64Array, most: number): Uint8Array {
  const joint = new Uint8Array(rows.length)
  if (rows.length <= most) return joint.map((_, bin) => bin)
  let left = rows.reduce((sum, count) => sum + count, 0) - (rows[missingBin] ?? 0)
  let groups = most - 1
  let group = 1
  let inGroup = 0
  for (let bin = 1; bin < rows.length; bin++) {
    const count = rows[bin] ?? 0
    const goal = left / groups
    if (inGroup > 0 && groups > 1 && (inGroup >= goal || inGroup + count / 2 > goal)) {
      left -= inGroup
      groups -= 1
      group += 1
      inGroup = 0
    }
    joint[bin] = group
    inGroup += count
  }
  return joint
}

/** Choices written as CASE. */

/** Blocks of bins a value is looked for in: two short searches, one after the other, cost an engine less than many nested ones. */
const blocks = 4

export interface Cuts {
  /** as the engine compares them with the value, sorted */
  cuts: readonly string[]
  /** how many rows were in each bin from 1 */
  rows: readonly number[]
  /** the condition of a value that is missing */
  missing: string
}

/**
 * The bin of a value: 0 when it is missing, else from 1 among sorted cuts; `rows[b − 1]` rows were in bin b: each block has about as many. What is missing, null or
 * not a number, is below no cut, so only the last block asks for it.
 */
export function cutTree(value: string, { cuts, rows, missing }: Cuts): string {
  const all = rows.reduce((sum, count) => sum + count + 1, 0)
  const ends: number[] = []
  let before = 0
  rows.forEach((count, bin) => {
    before += count + 1
    if (bin === cuts.length || before >= (all * (ends.length + 1)) / blocks) ends.push(bin)
  })
  return searched(
    value,
    ends.map((end) => cuts[end]),
    ends.map((end, at) => {
      const first = at === 0 ? 0 : (ends[at - 1] ?? 0) + 1
      const own = Array.from({ length: end - first + 1 }, (_, bin) => first + bin)
      const found = searched(
        value,
        own.map((bin) => cuts[bin]),
        own.map((bin) => String(bin + 1)),
      )
      return end === cuts.length ? `case when ${missing} then 0 else ${found} end` : found
    }),
  )
}

/** The first term whose bound (not included) lies above the value; the last one has none. */
function searched(value: string, bounds: readonly (string | undefined)[], terms: readonly string[]): string {
  const [last = '1'] = terms.slice(-1)
  if (terms.length === 1) return last
  return `case ${terms
    .slice(0, -1)
    .map((term, at) => `when ${value} < ${bounds[at]} then ${term}`)
    .join(' ')} else ${last} end`
}

/** The number at a place (from 0), by halving; runs of equal numbers are one. */
export function numberTree(place: string, numbers: readonly number[], from = 0, to = numbers.length): string {
  const starts = [from]
  for (let at = from + 1; at < to; at++) if (numbers[at] !== numbers[at - 1]) starts.push(at)
  if (starts.length === 1) return String(numbers[from] ?? 0)
  const middle = starts[starts.length >> 1] ?? from
  return `case when ${place} < ${middle} then ${numberTree(place, numbers, from, middle)} else ${numberTree(place, numbers, middle, to)} end`
}

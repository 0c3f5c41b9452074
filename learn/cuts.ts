import { seededRandom } from './random.ts'

/** Values looked at to place cut points: enough that every bin of 1/254 is met some two hundred times. */
const sampled = 50_000

/**
 * Cut points of a number column: at most `most`, close to equally many rows between two of them, each a short decimal between two values
 * that occur. A value lies above a cut when it is equal to it or greater. NaN is left out, infinities keep to the ends.
 */
export function quantileCuts(values: Float64Array, most: number): number[] {
  const sorted = sampleOf(values)
  if (sorted.length === 0) return []
  const distinct: number[] = []
  const upTo: number[] = []
  for (let at = 0; at < sorted.length; at++) {
    const value = sorted[at] ?? 0
    if (value !== distinct.at(-1)) {
      distinct.push(value)
      upTo.push(at + 1)
    } else upTo[upTo.length - 1] = at + 1
  }
  const cuts: number[] = []
  let taken = 0
  for (let at = 0; at + 1 < distinct.length && cuts.length < most; at++) {
    const here = upTo[at] ?? 0
    // a value so frequent that it deserves a bin of its own is not joined with smaller ones
    const goal = distinct.length <= most + 1 ? 0 : (sorted.length - taken) / (most + 1 - cuts.length)
    if (here - taken < goal && (upTo[at + 1] ?? 0) - here < goal) continue
    cuts.push(shortestBetween(distinct[at] ?? 0, distinct[at + 1] ?? 0))
    taken = here
  }
  return cuts
}

function sampleOf(values: Float64Array): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length <= sampled) return known.sort()
  const random = seededRandom(known.length)
  return Float64Array.from({ length: sampled }, () => known[random.below(known.length)] ?? 0).sort()
}

/** The shortest decimal above `low` and at most `high`, so that cut points read well: between 19,998.4 and 20,013 it is 20,000. */
export function shortestBetween(low: number, high: number): number {
  if (low < 0 && high >= 0) return 0
  const middle = Number.isFinite(low) && Number.isFinite(high) ? low + (high - low) / 2 : high
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(middle.toPrecision(digits))
    if (short > low && short <= high) return short
  }
  return high
}

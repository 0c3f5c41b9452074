/**
 * Sums of gradient and curvature by bin: the innermost loop of a fit. Both stand in one double as whole numbers, gradient × 2^24 + curvature, so
 * a row costs one addition and sums are exact in any order. Units: gradient 2^−14, curvature 2^−12. Of 2^14 rows the curvature
 * (at most 0.25) sums to 2^24, the gradient (at most 1) to 2^28: that many fit without touching each other, then they are unpacked.
 */
const shift = 2 ** 24
const gradientUnit = 2 ** -14
const curvatureUnit = 2 ** -12
const together = 2 ** 14 - 1

/** Beyond this a chance is told from 0 or 1 by no unit. */
const farthest = 12
const perLogit = 512
const places = 2 * farthest * perLogit + 1

/** Packed slopes of the log-loss by log-odds in steps of 1/512: of label 0, then of label 1. */
const slopeTable = Float64Array.from({ length: 2 * places }, (_, at) => {
  const chance = 1 / (1 + Math.exp(farthest - (at % places) / perLogit))
  const gradient = at < places ? chance : chance - 1
  return Math.round(gradient / gradientUnit) * shift + Math.round((chance * (1 - chance)) / curvatureUnit)
})

/** Packed slopes of the log-loss, a row after the other. */
export function packSlopes(label: Uint8Array, scores: Float64Array, packed: Float64Array, from: number, to: number): void {
  for (let row = from; row < to; row++) {
    const score = scores[row] as number
    const place = score >= farthest ? places - 1 : score <= -farthest ? 0 : ((score + farthest) * perLogit + 0.5) | 0
    packed[row] = slopeTable[(label[row] as number) * places + place] as number
  }
}

/** Bins of rows summed up side by side: four chains of additions do not wait for each other. */
export const sideBySide = 4

/** Room for `sumBins`, used again and again: packed sums, and sums of gradient and curvature of each of the four. */
export interface SumRoom {
  stride: number
  packed: Float64Array
  sums: readonly Float64Array[]
}

export function sumRoom(mostBins: number): SumRoom {
  const sums = Array.from({ length: sideBySide }, () => new Float64Array(2 * mostBins))
  return { stride: mostBins, packed: new Float64Array(sideBySide * mostBins), sums }
}

/** Sums of the rows of `runs` (from, to) by the bins of four columns: `room.sums[n]` has gradient at 2·bin and curvature at 2·bin + 1. */
export function sumBins(
  bins: readonly [Uint16Array, Uint16Array, Uint16Array, Uint16Array],
  packed: Float64Array,
  runs: readonly (readonly [number, number])[],
  room: SumRoom,
): void {
  for (const sums of room.sums) sums.fill(0)
  for (const [start, end] of runs) {
    for (let from = start; from < end; from += together) {
      addRows(bins, packed, from, Math.min(end, from + together), room)
      room.sums.forEach((sums, at) => unpack(room, at * room.stride, sums))
    }
  }
}

function addRows(
  [one, two, three, four]: readonly [Uint16Array, Uint16Array, Uint16Array, Uint16Array],
  packed: Float64Array,
  from: number,
  to: number,
  { packed: into, stride }: SumRoom,
): void {
  for (let row = from; row < to; row++) {
    const value = packed[row] as number
    const a = one[row] as number
    const b = (two[row] as number) + stride
    const c = (three[row] as number) + 2 * stride
    const d = (four[row] as number) + 3 * stride
    into[a] = (into[a] as number) + value
    into[b] = (into[b] as number) + value
    into[c] = (into[c] as number) + value
    into[d] = (into[d] as number) + value
  }
}

/** Adds packed sums to the sums and clears them. */
function unpack({ packed, stride }: SumRoom, offset: number, sums: Float64Array): void {
  for (let bin = 0; bin < stride; bin++) {
    const value = packed[offset + bin] as number
    if (value === 0) continue
    const gradient = Math.floor(value / shift)
    sums[2 * bin] = (sums[2 * bin] as number) + gradient * gradientUnit
    sums[2 * bin + 1] = (sums[2 * bin + 1] as number) + (value - gradient * shift) * curvatureUnit
    packed[offset + bin] = 0
  }
}

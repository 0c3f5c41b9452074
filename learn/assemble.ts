import type { Bag } from './bag.ts'
import { missingBin, otherBin, type Bins } from './binning.ts'

/** An additive model in plain numbers: log-odds by bin and by cell. */
export interface Shapes {
  base: number
  lines: Float64Array[]
  planes: Float64Array[]
}

export interface Grid {
  pairs: readonly (readonly [number, number])[]
  bins: readonly Bins[]
  fine: readonly Uint8Array[]
  joints: readonly Uint8Array[]
  coarseSizes: readonly number[]
}

/** Mean of the bags; pairs keep only what their features do not say alone; every shape is zero on average over the rows. */
export function assemble(bags: readonly Bag[], grid: Grid): Shapes {
  const mean = (of: (bag: Bag) => Float64Array) => {
    const sum = new Float64Array(of(bags[0] as Bag).length)
    for (const bag of bags) of(bag).forEach((value, at) => (sum[at] = (sum[at] as number) + value / bags.length))
    return sum
  }
  const shapes: Shapes = {
    base: bags.reduce((sum, bag) => sum + bag.base / bags.length, 0),
    lines: grid.fine.map((_, feature) => mean((bag) => bag.lines[feature] as Float64Array)),
    planes: grid.pairs.map((_, pair) => mean((bag) => bag.planes[pair] as Float64Array)),
  }
  grid.pairs.forEach((pair, at) => purify(shapes, grid, pair, shapes.planes[at] as Float64Array))
  shapes.lines.forEach((line, feature) => centre(shapes, line, rowsByBin(grid.fine[feature] as Uint8Array, line.length)))
  grid.bins.forEach((bins, feature) => silenceUnseen(shapes, grid, bins, feature))
  return shapes
}

export function rowsByBin(bins: Uint8Array, size: number): Float64Array {
  const rows = new Float64Array(size)
  for (const bin of bins) rows[bin] = (rows[bin] as number) + 1
  return rows
}

function centre(shapes: Shapes, line: Float64Array, rows: Float64Array): void {
  let sum = 0
  let all = 0
  line.forEach((value, bin) => {
    sum += value * (rows[bin] as number)
    all += rows[bin] as number
  })
  const mean = all > 0 ? sum / all : 0
  shapes.base += mean
  for (let bin = 0; bin < line.length; bin++) line[bin] = (line[bin] as number) - mean
}

/** Rounds of moving means from a grid to its features; what is left after them is far below a point. */
const purifyRounds = 12

function purify(shapes: Shapes, grid: Grid, [a, b]: readonly [number, number], plane: Float64Array): void {
  const [sizeA, sizeB] = [grid.coarseSizes[a] ?? 0, grid.coarseSizes[b] ?? 0]
  const [jointA, jointB] = [grid.joints[a] as Uint8Array, grid.joints[b] as Uint8Array]
  const [fineA, fineB] = [grid.fine[a] as Uint8Array, grid.fine[b] as Uint8Array]
  const rows = new Float64Array(plane.length)
  for (let row = 0; row < fineA.length; row++) {
    const cell = (jointA[fineA[row] as number] as number) * sizeB + (jointB[fineB[row] as number] as number)
    rows[cell] = (rows[cell] as number) + 1
  }
  const movedA = new Float64Array(sizeA)
  const movedB = new Float64Array(sizeB)
  for (let round = 0; round < purifyRounds; round++) {
    moveMeans(plane, rows, sizeA, sizeB, sizeB, 1, movedA)
    moveMeans(plane, rows, sizeB, sizeA, 1, sizeB, movedB)
  }
  const [lineA, lineB] = [shapes.lines[a] as Float64Array, shapes.lines[b] as Float64Array]
  for (let bin = 0; bin < lineA.length; bin++) lineA[bin] = (lineA[bin] as number) + (movedA[jointA[bin] as number] as number)
  for (let bin = 0; bin < lineB.length; bin++) lineB[bin] = (lineB[bin] as number) + (movedB[jointB[bin] as number] as number)
}

function moveMeans(
  plane: Float64Array,
  rows: Float64Array,
  main: number,
  other: number,
  stepMain: number,
  stepOther: number,
  moved: Float64Array,
): void {
  for (let i = 0; i < main; i++) {
    let sum = 0
    let all = 0
    for (let j = 0; j < other; j++) {
      const cell = i * stepMain + j * stepOther
      sum += (plane[cell] as number) * (rows[cell] as number)
      all += rows[cell] as number
    }
    if (all === 0) continue
    moved[i] = (moved[i] as number) + sum / all
    for (let j = 0; j < other; j++) {
      const cell = i * stepMain + j * stepOther
      plane[cell] = (plane[cell] as number) - sum / all
    }
  }
}

/** Missing and unknown words that no row had say nothing: zero points, not those of a neighbour. */
function silenceUnseen(shapes: Shapes, grid: Grid, bins: Bins, feature: number): void {
  const line = shapes.lines[feature] as Float64Array
  const rows = rowsByBin(grid.fine[feature] as Uint8Array, line.length)
  const special = bins.kind === 'category' ? [missingBin, otherBin] : [missingBin]
  const joint = grid.joints[feature] as Uint8Array
  for (const bin of special) {
    if ((rows[bin] as number) > 0) continue
    line[bin] = 0
    const alone = joint.every((into, at) => at === bin || into !== joint[bin])
    grid.pairs.forEach(([a, b], pair) => {
      if (!alone || (a !== feature && b !== feature)) return
      const plane = shapes.planes[pair] as Float64Array
      const [sizeA, sizeB] = [grid.coarseSizes[a] ?? 0, grid.coarseSizes[b] ?? 0]
      const at = joint[bin] as number
      if (a === feature) plane.fill(0, at * sizeB, (at + 1) * sizeB)
      else for (let i = 0; i < sizeA; i++) plane[i * sizeB + at] = 0
    })
  }
}

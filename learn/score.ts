import { binColumn, type Bins } from './binning.ts'
import { columnsRead, type AdditiveModel, type Feature } from './model.ts'
import { shareColumn } from './share.ts'
import type { Column, Table } from './table.ts'

/** Reasons kept for every row. */
export const reasonsKept = 3
const codeBase = 1024
/** Rows whose weights stay close to the processor while all pairs are added. */
const block = 4_096

export interface Scores {
  /** points of a row in all; `chanceOf` turns them into a probability */
  points: Float64Array
  /** the features that weigh most, strongest first, `reasonsKept` for each row; −1 where fewer say anything */
  reasons: Int16Array
  /** their points: above zero pushes the chance up */
  reasonPoints: Float64Array
}

/** Scores tables with a model; made once, used for every part of a big table. */
export interface Scorer {
  /** the columns a table must have, in this order */
  columns: readonly string[]
  score(table: Table): Scores
}

/**
 * Scores by the model's rows. A feature's weight is its own points and half of the points of each pair it is in; reasons are the features
 * of the greatest weight, up or down, of equal weights the earlier one. `score-sql.ts` says the same in SQL.
 */
export function createScorer(model: AdditiveModel): Scorer {
  refuseHuge(model)
  const columns = columnsRead(model)
  const lines = model.features.map(({ points }) => Int32Array.from(points, (value) => 2 * value))
  const bins = model.features.map(binsOf)
  const pairs = model.pairs.map(({ of, joints, size, points }) => ({
    a: of[0],
    b: of[1],
    // the row's offset in the grid is looked up, not computed
    offsets: Int32Array.from(joints[0], (joint) => joint * size[1]),
    joint: Uint8Array.from(joints[1]),
    points: Int32Array.from(points),
  }))
  const weights = model.features.map(() => new Int32Array(block))
  return {
    columns,
    score: (table) => {
      const { rows } = table
      const binned = model.features.map((one, at) => binColumn(columnOf(one, table), bins[at] as Bins, new Uint8Array(rows)))
      const scores = noScores(rows, model.base)
      for (let from = 0; from < rows; from += block) {
        const to = Math.min(rows, from + block)
        binned.forEach((of, at) => lookUp(of.subarray(from, to), lines[at] as Int32Array, weights[at] as Int32Array))
        for (const pair of pairs) addPair(pair, binned, weights, from, to)
        sumUp(weights, scores, from, to)
      }
      return scores
    },
  }
}

const noScores = (rows: number, base: number): Scores => ({
  points: new Float64Array(rows).fill(base),
  reasons: new Int16Array(rows * reasonsKept).fill(-1),
  reasonPoints: new Float64Array(rows * reasonsKept),
})

interface Pair {
  a: number
  b: number
  offsets: Int32Array
  joint: Uint8Array
  points: Int32Array
}

/** Half of a pair's points goes to each of its two features: weights are counted in halves. */
function addPair(pair: Pair, binned: readonly Uint8Array[], weights: readonly Int32Array[], from: number, to: number): void {
  const { a, b, offsets, joint, points } = pair
  const [binsA, binsB] = [binned[a] as Uint8Array, binned[b] as Uint8Array]
  const [weightA, weightB] = [weights[a] as Int32Array, weights[b] as Int32Array]
  for (let row = from, at = 0; row < to; row++, at++) {
    const point = points[(offsets[binsA[row] as number] as number) + (joint[binsB[row] as number] as number)] as number
    weightA[at] = ((weightA[at] as number) + point) | 0
    weightB[at] = ((weightB[at] as number) + point) | 0
  }
}

/** Weights are kept in 32 bits: what a learned model can say is a thousandth of that. */
function refuseHuge({ features, pairs }: AdditiveModel): void {
  const greatest = [...features, ...pairs].reduce(
    (sum, { points }) => sum + points.reduce((most, one) => Math.max(most, Math.abs(one)), 0),
    0,
  )
  if (greatest >= 2 ** 30) throw new RangeError(`the points of the model add up to ${greatest}; at most ${2 ** 30 - 1} can be scored`)
}

export function binsOf(of: Feature): Bins {
  return of.kind === 'category' ? { kind: 'category', levels: of.levels } : { kind: 'number', cuts: of.cuts.map(Number) }
}

/** The values of a feature in a table; a share is computed from its two columns. */
export function columnOf(of: Feature, table: Table): Column {
  const named = (name: string) => {
    const column = table.columns.find((one) => one.name === name)
    if (!column) throw new Error(`the table has no column ${name}`)
    return column
  }
  if (of.kind !== 'share') return named(of.name)
  const [a, b] = of.of.map(named)
  if (a?.kind !== 'number' || b?.kind !== 'number') throw new Error(`${of.of.join(' and ')} must be numbers`)
  return shareColumn(of.name, a, b)
}

function lookUp(bins: Uint8Array, points: Int32Array, into: Int32Array): void {
  for (let row = 0; row < bins.length; row++) into[row] = points[bins[row] as number] as number
}

/** Sums the weights (in halves) of a block and keeps the three greatest. A code orders them: the size first, then the earlier feature. */
function sumUp(weights: readonly Int32Array[], { points, reasons, reasonPoints }: Scores, from: number, to: number): void {
  const [first, second, third] = [new Float64Array(to - from), new Float64Array(to - from), new Float64Array(to - from)]
  weights.forEach((weight, feature) => {
    const order = codeBase - 1 - feature
    for (let row = 0; row < third.length; row++) {
      const value = weight[row] as number
      if (value === 0) continue
      points[from + row] = (points[from + row] as number) + value / 2
      const code = Math.abs(value) * codeBase + order
      if (code <= (third[row] as number)) continue
      if (code > (first[row] as number)) {
        third[row] = second[row] as number
        second[row] = first[row] as number
        first[row] = code
      } else if (code > (second[row] as number)) {
        third[row] = second[row] as number
        second[row] = code
      } else third[row] = code
    }
  })
  ;[first, second, third].forEach((codes, rank) => {
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row] as number
      if (code === 0) continue
      const feature = codeBase - 1 - (code % codeBase)
      const at = (from + row) * reasonsKept + rank
      reasons[at] = feature
      reasonPoints[at] = ((weights[feature] as Int32Array)[row] as number) / 2
    }
  })
}

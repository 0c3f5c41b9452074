import { binColumn, type Bins } from './binning.ts'
import { columnsRead, type AdditiveModel, type Feature } from './model.ts'
import { shareColumn } from './share.ts'
import type { Column, Table } from './table.ts'

/** Reasons kept for every row. */
export const reasonsKept = 3
const codeBase = 1024

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
  const columns = columnsRead(model)
  const lines = model.features.map(({ points }) => Float64Array.from(points))
  const bins = model.features.map(binsOf)
  const pairs = model.pairs.map(({ of, joints, size, points }) => ({
    a: of[0],
    b: of[1],
    // the row's offset in the grid is looked up, not computed
    offsets: Int32Array.from(joints[0], (joint) => joint * size[1]),
    joint: Uint8Array.from(joints[1]),
    halves: Float64Array.from(points, (value) => value / 2),
  }))
  return {
    columns,
    score: (table) => {
      const { rows } = table
      const binned = model.features.map((one, at) => binColumn(columnOf(one, table), bins[at] as Bins, new Uint8Array(rows)))
      const weights = binned.map((of, at) => looked(of, lines[at] as Float64Array))
      for (const { a, b, offsets, joint, halves } of pairs) {
        const [binsA, binsB] = [binned[a] as Uint8Array, binned[b] as Uint8Array]
        const [weightA, weightB] = [weights[a] as Float64Array, weights[b] as Float64Array]
        for (let row = 0; row < rows; row++) {
          const half = halves[(offsets[binsA[row] as number] as number) + (joint[binsB[row] as number] as number)] as number
          weightA[row] = (weightA[row] as number) + half
          weightB[row] = (weightB[row] as number) + half
        }
      }
      return summed(weights, rows, model.base)
    },
  }
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

function looked(bins: Uint8Array, points: Float64Array): Float64Array {
  const weights = new Float64Array(bins.length)
  for (let row = 0; row < bins.length; row++) weights[row] = points[bins[row] as number] as number
  return weights
}

/** Sums weights and keeps the three greatest. A code orders them: the size first, then the earlier feature. */
function summed(weights: readonly Float64Array[], rows: number, base: number): Scores {
  const points = new Float64Array(rows).fill(base)
  const [first, second, third] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)]
  weights.forEach((weight, feature) => {
    const order = codeBase - 1 - feature
    for (let row = 0; row < rows; row++) {
      const value = weight[row] as number
      if (value === 0) continue
      points[row] = (points[row] as number) + value
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
  const reasons = new Int16Array(rows * reasonsKept).fill(-1)
  const reasonPoints = new Float64Array(rows * reasonsKept)
  ;[first, second, third].forEach((codes, rank) => {
    for (let row = 0; row < rows; row++) {
      const code = codes[row] as number
      if (code === 0) continue
      const feature = codeBase - 1 - (code % codeBase)
      reasons[row * reasonsKept + rank] = feature
      reasonPoints[row * reasonsKept + rank] = (weights[feature] as Float64Array)[row] as number
    }
  })
  return { points, reasons, reasonPoints }
}

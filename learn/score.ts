import { binColumn, type Bins } from './binning.ts'
import { columnsRead, type AdditiveModel, type Feature } from './model.ts'
import { shareColumn } from './share.ts'
import { rowsOf, type Column, type Table } from './table.ts'

/** Reasons kept for every row. */
export const reasonsKept = 3
const codeBase = 1024
/** Rows scored together: what is worked out for them all fits the cache next to the processor. */
const block = 2_048

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
  const pairs = model.pairs.map(({ of, joints, size, points }): ScoredPair => ({
    a: of[0],
    b: of[1],
    offsets: Int32Array.from(joints[0], (joint) => joint * size[1]),
    joint: Uint8Array.from(joints[1]),
    halves: Float64Array.from(points, (value) => value / 2),
  }))
  const binned = lines.map(() => new Uint8Array(block))
  const weights = lines.map(() => new Float64Array(block))
  return {
    columns,
    score: (table) => {
      const scores = noScores(table.rows, model.base)
      for (let from = 0; from < table.rows; from += block) {
        const part = rowsOf(table, from, Math.min(table.rows, from + block))
        model.features.forEach((one, at) => {
          const of = binColumn(columnOf(one, part), bins[at] as Bins, (binned[at] as Uint8Array).subarray(0, part.rows))
          lookUp(of, lines[at] as Float64Array, weights[at] as Float64Array)
        })
        for (const pair of pairs) addPair(pair, binned, weights, part.rows)
        sum(weights, part.rows, scores, from)
      }
      return scores
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

function lookUp(bins: Uint8Array, points: Float64Array, weights: Float64Array): void {
  for (let row = 0; row < bins.length; row++) weights[row] = points[bins[row] as number] as number
}

interface ScoredPair {
  a: number
  b: number
  /** where the row of the grid begins, by bin of the first feature */
  offsets: Int32Array
  joint: Uint8Array
  halves: Float64Array
}

function addPair(
  { a, b, offsets, joint, halves }: ScoredPair,
  binned: readonly Uint8Array[],
  weights: readonly Float64Array[],
  rows: number,
): void {
  const [binsA, binsB] = [binned[a] as Uint8Array, binned[b] as Uint8Array]
  const [weightA, weightB] = [weights[a] as Float64Array, weights[b] as Float64Array]
  for (let row = 0; row < rows; row++) {
    const half = halves[(offsets[binsA[row] as number] as number) + (joint[binsB[row] as number] as number)] as number
    weightA[row] = (weightA[row] as number) + half
    weightB[row] = (weightB[row] as number) + half
  }
}

function noScores(rows: number, base: number): Scores {
  return {
    points: new Float64Array(rows).fill(base),
    reasons: new Int16Array(rows * reasonsKept).fill(-1),
    reasonPoints: new Float64Array(rows * reasonsKept),
  }
}

/** Sums the weights of some rows and keeps the three greatest, from row `from` of the scores. A code orders them: the size first, then the earlier feature. */
function sum(weights: readonly Float64Array[], rows: number, scores: Scores, from: number): void {
  const points = scores.points.subarray(from, from + rows)
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
  ;[first, second, third].forEach((codes, rank) => {
    for (let row = 0; row < rows; row++) {
      const code = codes[row] as number
      if (code === 0) continue
      const feature = codeBase - 1 - (code % codeBase)
      const at = (from + row) * reasonsKept + rank
      scores.reasons[at] = feature
      scores.reasonPoints[at] = (weights[feature] as Float64Array)[row] as number
    }
  })
}

import { fitLine, fitPlane, planeRoom, type LeafRules, type PlaneRoom } from './grid-tree.ts'
import { packSlopes, sideBySide, sumBins, sumRoom, type SumRoom } from './histogram.ts'
import { seededRandom, type Random } from './random.ts'

export interface BoostSettings extends LeafRules {
  rate: number
  /** a tree that gains no more is not grown: noise gains about as much, and the best of very many noises more */
  leastGain: number
  /** leaves of a tree of one feature */
  leaves: number
  /** share of the rows a tree is grown on */
  rowShare: number
  /** a leaf needs no more than this share of the curvature of the rows looked at, however few they are */
  leastShare: number
  /** features looked at in a round */
  lines: number
  /** pairs looked at in a round */
  planes: number
  /** trees grown in a round at most: the best of those looked at */
  trees: number
  /** rounds at most of each of both stages */
  rounds: number
  /** rounds between two looks at the part held back */
  lookEvery: number
  /** rounds without a better look after which a stage ends */
  patience: number
}

/** A shape that is learned: of one feature, or of a pair, whose cells are counted through row by row. */
export interface Term {
  /** bin or cell of every row */
  bins: Uint16Array
  /** how many bins, or how many of the pair's both features */
  size: readonly [number, number]
  /** of a feature: +1/−1 its shape only rises/falls */
  direction: -1 | 0 | 1
}

interface BoostedRows {
  label: Uint8Array
  lines: readonly Term[]
  planes: readonly Term[]
}

export interface Boosted {
  /** log-odds a row starts with */
  base: number
  lines: Float64Array[]
  planes: Float64Array[]
  rounds: number
  /** log-odds of the rows held back, in their order */
  heldScores: Float64Array
  loss: number
}

/** Log-loss of log-odds against 0/1. */
export function logLoss(label: Uint8Array, scores: Float64Array, from: number): number {
  let loss = 0
  for (let row = 0; row < scores.length; row++) {
    const score = label[from + row] === 1 ? -(scores[row] as number) : (scores[row] as number)
    loss += score > 30 ? score : Math.log1p(Math.exp(score))
  }
  return loss / scores.length
}

/**
 * Boosts an additive model of features and pairs on the rows before `train`; the rows from there on are held back and say when to stop.
 * Rows must be in random order.
 */
export function boost(rows: BoostedRows, train: number, settings: BoostSettings, seed: number): Boosted {
  const state = new Booster(rows, train, settings, seededRandom(seed))
  state.stage(settings.lines, 0)
  if (rows.planes.length > 0) state.stage(Math.ceil(settings.lines / 2), settings.planes)
  const { base, shapes, rounds, loss } = state
  const lines = rows.lines.length
  return { base, lines: shapes.slice(0, lines), planes: shapes.slice(lines), rounds, heldScores: state.scores.slice(train), loss }
}

interface Tree {
  term: number
  gain: number
  /** amount by bin or cell */
  amounts: Float64Array
}

class Booster {
  readonly rows: BoostedRows
  readonly terms: readonly Term[]
  readonly train: number
  readonly settings: BoostSettings
  readonly random: Random
  readonly rules: LeafRules
  readonly leastGain: number
  readonly base: number
  readonly scores: Float64Array
  readonly slopes: Float64Array
  readonly room: SumRoom
  readonly plane: PlaneRoom
  /** one for each term looked at in a round */
  readonly trees: Tree[]
  shapes: Float64Array[]
  rounds = 0
  loss: number

  constructor(rows: BoostedRows, train: number, settings: BoostSettings, random: Random) {
    this.rows = rows
    this.terms = [...rows.lines, ...rows.planes]
    this.train = train
    this.settings = settings
    this.random = random
    let positive = 0
    for (let row = 0; row < train; row++) positive += rows.label[row] as number
    this.base = Math.log((positive + 0.5) / (train - positive + 0.5))
    const curvature = (settings.rowShare * positive * (train - positive)) / train
    this.leastGain = settings.leastGain + 2 * Math.log(Math.max(1, rows.lines.length / many))
    this.rules = { ridge: settings.ridge, leastCurvature: Math.min(settings.leastCurvature, curvature * settings.leastShare) }
    this.scores = new Float64Array(rows.label.length).fill(this.base)
    this.slopes = new Float64Array(train)
    const most = Math.max(...this.terms.map(cells))
    this.room = sumRoom(most)
    this.plane = planeRoom(most)
    this.trees = Array.from({ length: settings.lines + settings.planes }, () => ({ term: 0, gain: 0, amounts: new Float64Array(most) }))
    this.shapes = this.terms.map((term) => new Float64Array(cells(term)))
    this.loss = this.heldLoss()
  }

  heldLoss(): number {
    return logLoss(this.rows.label, this.scores.subarray(this.train), this.train)
  }

  stage(lines: number, planes: number): void {
    const { rounds, lookEvery, patience } = this.settings
    let best = this.snapshot()
    for (let round = 1; round <= rounds; round++) {
      this.round(lines, planes)
      if (round % lookEvery > 0) continue
      const loss = this.heldLoss()
      if (loss < best.loss) best = this.snapshot(loss)
      else if (this.rounds - best.rounds >= patience) break
    }
    this.loss = best.loss
    this.rounds = best.rounds
    this.shapes = best.shapes
    this.scores.set(best.scores)
  }

  snapshot(loss = this.loss) {
    return { loss, rounds: this.rounds, shapes: this.shapes.map((shape) => shape.slice()), scores: this.scores.slice() }
  }

  /** Looks at some features and pairs on a part of the rows, and grows the best trees on those. */
  round(lines: number, planes: number): void {
    const { rows, settings, random, train } = this
    this.rounds += 1
    const runs = someRun(train, Math.max(1, Math.floor(train * settings.rowShare)), random)
    for (const [from, to] of runs) packSlopes(rows.label, this.scores, this.slopes, from, to)
    const looked = [
      ...someOf(rows.lines.length, lines, random),
      ...someOf(rows.planes.length, planes, random).map((plane) => rows.lines.length + plane),
    ]
    for (let at = 0; at < looked.length; at += sideBySide) this.look(looked.slice(at, at + sideBySide), at, runs)
    const grown = this.trees
      .slice(0, looked.length)
      .filter(({ gain }) => gain > this.leastGain)
      .toSorted((one, other) => other.gain - one.gain || one.term - other.term)
      .slice(0, settings.trees)
    for (const tree of grown) this.add(tree)
  }

  /** Fits a tree to each of up to four terms. */
  look(terms: readonly number[], place: number, runs: readonly (readonly [number, number])[]): void {
    const bins = (at: number) => (this.terms[terms[at] ?? terms[0] ?? 0] as Term).bins
    sumBins([bins(0), bins(1), bins(2), bins(3)], this.slopes, runs, this.room)
    terms.forEach((number, at) => {
      const { size, direction } = this.terms[number] as Term
      const sums = this.room.sums[at] as Float64Array
      const tree = this.trees[place + at] as Tree
      tree.term = number
      tree.gain =
        number < this.rows.lines.length
          ? fitLine(sums, size[0], this.settings.leaves, this.rules, direction, tree.amounts)
          : fitPlane(sums, size[0], size[1], this.rules, this.plane, tree.amounts)
    })
  }

  add({ term, amounts }: Tree): void {
    const { bins } = this.terms[term] as Term
    const shape = this.shapes[term] as Float64Array
    const { scores } = this
    for (let bin = 0; bin < shape.length; bin++) {
      const amount = (amounts[bin] as number) * this.settings.rate
      amounts[bin] = amount
      shape[bin] = (shape[bin] as number) + amount
    }
    for (let row = 0; row < scores.length; row++) scores[row] = (scores[row] as number) + (amounts[bins[row] as number] as number)
  }
}

/** Columns of an ordinary table. */
const many = 40

const cells = ({ size }: Term): number => size[0] * size[1]

/** `count` neighbouring rows of `all` from a random one on, at the end going on with the first. */
function someRun(all: number, count: number, random: Random): [number, number][] {
  const start = count < all ? random.below(all) : 0
  const end = Math.min(all, start + count)
  const left = count - (end - start)
  return left > 0
    ? [
        [start, end],
        [0, left],
      ]
    : [[start, end]]
}

/** `count` different numbers below `all`, all of them when there are not more. */
function someOf(all: number, count: number, random: Random): number[] {
  const numbers = Array.from({ length: all }, (_, number) => number)
  if (count >= all) return numbers
  for (let at = 0; at < count; at++) {
    const other = at + random.below(all - at)
    const kept = numbers[at] ?? 0
    numbers[at] = numbers[other] ?? 0
    numbers[other] = kept
  }
  return numbers.slice(0, count)
}

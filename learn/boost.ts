import { fitLine, fitPlane, planeRoom, type LeafRules } from './grid-tree.ts'
import { seededRandom, type Random } from './random.ts'

export interface BoostSettings extends LeafRules {
  rate: number
  /** a tree that gains no more is not grown: noise gains about as much */
  leastGain: number
  /** leaves of a tree of one feature */
  leaves: number
  /** share of the rows a tree is grown on */
  rowShare: number
  /** features looked at for a tree */
  lines: number
  /** pairs looked at for a tree */
  planes: number
  /** rounds at most of each of both stages */
  rounds: number
  /** rounds between two looks at the part held back */
  lookEvery: number
  /** rounds without a better look after which a stage ends */
  patience: number
}

/** Rows with bins as bytes: `fine[f]` of feature f's own shape, `coarse[f]` of its pairs. */
export interface BinnedRows {
  label: Uint8Array
  fine: readonly Uint8Array[]
  fineSizes: readonly number[]
  coarse: readonly Uint8Array[]
  coarseSizes: readonly number[]
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
 * Rows must be in random order. `directions[f]` +1/−1: feature f's shape only rises/falls.
 */
export function boost(
  rows: BinnedRows,
  train: number,
  pairs: readonly (readonly [number, number])[],
  directions: readonly (-1 | 0 | 1)[],
  settings: BoostSettings,
  seed: number,
): Boosted {
  const random = seededRandom(seed)
  const state = new Booster(rows, train, pairs, directions, settings, random)
  state.stage(0)
  if (pairs.length > 0) state.stage(settings.planes)
  return state.result()
}

class Booster {
  readonly rows: BinnedRows
  readonly train: number
  readonly pairs: readonly (readonly [number, number])[]
  readonly directions: readonly (-1 | 0 | 1)[]
  readonly settings: BoostSettings
  readonly random: Random
  readonly base: number
  readonly scores: Float64Array
  readonly gradient: Float64Array
  readonly curvature: Float64Array
  readonly sums: Float64Array
  readonly room: ReturnType<typeof planeRoom>
  readonly trial: Float64Array
  readonly chosen: Float64Array
  lines: Float64Array[]
  planes: Float64Array[]
  rounds = 0
  loss: number

  constructor(
    rows: BinnedRows,
    train: number,
    pairs: readonly (readonly [number, number])[],
    directions: readonly (-1 | 0 | 1)[],
    settings: BoostSettings,
    random: Random,
  ) {
    this.rows = rows
    this.train = train
    this.pairs = pairs
    this.directions = directions
    this.settings = settings
    this.random = random
    const all = rows.label.length
    let positive = 0
    for (let row = 0; row < train; row++) positive += rows.label[row] as number
    this.base = Math.log((positive + 0.5) / (train - positive + 0.5))
    this.scores = new Float64Array(all).fill(this.base)
    this.gradient = new Float64Array(train)
    this.curvature = new Float64Array(train)
    const cells = Math.max(256, ...pairs.map(([a, b]) => this.cells(a, b)))
    this.sums = new Float64Array(2 * cells)
    this.room = planeRoom(cells)
    this.trial = new Float64Array(cells)
    this.chosen = new Float64Array(cells)
    this.lines = rows.fineSizes.map((size) => new Float64Array(size))
    this.planes = pairs.map(([a, b]) => new Float64Array(this.cells(a, b)))
    this.loss = this.heldLoss()
  }

  cells(a: number, b: number): number {
    return (this.rows.coarseSizes[a] ?? 0) * (this.rows.coarseSizes[b] ?? 0)
  }

  heldLoss(): number {
    return logLoss(this.rows.label, this.scores.subarray(this.train), this.train)
  }

  stage(planesLooked: number): void {
    const { rounds, lookEvery, patience } = this.settings
    let best = this.snapshot()
    for (let round = 1; round <= rounds; round++) {
      this.round(planesLooked)
      if (round % lookEvery > 0) continue
      const loss = this.heldLoss()
      if (loss < best.loss) best = this.snapshot(loss)
      else if (this.rounds - best.rounds >= patience) break
    }
    this.restore(best)
  }

  snapshot(loss = this.loss) {
    return {
      loss,
      rounds: this.rounds,
      lines: this.lines.map((line) => line.slice()),
      planes: this.planes.map((plane) => plane.slice()),
      scores: this.scores.slice(),
    }
  }

  restore(kept: ReturnType<Booster['snapshot']>): void {
    this.loss = kept.loss
    this.rounds = kept.rounds
    this.lines = kept.lines
    this.planes = kept.planes
    this.scores.set(kept.scores)
  }

  round(planesLooked: number): void {
    const { rows, settings, random, train } = this
    this.rounds += 1
    const count = Math.max(1, Math.floor(train * settings.rowShare))
    const start = count < train ? random.below(train) : 0
    const end = Math.min(train, start + count)
    const wrapped = count - (end - start)
    slopes(rows.label, this.scores, this.gradient, this.curvature, start, end)
    if (wrapped > 0) slopes(rows.label, this.scores, this.gradient, this.curvature, 0, wrapped)
    let bestGain = settings.leastGain
    let bestLine = -1
    let bestPlane = -1
    for (const feature of someOf(rows.fine.length, planesLooked > 0 ? Math.ceil(settings.lines / 2) : settings.lines, random)) {
      const bins = rows.fine[feature] as Uint8Array
      const size = rows.fineSizes[feature] ?? 0
      this.sums.fill(0, 0, 2 * size)
      sumLine(bins, this.gradient, this.curvature, start, end, this.sums)
      if (wrapped > 0) sumLine(bins, this.gradient, this.curvature, 0, wrapped, this.sums)
      const gain = fitLine(this.sums, size, settings.leaves, settings, this.directions[feature] ?? 0, this.trial)
      if (gain <= bestGain) continue
      bestGain = gain
      bestLine = feature
      this.chosen.set(this.trial.subarray(0, size))
    }
    for (const pair of someOf(this.pairs.length, planesLooked, random)) {
      const [a, b] = this.pairs[pair] ?? [0, 0]
      const [sizeA, sizeB] = [rows.coarseSizes[a] ?? 0, rows.coarseSizes[b] ?? 0]
      this.sums.fill(0, 0, 2 * sizeA * sizeB)
      const [binsA, binsB] = [rows.coarse[a] as Uint8Array, rows.coarse[b] as Uint8Array]
      sumPlane(binsA, binsB, sizeB, this.gradient, this.curvature, start, end, this.sums)
      if (wrapped > 0) sumPlane(binsA, binsB, sizeB, this.gradient, this.curvature, 0, wrapped, this.sums)
      const gain = fitPlane(this.sums, sizeA, sizeB, settings, this.room, this.trial)
      if (gain <= bestGain) continue
      bestGain = gain
      bestPlane = pair
      this.chosen.set(this.trial.subarray(0, sizeA * sizeB))
    }
    if (bestPlane >= 0) this.addPlane(bestPlane)
    else if (bestLine >= 0) this.addLine(bestLine)
  }

  addLine(feature: number): void {
    const line = this.lines[feature] as Float64Array
    const bins = this.rows.fine[feature] as Uint8Array
    const { chosen, scores } = this
    for (let bin = 0; bin < line.length; bin++) {
      const amount = (chosen[bin] as number) * this.settings.rate
      chosen[bin] = amount
      line[bin] = (line[bin] as number) + amount
    }
    for (let row = 0; row < scores.length; row++) scores[row] = (scores[row] as number) + (chosen[bins[row] as number] as number)
  }

  addPlane(pair: number): void {
    const plane = this.planes[pair] as Float64Array
    const [a, b] = this.pairs[pair] ?? [0, 0]
    const size = this.rows.coarseSizes[b] ?? 0
    const [binsA, binsB] = [this.rows.coarse[a] as Uint8Array, this.rows.coarse[b] as Uint8Array]
    const { chosen, scores } = this
    for (let cell = 0; cell < plane.length; cell++) {
      const amount = (chosen[cell] as number) * this.settings.rate
      chosen[cell] = amount
      plane[cell] = (plane[cell] as number) + amount
    }
    for (let row = 0; row < scores.length; row++) {
      scores[row] = (scores[row] as number) + (chosen[(binsA[row] as number) * size + (binsB[row] as number)] as number)
    }
  }

  result(): Boosted {
    const heldScores = this.scores.slice(this.train)
    return { base: this.base, lines: this.lines, planes: this.planes, rounds: this.rounds, heldScores, loss: this.loss }
  }
}

/** Gradient and curvature of the log-loss by row. */
export function slopes(
  label: Uint8Array,
  scores: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const chance = 1 / (1 + Math.exp(-(scores[row] as number)))
    gradient[row] = chance - (label[row] as number)
    curvature[row] = chance * (1 - chance)
  }
}

/** Adds gradient and curvature of the rows to their feature's bins. */
export function sumLine(
  bins: Uint8Array,
  gradient: Float64Array,
  curvature: Float64Array,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  for (let row = from; row < to; row++) {
    const at = (bins[row] as number) * 2
    sums[at] = (sums[at] as number) + (gradient[row] as number)
    sums[at + 1] = (sums[at + 1] as number) + (curvature[row] as number)
  }
}

/** Adds gradient and curvature of the rows to the cells of two features. */
export function sumPlane(
  binsA: Uint8Array,
  binsB: Uint8Array,
  sizeB: number,
  gradient: Float64Array,
  curvature: Float64Array,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  for (let row = from; row < to; row++) {
    const at = ((binsA[row] as number) * sizeB + (binsB[row] as number)) * 2
    sums[at] = (sums[at] as number) + (gradient[row] as number)
    sums[at + 1] = (sums[at + 1] as number) + (curvature[row] as number)
  }
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

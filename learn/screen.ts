import { binColumn, joinBins, placeBins, type Bins } from './binning.ts'
import { slopes, sumLine, sumPlane } from './boost.ts'
import { fitLine, fitPlane, planeRoom, type LeafRules } from './grid-tree.ts'
import { seededRandom, shuffledIndex } from './random.ts'
import { shareColumn } from './share.ts'
import { takeRows, type Column, type NumberColumn, type Table } from './table.ts'

export interface ScreenSettings extends LeafRules {
  /** rows looked at */
  rows: number
  /** shares of two columns taken in at most */
  shares: number
  /** pairs taken in at most */
  pairs: number
  /** bins of a feature while screening */
  bins: number
  /** rounds before shares are looked at, and in all */
  warmUp: number
  rounds: number
  rate: number
  /** a candidate must gain this many times what noise gains */
  overNoise: number
}

interface Term {
  bins: Uint8Array
  size: number
  /** of a share: the two columns, by number */
  of?: readonly [number, number]
  taken: boolean
}

/**
 * Looks on a sample for what an additive model of the columns alone would miss: first shares of two amounts that tell more than any column
 * does, then pairs of features whose joint effect is left over. A candidate competes with all columns for the next small tree.
 */
export class Screening {
  readonly table: Table
  readonly label: Uint8Array
  readonly settings: ScreenSettings
  readonly terms: Term[]
  readonly scores: Float64Array
  readonly gradient: Float64Array
  readonly curvature: Float64Array
  readonly free: readonly boolean[]

  /** `free[c]` false: column c enters neither shares nor pairs. */
  constructor(table: Table, label: Uint8Array, free: readonly boolean[], settings: ScreenSettings, seed: number) {
    const index = shuffledIndex(table.rows, seededRandom(seed)).subarray(0, settings.rows)
    this.table = takeRows(table, index)
    this.label = Uint8Array.from(index, (row) => label[row] ?? 0)
    this.settings = settings
    this.free = free
    const rows = index.length
    const positive = this.label.reduce((sum, one) => sum + one, 0)
    this.scores = new Float64Array(rows).fill(Math.log((positive + 0.5) / (rows - positive + 0.5)))
    this.gradient = new Float64Array(rows)
    this.curvature = new Float64Array(rows)
    this.terms = this.table.columns.map((column) => ({ ...this.binned(column), taken: true }))
  }

  binned(column: Column): { bins: Uint8Array; size: number } {
    const placed: Bins = placeBins(column, this.label, this.settings.bins - 2)
    const fine = binColumn(column, placed, new Uint8Array(this.label.length))
    const counts = new Float64Array(placed.kind === 'number' ? placed.cuts.length + 2 : placed.levels.length + 2)
    for (const bin of fine) counts[bin] = (counts[bin] ?? 0) + 1
    const joint = joinBins(counts, this.settings.bins)
    return { bins: fine.map((bin) => joint[bin] ?? 0), size: Math.max(...joint) + 1 }
  }

  /** The shares worth taking in, as pairs of column numbers. Call before `pairs`. */
  shares(): [number, number][] {
    const { warmUp, rounds, shares } = this.settings
    for (let round = 0; round < warmUp; round++) this.round(this.terms)
    if (shares > 0) this.addCandidates()
    for (let round = warmUp; round < rounds; round++) {
      const taken = this.terms.filter(({ taken, of }) => taken && of).length
      this.round(taken < shares ? this.terms : this.terms.filter(({ taken }) => taken))
    }
    return this.terms.flatMap(({ taken, of }) => (taken && of ? [[of[0], of[1]] as [number, number]] : []))
  }

  addCandidates(): void {
    this.slopes()
    const candidates: { term: Term; gain: number }[] = []
    const { columns } = this.table
    const amounts = columns.flatMap((column, at) =>
      column.kind === 'number' && !column.isTime && this.free[at] && hasMany(column) ? [at] : [],
    )
    const into = new Float64Array(256)
    for (const a of amounts) {
      for (const b of amounts) {
        if (b <= a) continue
        const share = shareColumn('', columns[a] as NumberColumn, columns[b] as NumberColumn)
        const term: Term = { ...this.binned(share), of: [a, b], taken: false }
        candidates.push({ term, gain: this.gain(term, into) })
      }
    }
    candidates.sort((one, other) => other.gain - one.gain)
    this.terms.push(...candidates.slice(0, 4 * this.settings.shares).map(({ term }) => term))
  }

  slopes(): void {
    slopes(this.label, this.scores, this.gradient, this.curvature, 0, this.label.length)
  }

  gain(term: Term, into: Float64Array): number {
    const sums = new Float64Array(2 * term.size)
    sumLine(term.bins, this.gradient, this.curvature, 0, term.bins.length, sums)
    return fitLine(sums, term.size, 4, this.settings, 0, into)
  }

  round(terms: readonly Term[]): void {
    this.slopes()
    let best: Term | undefined
    let bestGain = 0
    const trial = new Float64Array(256)
    const chosen = new Float64Array(256)
    for (const term of terms) {
      const gain = this.gain(term, trial)
      if (gain <= bestGain || (!term.taken && gain < this.settings.overNoise * noiseGain)) continue
      bestGain = gain
      best = term
      chosen.set(trial)
    }
    if (!best) return
    best.taken = true
    const { bins } = best
    for (let row = 0; row < bins.length; row++) {
      this.scores[row] = (this.scores[row] as number) + this.settings.rate * (chosen[bins[row] as number] as number)
    }
  }

  /** The pairs of features (columns first, then the shares taken in) whose joint effect is left over, strongest first. */
  pairs(): [number, number][] {
    this.slopes()
    const features = this.terms.filter(({ taken }) => taken)
    const free = (at: number) => features[at]?.of !== undefined || this.free[at] === true
    const found: { pair: [number, number]; gain: number }[] = []
    const room = planeRoom(this.settings.bins ** 2)
    const into = new Float64Array(this.settings.bins ** 2)
    features.forEach((one, a) => {
      features.forEach((other, b) => {
        if (b <= a || !free(a) || !free(b) || one.size < 2 || other.size < 2) return
        const sums = new Float64Array(2 * one.size * other.size)
        sumPlane(one.bins, other.bins, other.size, this.gradient, this.curvature, 0, one.bins.length, sums)
        found.push({ pair: [a, b], gain: fitPlane(sums, one.size, other.size, this.settings, room, into) })
      })
    })
    return found
      .filter(({ gain }) => gain > this.settings.overNoise * noiseGain)
      .toSorted((one, other) => other.gain - one.gain)
      .slice(0, this.settings.pairs)
      .map(({ pair }) => pair)
  }
}

/** What four leaves gain on noise: about this much, whatever the number of rows, as the best of many cuts is taken. */
const noiseGain = 8

const hasMany = (column: NumberColumn): boolean => {
  const seen = new Set<number>()
  for (const value of column.values) {
    if (!Number.isNaN(value)) seen.add(value)
    if (seen.size > 8) return true
  }
  return false
}

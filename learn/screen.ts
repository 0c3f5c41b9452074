import { binColumn, joinBins, placeBins, type Bins } from './binning.ts'
import { fitLine, fitPlane, planeRoom, type LeafRules } from './grid-tree.ts'
import { packSlopes, sideBySide, sumBins, sumRoom } from './histogram.ts'
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
  /** columns that shares and pairs are looked for among: of a wide table those that tell most alone */
  looked: number
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
  bins: Uint16Array
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
  readonly packed: Float64Array
  /** columns that may enter shares and pairs */
  readonly telling: ReadonlySet<number>

  /** `free[c]` false: column c enters neither shares nor pairs. */
  constructor(table: Table, label: Uint8Array, free: readonly boolean[], settings: ScreenSettings, seed: number) {
    const index = shuffledIndex(table.rows, seededRandom(seed)).subarray(0, settings.rows)
    this.table = takeRows(table, index)
    this.label = Uint8Array.from(index, (row) => label[row] ?? 0)
    this.settings = settings
    const rows = index.length
    const positive = this.label.reduce((sum, one) => sum + one, 0)
    this.scores = new Float64Array(rows).fill(Math.log((positive + 0.5) / (rows - positive + 0.5)))
    this.packed = new Float64Array(rows)
    this.terms = this.table.columns.map((column) => ({ ...this.binned(column), taken: true }))
    this.slopes()
    const gains = this.lineGains(this.terms).map(({ gain }, at) => ({ at, gain }))
    const strongest = gains.filter(({ at }) => free[at]).toSorted((one, other) => other.gain - one.gain)
    this.telling = new Set(strongest.slice(0, settings.looked).map(({ at }) => at))
  }

  binned(column: Column): { bins: Uint16Array; size: number } {
    const placed: Bins = placeBins(column, this.label, this.settings.bins - 2)
    const fine = binColumn(column, placed, new Uint8Array(this.label.length))
    const counts = new Float64Array(placed.kind === 'number' ? placed.cuts.length + 2 : placed.levels.length + 2)
    for (const bin of fine) counts[bin] = (counts[bin] ?? 0) + 1
    const joint = joinBins(counts, this.settings.bins)
    return { bins: Uint16Array.from(fine, (bin) => joint[bin] ?? 0), size: Math.max(...joint) + 1 }
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
    const { columns } = this.table
    const amounts = columns.flatMap((column, at) =>
      column.kind === 'number' && !column.isTime && this.telling.has(at) && hasMany(column) ? [at] : [],
    )
    const terms = pairsOf(amounts).map(([a, b]): Term => {
      const share = shareColumn('', columns[a] as NumberColumn, columns[b] as NumberColumn)
      return { ...this.binned(share), of: [a, b], taken: false }
    })
    const gains = this.lineGains(terms)
    const candidates = terms.map((term, at) => ({ term, gain: gains[at]?.gain ?? 0 }))
    candidates.sort((one, other) => other.gain - one.gain)
    this.terms.push(...candidates.slice(0, 4 * this.settings.shares).map(({ term }) => term))
  }

  cellsOf(one: Term, other: Term): Uint16Array {
    const cells = new Uint16Array(one.bins.length)
    for (let row = 0; row < cells.length; row++) cells[row] = (one.bins[row] as number) * other.size + (other.bins[row] as number)
    return cells
  }

  slopes(): void {
    packSlopes(this.label, this.scores, this.packed, 0, this.label.length)
  }

  /** What a small tree of each term gains, and its amounts. */
  lineGains(terms: readonly Term[]): { gain: number; amounts: Float64Array }[] {
    return this.summed(terms, Math.max(1, ...terms.map(({ size }) => size)), ({ size }, sums) => {
      const amounts = new Float64Array(size)
      return { gain: fitLine(sums, size, 4, this.settings, 0, amounts), amounts }
    })
  }

  /** Sums of the slopes by bin, four terms at a time. */
  summed<Of extends { bins: Uint16Array }, To>(terms: readonly Of[], mostBins: number, work: (term: Of, sums: Float64Array) => To): To[] {
    const room = sumRoom(mostBins)
    const found: To[] = []
    for (let at = 0; at < terms.length; at += sideBySide) {
      const some = terms.slice(at, at + sideBySide)
      const bins = (of: number) => (some[of] ?? some[0])?.bins ?? nothing
      sumBins([bins(0), bins(1), bins(2), bins(3)], this.packed, [[0, this.label.length]], room)
      found.push(...some.map((term, of) => work(term, room.sums[of] as Float64Array)))
    }
    return found
  }

  round(terms: readonly Term[]): void {
    this.slopes()
    let best: Term | undefined
    let bestGain = 0
    let chosen: Float64Array | undefined
    this.lineGains(terms).forEach(({ gain, amounts }, at) => {
      const term = terms[at] as Term
      if (gain <= bestGain || (!term.taken && gain < this.settings.overNoise * noiseGain)) return
      bestGain = gain
      best = term
      chosen = amounts
    })
    if (!best || !chosen) return
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
    const free = (at: number) => features[at]?.of !== undefined || this.telling.has(at)
    const cells = this.settings.bins ** 2
    const room = planeRoom(cells)
    const into = new Float64Array(cells)
    const wanted = pairsOf(features.flatMap(({ size }, at) => (free(at) && size > 1 ? [at] : []))).map((pair) => ({
      pair,
      bins: this.cellsOf(features[pair[0]] as Term, features[pair[1]] as Term),
    }))
    const found = this.summed(wanted, cells, ({ pair }, sums) => {
      const [a, b] = pair.map((at) => (features[at] as Term).size) as [number, number]
      return { pair, gain: fitPlane(sums, a, b, this.settings, room, into) }
    })
    return found
      .filter(({ gain }) => gain > this.settings.overNoise * noiseGain)
      .toSorted((one, other) => other.gain - one.gain)
      .slice(0, this.settings.pairs)
      .map(({ pair }) => pair)
  }
}

const nothing = new Uint16Array(0)

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

/** Every two of the numbers, the smaller first. */
const pairsOf = (numbers: readonly number[]): [number, number][] =>
  numbers.flatMap((one, at) => numbers.slice(at + 1).map((other): [number, number] => [one, other]))

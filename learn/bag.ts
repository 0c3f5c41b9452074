import { boost, type Boosted, type BoostSettings } from './boost.ts'
import { seededRandom, shuffledIndex } from './random.ts'
import { gather } from './table.ts'

/** What every bag works on. The byte arrays lie in shared memory, so that workers need no copies. */
export interface BagInput {
  label: Uint8Array
  fine: readonly Uint8Array[]
  fineSizes: readonly number[]
  /** joint bins of a feature's fine bins, for pairs */
  joints: readonly Uint8Array[]
  coarseSizes: readonly number[]
  pairs: readonly (readonly [number, number])[]
  directions: readonly (-1 | 0 | 1)[]
  /** how many parts the rows are dealt into; bag k holds part k back */
  parts: number
  seed: number
  settings: BoostSettings
}

export interface Bag extends Boosted {
  /** the rows held back, in the order of `heldScores` */
  heldRows: Uint32Array
}

/** Boosts one bag: every bag deals the rows alike and holds another part of them back, so no row is held back twice. */
export function fitBag(input: BagInput, bag: number): Bag {
  const rows = input.label.length
  const dealt = shuffledIndex(rows, seededRandom(input.seed))
  const part = bag % input.parts
  const [from, to] = [Math.floor((part * rows) / input.parts), Math.floor(((part + 1) * rows) / input.parts)]
  const held = dealt.slice(from, to)
  const trained = new Uint32Array(rows - held.length)
  trained.set(dealt.subarray(0, from))
  trained.set(dealt.subarray(to), from)
  const mixed = shuffledIndex(trained.length, seededRandom(input.seed + 7919 * (bag + 1)))
  const order = new Uint32Array(rows)
  for (let at = 0; at < mixed.length; at++) order[at] = trained[mixed[at] as number] as number
  order.set(held, trained.length)
  const inPairs = new Set(input.pairs.flat())
  const fine = input.fine.map((bins) => gather(new Uint8Array(rows), bins, order))
  const coarse = fine.map((bins, feature) => {
    const joint = input.joints[feature] as Uint8Array
    return inPairs.has(feature) ? bins.map((bin) => joint[bin] as number) : bins
  })
  const label = gather(new Uint8Array(rows), input.label, order)
  const binned = { label, fine, fineSizes: input.fineSizes, coarse, coarseSizes: input.coarseSizes }
  const boosted = boost(binned, trained.length, input.pairs, input.directions, input.settings, input.seed + 104_729 * (bag + 1))
  return { ...boosted, heldRows: held }
}

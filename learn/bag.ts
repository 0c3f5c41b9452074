import { boost, type Boosted, type BoostSettings, type Term } from './boost.ts'
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
  const lines = input.fine.map((bins, feature): Term => {
    const gathered = new Uint16Array(rows)
    for (let row = 0; row < rows; row++) gathered[row] = bins[order[row] as number] as number
    return { bins: gathered, size: [input.fineSizes[feature] ?? 0, 1], direction: input.directions[feature] ?? 0 }
  })
  const planes = input.pairs.map(([a, b]): Term => {
    const [jointA, jointB] = [input.joints[a] as Uint8Array, input.joints[b] as Uint8Array]
    const [binsA, binsB] = [lines[a]?.bins as Uint16Array, lines[b]?.bins as Uint16Array]
    const [sizeA, sizeB] = [input.coarseSizes[a] ?? 0, input.coarseSizes[b] ?? 0]
    const rowOf = Uint16Array.from(jointA, (joint) => joint * sizeB)
    const cells = new Uint16Array(rows)
    for (let row = 0; row < rows; row++) cells[row] = (rowOf[binsA[row] as number] as number) + (jointB[binsB[row] as number] as number)
    return { bins: cells, size: [sizeA, sizeB], direction: 0 }
  })
  const label = gather(new Uint8Array(rows), input.label, order)
  const boosted = boost({ label, lines, planes }, trained.length, input.settings, input.seed + 104_729 * (bag + 1))
  return { ...boosted, heldRows: held }
}

import { hash } from 'node:crypto'

export const arms = ['offered', 'held_out'] as const
export type Arm = (typeof arms)[number]

/** Somebody to be drawn; `stratum` is the tier. */
export interface Drawable {
  customerId: bigint
  stratum: string
}
export interface Drawn {
  customerId: bigint
  /** tiers that were drawn together, as one word */
  stratum: string
  arm: Arm
  /** from 0; of whoever is held out the wave over whose days they are measured */
  wave: number
}

/** How a lot is drawn: a seed nobody chose, the share that is held out, how many are offered a wave, and the tiers from the lowest up. */
export interface Lot {
  seed: string
  holdoutBp: number
  waveSize: number
  order: readonly string[]
}

const whole = 10_000
/** a stratum for itself holds out at least so many, else it is drawn with its neighbour */
const leastHeldOut = 2

/**
 * Draws who is offered a wake-up, in which wave, and who is held out (M45, M91): within each tier by a keyed hash of the customer's number, so that the
 * same seed gives the same arms whoever draws, in whatever order the customers come. Every tier is held out at the same share, and every wave has the
 * mixture of tiers of the whole, those held out as well: arms of a wave are measured over the same days.
 */
export function drawLot(customers: readonly Drawable[], lot: Lot): Drawn[] {
  const strata = poolStrata(customers, lot.order, (size) => Math.round((size * lot.holdoutBp) / whole) >= leastHeldOut)
  const offered: Placed[] = []
  const heldOut: Placed[] = []
  for (const [stratum, members] of strata) {
    const sorted = members
      .map(({ customerId }) => ({ customerId, key: keyOf(lot.seed, customerId) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
    const held = Math.round((sorted.length * lot.holdoutBp) / whole)
    spread(sorted.slice(0, held), stratum, heldOut)
    spread(sorted.slice(held), stratum, offered)
  }
  const turns = offered.sort(byPlace)
  const waveAt = (index: number) => Math.floor(index / lot.waveSize)
  return [
    ...turns.map(({ customerId, stratum }, index): Drawn => ({ customerId, stratum, arm: 'offered', wave: waveAt(index) })),
    ...heldOut.sort(byPlace).map(({ customerId, stratum }, index): Drawn => ({
      customerId,
      stratum,
      arm: 'held_out',
      wave: waveAt(Math.floor((index * turns.length) / heldOut.length)),
    })),
  ]
}

interface Placed {
  customerId: bigint
  stratum: string
  /** 0–1: where in the order of its stratum */
  place: number
  key: string
}

function spread(sorted: readonly { customerId: bigint; key: string }[], stratum: string, into: Placed[]): void {
  for (const [index, { customerId, key }] of sorted.entries()) into.push({ customerId, stratum, place: (index + 0.5) / sorted.length, key })
}

const byPlace = (a: Placed, b: Placed): number => a.place - b.place || (a.key < b.key ? -1 : 1)

const keyOf = (seed: string, customerId: bigint): string => hash('sha256', `${seed} ${customerId}`)

/**
 * Things by stratum; from the highest down, strata that are not enough for themselves go together with the next lower one, and what is left at the
 * bottom with the one above. Strata that are not in `order` are lowest of all. A joint stratum is named by its parts with `+`.
 */
export function poolStrata<T extends { stratum: string }>(
  things: readonly T[],
  order: readonly string[],
  isEnough: (size: number, members: readonly T[]) => boolean,
): Map<string, T[]> {
  const groups = Map.groupBy(things, ({ stratum }) => stratum)
  const strange = [...groups.keys()].filter((stratum) => !order.includes(stratum)).sort()
  const pooled: { names: string[]; members: T[] }[] = []
  let open: { names: string[]; members: T[] } | undefined
  for (const stratum of [...strange, ...order].toReversed()) {
    const members = groups.get(stratum)
    if (!members) continue
    open = { names: [stratum, ...(open?.names ?? [])], members: [...(open?.members ?? []), ...members] }
    if (!isEnough(open.members.length, open.members)) continue
    pooled.push(open)
    open = undefined
  }
  const last = pooled.at(-1)
  if (open && last) {
    last.names.unshift(...open.names)
    last.members.push(...open.members)
  } else if (open) pooled.push(open)
  return new Map(pooled.map(({ names, members }) => [names.join('+'), members]))
}

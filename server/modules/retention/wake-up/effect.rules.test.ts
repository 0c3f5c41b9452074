import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { drawLot, type Drawable, type Drawn } from './assign.rules.ts'
import { estimateEffect, smallestTold, type Effect, type Measured } from './effect.rules.ts'
import { normalQuantile, studentQuantile, wilson } from './interval.rules.ts'

const order = ['long_tail', 'potential', 'mid_to_high', 'wealth']
const asked = { order, confidenceBp: 9500, leastEach: 10 }
const seedOf = (n: number) => createHash('sha256').update(`seed ${n}`).digest('hex')

/** Uniform numbers of a seed (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
const gauss = (draw: () => number) => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())

/** A dormant book as banks have it: nearly all long tail, a few with real money; who has more comes back more often. */
const tiers = [
  { tier: 'long_tail', customers: 640, woken: 0.08, aumFen: 400_000 },
  { tier: 'potential', customers: 130, woken: 0.14, aumFen: 9_000_000 },
  { tier: 'mid_to_high', customers: 27, woken: 0.2, aumFen: 45_000_000 },
  { tier: 'wealth', customers: 3, woken: 0.3, aumFen: 200_000_000 },
]
const book: Drawable[] = tiers.flatMap(({ tier, customers }, at) =>
  Array.from({ length: customers }, (_, n) => ({ customerId: BigInt(at * 10_000 + n), stratum: tier })),
)

interface Planted {
  /** more of a hundred who come back, as a share */
  woken: number
  /** more AUM, as a share of the tier's usual AUM, kept by whoever is offered */
  kept: number
}
const keptTruth = ({ kept }: Planted) =>
  tiers.reduce((sum, { customers, aumFen }) => sum + customers * aumFen * kept, 0) /
  tiers.reduce((sum, { customers }) => sum + customers, 0)

const seeds = Array.from({ length: 200 }, (_, at) => at + 1)
const lots = new Map(seeds.map((seed) => [seed, drawLot(book, { seed: seedOf(seed), holdoutBp: 2500, waveSize: 120, order })]))

function simulate(seed: number, planted: Planted): Effect | undefined {
  const draw = uniform(seed * 7919 + 13)
  return estimateEffect(
    (lots.get(seed) ?? []).map((drawn) => live(drawn, draw, planted)),
    asked,
  )
}

function live({ customerId, stratum, arm }: Drawn, draw: () => number, planted: Planted): Measured {
  const tier = tiers[Number(customerId / 10_000n)] ?? tiers[0]!
  const offered = arm === 'offered' ? 1 : 0
  const spread = Math.exp(0.8 * gauss(draw)) - Math.exp(0.32)
  return {
    stratum,
    arm,
    woken: draw() < tier.woken + offered * planted.woken,
    changeFen: Math.round(tier.aumFen * (0.3 * spread + offered * planted.kept)),
  }
}

const within = ({ low, high }: { low: number; high: number }, truth: number) => low <= truth && truth <= high
const share = (yes: number) => yes / seeds.length

describe('the effect of a programme', () => {
  it.each<[string, Planted]>([
    ['a clear effect', { woken: 0.12, kept: 0.1 }],
    ['a slight effect', { woken: 0.03, kept: 0.02 }],
    ['no effect', { woken: 0, kept: 0 }],
    ['harm', { woken: -0.05, kept: -0.08 }],
  ])('planted in simulated banks is covered in 95 of 100 seeds: %s', (_name, planted) => {
    const effects = seeds.flatMap((seed) => simulate(seed, planted) ?? [])
    expect(effects).toHaveLength(seeds.length)
    // 95 % of 200 seeds, three standard deviations of such a count (4.6 %) to either side
    for (const covered of [
      share(effects.filter(({ woken }) => within(woken, planted.woken)).length),
      share(effects.filter(({ kept }) => within(kept, keptTruth(planted))).length),
    ]) {
      expect(covered).toBeGreaterThan(0.95 - 0.046)
      expect(covered).toBeLessThanOrEqual(0.95 + 0.046)
    }
  })

  it('is said to be something only where it is: nothing planted is told apart from nothing in 5 of 100 seeds, much planted nearly always', () => {
    const told = (planted: Planted) => share(seeds.filter((seed) => simulate(seed, planted)?.woken.verdict === 'more').length)
    expect(told({ woken: 0, kept: 0 })).toBeLessThan(0.07)
    expect(told({ woken: 0.12, kept: 0.1 })).toBeGreaterThan(0.95)
  })

  it('is right on average: half of the estimates lie above the truth', () => {
    const planted = { woken: 0.06, kept: 0.05 }
    const mean = seeds.reduce((sum, seed) => sum + (simulate(seed, planted)?.woken.value ?? 0), 0) / seeds.length
    expect(Math.abs(mean - planted.woken)).toBeLessThan(0.005)
  })

  it('would be missed by who leaves the tiers out of the draw: weights put unequal arms right', () => {
    const unequal: Measured[] = [
      ...Array.from({ length: 90 }, (_, n) => ({ stratum: 'wealth', arm: 'offered' as const, woken: n < 45, changeFen: 0 })),
      ...Array.from({ length: 10 }, (_, n) => ({ stratum: 'wealth', arm: 'held_out' as const, woken: n < 5, changeFen: 0 })),
      ...Array.from({ length: 10 }, (_, n) => ({ stratum: 'long_tail', arm: 'offered' as const, woken: n < 1, changeFen: 0 })),
      ...Array.from({ length: 90 }, (_, n) => ({ stratum: 'long_tail', arm: 'held_out' as const, woken: n < 9, changeFen: 0 })),
    ]
    expect(estimateEffect(unequal, asked)?.woken).toMatchObject({ verdict: 'cannot_tell', value: expect.closeTo(0, 10) })
  })

  it('of too few is not told, of arms without anybody woken is an interval all the same', () => {
    const all = (size: number, arm: 'offered' | 'held_out'): Measured[] =>
      Array.from({ length: size }, () => ({ stratum: 'long_tail', arm, woken: false, changeFen: 0 }))
    expect(estimateEffect([...all(500, 'offered'), ...all(9, 'held_out')], asked)).toBeUndefined()
    expect(estimateEffect([], asked)).toBeUndefined()
    const none = estimateEffect([...all(100, 'offered'), ...all(25, 'held_out')], asked)
    expect(none?.woken).toMatchObject({ value: 0, verdict: 'cannot_tell' })
    expect(none?.woken.low).toBeLessThan(-0.05)
    expect(none?.kept).toMatchObject({ value: 0, low: 0, high: 0, verdict: 'cannot_tell' })
  })

  it('that can be told needs customers', () => {
    expect(smallestTold({ offered: 600, heldOut: 200 }, 0.1, 0.95)).toBeCloseTo(0.0686, 3)
    expect(smallestTold({ offered: 60, heldOut: 20 }, 0.1, 0.95)).toBeGreaterThan(0.2)
  })
})

describe('quantiles and intervals', () => {
  it('are those of the tables', () => {
    expect(normalQuantile(0.95)).toBeCloseTo(1.959_964, 6)
    expect(normalQuantile(0.9)).toBeCloseTo(1.644_854, 6)
    expect(studentQuantile(0.95, 5)).toBeCloseTo(2.5706, 2)
    expect(studentQuantile(0.95, 30)).toBeCloseTo(2.0423, 4)
    expect(studentQuantile(0.95, Infinity)).toBeCloseTo(1.959_964, 6)
    const { low, high } = wilson(0.1, 50, 1.959_964)
    expect([low, high]).toEqual([expect.closeTo(0.0435, 4), expect.closeTo(0.2136, 4)])
    expect(wilson(0, 20, 1.959_964)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) })
  })
})

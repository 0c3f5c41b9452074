import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawLot, type Drawable } from './assign.rules.ts'

const order = ['long_tail', 'potential', 'mid_to_high', 'wealth']
const seed = 'ab'.repeat(32)
const customers = (sizes: Record<string, number>): Drawable[] => {
  let next = 1n
  return Object.entries(sizes).flatMap(([stratum, size]) => Array.from({ length: size }, () => ({ customerId: next++, stratum })))
}
const lot = { seed, holdoutBp: 2000, waveSize: 50, order }

it('is the same for whoever draws it with the seed, and another with another seed', () => {
  const book = customers({ long_tail: 200, potential: 60 })
  const byId = (drawn: ReturnType<typeof drawLot>) => drawn.toSorted((a, b) => Number(a.customerId - b.customerId))
  expect(byId(drawLot(book.toReversed(), lot))).toEqual(byId(drawLot(book, lot)))
  expect(byId(drawLot(book, { ...lot, seed: 'cd'.repeat(32) }))).not.toEqual(byId(drawLot(book, lot)))
})

it('draws everybody once, holds every tier out at the share, and fills waves with the same mixture', () => {
  const share = (some: number, all: number) => Math.round((some * 10) / all) / 10
  const drawn = drawLot(customers({ long_tail: 500, potential: 100 }), lot)
  const count = (arm: string, stratum: string, wave?: number) =>
    drawn.filter((one) => one.arm === arm && one.stratum === stratum && (wave === undefined || one.wave === wave)).length
  expect([count('held_out', 'long_tail'), count('held_out', 'potential')]).toEqual([100, 20])
  for (let wave = 0; wave < 9; wave++) {
    expect(share(count('offered', 'potential', wave), 50)).toBe(0.2)
    expect(Math.abs(count('held_out', 'long_tail', wave) - 10)).toBeLessThan(2)
  }
})

it('draws tiers of a handful together with their neighbour', () => {
  const strata = new Set(
    drawLot(customers({ long_tail: 100, potential: 30, mid_to_high: 4, wealth: 1 }), lot).map(({ stratum }) => stratum),
  )
  expect(strata).toEqual(new Set(['long_tail', 'potential+mid_to_high+wealth']))
})

it('loses nobody, never overfills a wave and keeps the share, whatever the book', () => {
  fc.assert(
    fc.property(
      fc.record({ long_tail: fc.nat(300), potential: fc.nat(80), mid_to_high: fc.nat(12), odd: fc.nat(3) }),
      fc.integer({ min: 500, max: 5000 }),
      fc.integer({ min: 1, max: 90 }),
      (sizes, holdoutBp, waveSize) => {
        const book = customers(sizes)
        const drawn = drawLot(book, { seed, holdoutBp, waveSize, order })
        expect(new Set(drawn.map(({ customerId }) => customerId)).size).toBe(book.length)
        const waves = Map.groupBy(
          drawn.filter(({ arm }) => arm === 'offered'),
          ({ wave }) => wave,
        )
        for (const members of waves.values()) expect(members.length).toBeLessThanOrEqual(waveSize)
        const held = drawn.filter(({ arm }) => arm === 'held_out')
        expect(Math.abs(held.length - (book.length * holdoutBp) / 10_000)).toBeLessThanOrEqual(2)
        for (const { wave } of held) expect(waves.has(wave)).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

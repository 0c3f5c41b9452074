import { expect, it } from 'vitest'
import { breakageRates, expectedBreakage, monthsLeft, rateFor } from './breakage.rules.ts'

/**
 * Two lots that ended: 1,000 given 12 months before their last day, 600 used with 6 months left, 100 with 1 month left, 300 lapsed; 500 given 3 months
 * before, 400 used in the last month (0 left), 100 lapsed.
 */
const history = [
  { monthsLeft: 12, moved: 1000n, lapsed: 300n },
  { monthsLeft: 6, moved: -600n, lapsed: 0n },
  { monthsLeft: 3, moved: 500n, lapsed: 100n },
  { monthsLeft: 1, moved: -100n, lapsed: 0n },
  { monthsLeft: 0, moved: -400n, lapsed: 0n },
]

it('is what of the points that were there n months before the end was never used', () => {
  const rates = breakageRates(history, 1n)
  expect(rates.get(12)).toEqual({ outstanding: 1000n, lapsed: 300n })
  expect(rates.get(6)).toEqual({ outstanding: 400n, lapsed: 300n })
  expect(rates.get(3)).toEqual({ outstanding: 900n, lapsed: 400n })
  expect(rates.get(1)).toEqual({ outstanding: 800n, lapsed: 400n })
  expect(rates.get(0)).toEqual({ outstanding: 400n, lapsed: 400n })
})

it('takes the next longer time that was seen, and guesses nothing beyond', () => {
  const rates = breakageRates(history, 1n)
  expect(rateFor(rates, 8)).toEqual({ outstanding: 1000n, lapsed: 300n })
  expect(rateFor(rates, 13)).toBeUndefined()
  expect(rateFor(breakageRates(history, 901n), 6)).toEqual({ outstanding: 1000n, lapsed: 300n })
  expect(rateFor(breakageRates(history, 1001n), 0)).toBeUndefined()
  expect(rateFor(breakageRates([], 1n), 0)).toBeUndefined()
})

it('rounds down, and counts calendar months', () => {
  expect(expectedBreakage(1001n, { outstanding: 1000n, lapsed: 300n })).toBe(300n)
  expect(expectedBreakage(10_000_000n, { outstanding: 3n, lapsed: 1n })).toBe(3_333_333n)
  expect(monthsLeft('2026-11-22', '2026-11-01')).toBe(0)
  expect(monthsLeft('2026-11-22', '2027-02-01')).toBe(3)
})

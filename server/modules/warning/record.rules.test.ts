import { describe, expect, it } from 'vitest'
import { intervalOf, quantileOf, shareBp, verdictOf } from './record.rules.ts'

describe('what a signal was worth', () => {
  it.each([
    // Wilson's interval, checked against published tables: 5 of 10, 0 of 20, 31 of 484
    [5, 10, 2365, 7635],
    [0, 20, 0, 1612],
    [31, 484, 454, 895],
    [7, 7, 6456, 10_000],
  ])('%i of %i lies between %i and %i', (hits, of, low, high) => {
    const { lowBp, highBp } = intervalOf(hits, of)
    expect(Math.abs(lowBp - low)).toBeLessThanOrEqual(2)
    expect(Math.abs(highBp - high)).toBeLessThanOrEqual(2)
  })

  it('contains its own share, whatever the counts', () => {
    for (let of = 1; of < 60; of++)
      for (let hits = 0; hits <= of; hits++) {
        const { lowBp, highBp } = intervalOf(hits, of)
        const share = (hits / of) * 10_000
        expect(lowBp).toBeLessThanOrEqual(share)
        expect(highBp).toBeGreaterThanOrEqual(share)
      }
  })

  it('shares are whole basis points, of nobody there is none', () => {
    expect([shareBp(1, 3), shareBp(0, 5), shareBp(0, 0)]).toEqual([3333, 0, null])
  })

  it('the middle day is the first by which half of them had gone', () => {
    const leads = [
      { days: 40, customers: 1 },
      { days: 3, customers: 2 },
      { days: 10, customers: 1 },
    ]
    expect([0.25, 0.5, 0.75, 1].map((part) => quantileOf(leads, part))).toEqual([3, 3, 10, 40])
  })

  it('works only above the base, is worse only below it, and says nothing of a few', () => {
    const judged = (warned: number, hasLeft: number, base: number | null = 187) => verdictOf({ warned, hasLeft }, base, 30)
    expect(judged(484, 31)).toBe('works')
    expect(judged(482, 9)).toBe('no_effect')
    expect(judged(2000, 10)).toBe('worse')
    expect(judged(29, 29)).toBe('too_few')
    expect(judged(30, 30)).toBe('works')
    expect(judged(0, 0)).toBe('no_data')
    expect(judged(100, 9, null)).toBe('no_data')
  })
})

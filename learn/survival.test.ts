import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptAfter, medianLifetime, survivalByGroup, survivalCurve, type Lifetime } from './survival.ts'

const ends = (...periods: number[]): Lifetime[] => periods.map((at) => ({ periods: at, ended: true }))
const stays = (...periods: number[]): Lifetime[] => periods.map((at) => ({ periods: at, ended: false }))
/** Remission of leukaemia under 6-MP (Freireich 1963, 21 patients), the table in every textbook. */
const freireich = [...ends(6, 6, 6, 7, 10, 13, 16, 22, 23), ...stays(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]

describe('the retention curve', () => {
  it('is the textbook table: at risk, ended, kept', () => {
    const steps = survivalCurve(freireich).filter(({ ended }) => ended > 0)
    expect(steps.map(({ period, atRisk, ended, kept }) => [period, atRisk, ended, Number(kept.toFixed(4))])).toEqual([
      [6, 21, 3, 0.8571],
      [7, 17, 1, 0.8067],
      [10, 15, 1, 0.7529],
      [13, 12, 1, 0.6902],
      [16, 11, 1, 0.6275],
      [22, 7, 1, 0.5378],
      [23, 6, 1, 0.4482],
    ])
  })

  it('has the log-log interval of Greenwood', () => {
    // by hand at 6: S = 6/7, variance 3 / (21·18), spread exp(1.959964 · √variance / ln S)
    const spread = Math.exp((1.959963984540054 * Math.sqrt(3 / (21 * 18))) / Math.log(6 / 7))
    const [first] = survivalCurve(freireich)
    expect(first?.low).toBeCloseTo((6 / 7) ** (1 / spread), 12)
    expect(first?.high).toBeCloseTo((6 / 7) ** spread, 12)
    expect([first?.low.toFixed(3), first?.high.toFixed(3)]).toEqual(['0.620', '0.952'])
  })

  it('counts who is last seen in a period as at risk in it', () => {
    expect(survivalCurve([...ends(2), ...stays(2)])[0]).toMatchObject({ atRisk: 2, ended: 1, censored: 1, kept: 0.5 })
  })

  it('stays at one when nobody ended', () => {
    const curve = survivalCurve(stays(1, 3, 3))
    expect(curve.map(({ kept, low, high }) => [kept, low, high])).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ])
    expect(medianLifetime(curve)).toBeNull()
  })

  it('falls to nothing when all ended, and stays there', () => {
    const curve = survivalCurve(ends(1, 2))
    expect(curve.at(-1)).toMatchObject({ kept: 0, low: 0, high: 0 })
    expect(keptAfter(curve, 99)).toBe(0)
  })

  it('of nobody has no steps and no answers', () => {
    expect(survivalCurve([])).toEqual([])
    expect(keptAfter([], 3)).toBeNull()
    expect(medianLifetime([])).toBeNull()
  })

  it('answers between steps and not beyond what was watched', () => {
    const curve = survivalCurve(freireich)
    expect([keptAfter(curve, 0), keptAfter(curve, 8)?.toFixed(4), keptAfter(curve, 36)]).toEqual([1, '0.8067', null])
    expect(medianLifetime(curve)).toBe(23)
  })

  it('refuses a period that is none', () => {
    expect(() => survivalCurve(ends(-1))).toThrow(RangeError)
    expect(() => survivalCurve(ends(1.5))).toThrow(RangeError)
  })

  it('gives each group its own', () => {
    const curves = survivalByGroup([
      ...ends(1, 2).map((one) => ({ ...one, group: '潜力' })),
      ...stays(3).map((one) => ({ ...one, group: '财私' })),
    ])
    expect([...curves].map(([group, curve]) => [group, curve.at(-1)?.kept])).toEqual([
      ['潜力', 0],
      ['财私', 1],
    ])
  })

  it('never rises, lies in its interval, and without censoring is the share still there', () => {
    const lifetimes = fc.array(fc.record({ periods: fc.nat(20), ended: fc.boolean() }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(lifetimes, (all) => {
        let before = 1
        for (const { kept, low, high } of survivalCurve(all)) {
          expect(kept).toBeLessThanOrEqual(before)
          expect(low).toBeLessThanOrEqual(kept)
          expect(high).toBeGreaterThanOrEqual(kept)
          before = kept
        }
        const ended = all.map(({ periods }) => ({ periods, ended: true }))
        for (const { period, kept } of survivalCurve(ended)) {
          expect(kept).toBeCloseTo(ended.filter(({ periods }) => periods > period).length / ended.length, 12)
        }
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantileCuts, shortestBetween } from './cuts.ts'
import { plattLine, calibrationLine } from './calibrate.ts'
import { areaUnderRoc, averagePrecision, brier, calibration, liftAt, meanLogLoss } from './metrics.ts'
import { seededRandom } from './random.ts'

const label = Uint8Array.of(1, 0, 1, 0, 0)
const score = [0.9, 0.8, 0.7, 0.3, 0.1]

describe('measures by hand', () => {
  it('are what the definitions say', () => {
    expect(areaUnderRoc(label, score)).toBeCloseTo(5 / 6, 12)
    expect(averagePrecision(label, score)).toBeCloseTo((1 + 2 / 3) / 2, 12)
    expect(liftAt(label, score, 1)).toBeCloseTo(2.5, 12)
    expect(brier(label, score)).toBeCloseTo((0.01 + 0.64 + 0.09 + 0.09 + 0.01) / 5, 12)
    expect(meanLogLoss(label, score)).toBeCloseTo(-(Math.log(0.9) + Math.log(0.2) + Math.log(0.7) + Math.log(0.7) + Math.log(0.9)) / 5, 12)
  })

  it('count ties half', () => {
    expect(areaUnderRoc(Uint8Array.of(1, 0, 1, 0), [0.5, 0.5, 0.5, 0.5])).toBe(0.5)
  })

  it('put every row into one band', () => {
    expect(calibration(label, score, 2).map(({ rows }) => rows)).toEqual([2, 3])
  })
})

describe('cut points', () => {
  it('are short decimals between two values', () => {
    expect(shortestBetween(19_998.4, 20_013)).toBe(20_000)
    expect(shortestBetween(-3, 5)).toBe(0)
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (one, other) => {
        fc.pre(one < other)
        const cut = shortestBetween(one, other)
        expect(cut > one && cut <= other).toBe(true)
      }),
    )
  })

  it('tell all values apart when there are few, and hold to their number when there are many', () => {
    expect(quantileCuts(Float64Array.of(3, 1, 2, 2, Number.NaN), 10)).toEqual([2, 3])
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 300 }), fc.integer({ min: 1, max: 30 }), (values, most) => {
        const cuts = quantileCuts(Float64Array.from(values), most)
        expect(cuts.length).toBeLessThanOrEqual(most)
        expect(cuts).toEqual([...new Set(cuts)].toSorted((one, other) => one - other))
      }),
    )
  })

  it('leave a value met most of the time alone', () => {
    const values = Float64Array.from({ length: 1000 }, (_, at) => (at < 700 ? 0 : at))
    expect(quantileCuts(values, 4)[0]).toBeGreaterThan(0)
    expect(quantileCuts(values, 4)).toHaveLength(4)
  })
})

describe('straightening', () => {
  const random = seededRandom(5)
  const scores = Float64Array.from({ length: 20_000 }, () => 4 * random.next() - 2)
  const came = (slope: number) => Uint8Array.from(scores, (said) => (random.next() < 1 / (1 + Math.exp(-slope * said + 0.3)) ? 1 : 0))

  it('finds the line', () => {
    const { slope, offset } = plattLine(came(0.5), scores)
    expect(slope).toBeCloseTo(0.5, 1)
    expect(offset).toBeCloseTo(-0.3, 1)
  })

  it('is used where it helps and not where it does not', () => {
    expect(calibrationLine(came(0.4), scores)).toBeDefined()
    const right = Uint8Array.from(scores, (said) => (random.next() < 1 / (1 + Math.exp(-said)) ? 1 : 0))
    expect(calibrationLine(right, scores)).toBeUndefined()
  })
})

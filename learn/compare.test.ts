import { describe, expect, it } from 'vitest'
import { areaUnderRoc, liftAt, meanLogLoss } from './metrics.ts'
import { besideOf, compareChances } from './compare.ts'
import { chanceOf } from './model.ts'
import { seededRandom } from './random.ts'

/** Customers with a known hazard, what came, and two models: one says the hazard, the other the hazard blurred and shifted. */
function planted(seed: number, rows: number, blur: number, shift = 0) {
  const random = seededRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  const logit = Float64Array.from({ length: rows }, () => -2.5 + 1.2 * normal())
  const truth = logit.map((one) => chanceOf(one * 1e6))
  const label = Uint8Array.from(truth, (one) => (random.next() < one ? 1 : 0))
  const other = logit.map((one) => chanceOf((one + shift + blur * normal()) * 1e6))
  return { label, truth, other }
}

describe('two models on what really happened', () => {
  it('the one that knows the hazard is better, whichever side it stands on', () => {
    const { label, truth, other } = planted(1, 6_000, 1)
    const better = compareChances(label, other, truth, 1)
    expect(better.verdict).toBe('challenger')
    expect(better.challengerBetter).toBe(1)
    expect(better.auc.low).toBeGreaterThan(0)
    const worse = compareChances(label, truth, other, 1)
    expect(worse.verdict).toBe('champion')
    expect(worse.logLoss.of).toBeCloseTo(-better.logLoss.of, 12)
  })

  it('a shift of all chances spoils calibration and not order, and is told by the loss', () => {
    const { label, truth, other } = planted(2, 6_000, 0, 0.8)
    const { verdict, auc, challenger } = compareChances(label, truth, other, 1)
    expect(verdict).toBe('champion')
    expect(auc).toEqual({ of: 0, low: 0, high: 0 })
    expect(challenger.measures.said).toBeGreaterThan(challenger.measures.came * 1.4)
  })

  it('says open of models that are equally good', () => {
    const { label, truth } = planted(3, 5_000, 0)
    const same = compareChances(label, truth, truth.slice(), 1)
    expect(same.verdict).toBe('open')
    expect(same.logLoss).toEqual({ of: 0, low: 0, high: 0 })
  })

  it('gives the very figures of the card, and the same draws for a seed', () => {
    const { label, truth, other } = planted(4, 3_000, 0.5)
    const found = compareChances(label, truth, other, 9)
    expect(found.auc.of).toBeCloseTo(areaUnderRoc(label, other) - areaUnderRoc(label, truth), 12)
    expect(found.logLoss.of).toBeCloseTo(meanLogLoss(label, other) - meanLogLoss(label, truth), 12)
    expect(found.liftTenth.of).toBeCloseTo(liftAt(label, other, 300) - liftAt(label, truth, 300), 9)
    expect(compareChances(label, truth, other, 9)).toEqual(found)
    expect(compareChances(label, truth, other, 10).logLoss.low).not.toBe(found.logLoss.low)
  })

  it('its interval of the loss holds the true difference in 95 of 100 banks', () => {
    // the expected loss of each model under the hazard itself
    const expected = (truth: Float64Array, said: Float64Array) =>
      truth.reduce((sum, one, at) => sum - one * Math.log(said[at] ?? 0) - (1 - one) * Math.log(1 - (said[at] ?? 0)), 0) / truth.length
    const banks = 100
    const held = Array.from({ length: banks }, (_, seed) => {
      const { label, truth, other } = planted(100 + seed, 1_200, 0.3)
      const { logLoss } = compareChances(label, truth, other, seed)
      const real = expected(truth, other) - expected(truth, truth)
      return logLoss.low <= real && real <= logLoss.high
    }).filter(Boolean).length
    // 95 expected; fewer than 89 would come by chance in one of a hundred runs
    expect(held).toBeGreaterThanOrEqual(89)
  })

  it('cannot be done on rows of one kind', () => {
    expect(() => compareChances(new Uint8Array(3), new Float64Array(3), new Float64Array(3), 1)).toThrow('both kinds')
  })

  it('before that tells how many both would turn to first', () => {
    const { truth, other } = planted(5, 1_000, 2)
    expect(besideOf(truth, truth)).toMatchObject({ rows: 1_000, top: 100, sameTop: 100 })
    expect(besideOf(truth, other).sameTop).toBeLessThan(70)
  })
})

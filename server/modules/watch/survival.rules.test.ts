import { describe, expect, it } from 'vitest'
import { curveOf, curvesOf, leftAfter } from './survival.rules.ts'

const counts = [
  { periods: 0, ended: 0, censored: 10 },
  { periods: 1, ended: 30, censored: 0 },
  { periods: 12, ended: 0, censored: 60 },
]

describe('a curve of a group', () => {
  it('is Kaplan–Meier of the counts, in basis points', () => {
    const curve = curveOf('all', null, counts, 20)
    expect(curve).toMatchObject({ customers: 100, left: 30, tooFew: false })
    expect(curve.steps.map(({ month, atRisk, left, lastSeen, keptBp }) => [month, atRisk, left, lastSeen, keptBp])).toEqual([
      [0, 100, 0, 10, 10_000],
      [1, 90, 30, 0, 6667],
      [12, 60, 0, 60, 6667],
    ])
    const [, first] = curve.steps
    expect(first && first.lowBp < 6667 && first.highBp > 6667).toBe(true)
  })

  it('has no steps for fewer customers than the line, but says how many they are; at the line it has', () => {
    expect(curveOf('x', null, counts, 101)).toMatchObject({ customers: 100, left: 30, tooFew: true, steps: [] })
    expect(curveOf('x', null, counts, 100).tooFew).toBe(false)
    expect(curveOf('x', null, [], 1)).toMatchObject({ customers: 0, tooFew: true, steps: [] })
  })
})

describe('curves of several groups', () => {
  const of = (key: string, ...periods: number[]) => periods.map((at) => ({ key, name: null, periods: at, ended: 0, censored: 1 }))

  it('stand in the order given, what it does not name after it by size', () => {
    const curves = curvesOf([...of('9-1', 3), ...of('9-2', 3, 4), ...of('wealth', 2), ...of('potential', 2)], ['potential', 'wealth'], 1)
    expect(curves.map(({ key }) => key)).toEqual(['potential', 'wealth', '9-2', '9-1'])
  })
})

describe('the share that left after a number of months', () => {
  it('is that of the last month seen by then; none without a curve', () => {
    const curve = curveOf('1', null, counts, 20)
    expect(leftAfter(curve, 6)).toMatchObject({ month: 1, leftBp: 3333 })
    expect(leftAfter(curve, 12)).toMatchObject({ month: 12, leftBp: 3333 })
    expect(leftAfter(curveOf('1', null, counts, 101), 12)).toBeUndefined()
  })
})

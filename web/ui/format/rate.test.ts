import { expect, it } from 'vitest'
import { change, count, percent, pointsApart, ratio } from './rate.ts'

it('turns basis points into percent', () => {
  expect([percent(9100), percent(50), percent(0), percent(10_000, 0), percent(1), percent(-1234)]).toEqual([
    '91.0%',
    '0.5%',
    '0.0%',
    '100%',
    '0.0%',
    '−12.3%',
  ])
})
it('carries into the whole when rounding', () => {
  expect([percent(1999, 1), percent(1996, 1), ratio(19_999), ratio(28_000, 1)]).toEqual(['20.0%', '20.0%', '2.00', '2.8'])
})
it('signs a difference of two rates', () => {
  expect([pointsApart(120), pointsApart(-35), pointsApart(0)]).toEqual(['+1.2', '−0.4', '0.0'])
})
it('groups and signs counts', () => {
  expect([count(20_013), count(0), change(12), change(-1_203), change(0)]).toEqual(['20,013', '0', '+12', '−1,203', '0'])
})

import { expect, it } from 'vitest'
import { stateOf, sumOf } from './settlement.rules.ts'

it('sums both debts, rounded down to whole fen', () => {
  const parts = [
    { issuerId: 4, points: 150n },
    { issuerId: 4, points: 5n },
    { issuerId: 5, points: 33n },
  ]
  expect(sumOf(parts, 4, 90n)).toEqual({ onePoints: 155n, otherPoints: 33n, oneOwesFen: 139n, otherOwesFen: 29n })
  expect(sumOf([], 4, 100n)).toEqual({ onePoints: 0n, otherPoints: 0n, oneOwesFen: 0n, otherOwesFen: 0n })
})

it('is agreed by both, disputed by one', () => {
  expect(stateOf(null, 'confirmed')).toBe('waiting')
  expect(stateOf('confirmed', 'confirmed')).toBe('agreed')
  expect(stateOf('confirmed', 'disputed')).toBe('disputed')
})

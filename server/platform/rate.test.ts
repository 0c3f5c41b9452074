import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rateBp } from './rate.ts'

describe('rateBp', () => {
  it.each([
    [1n, 3n, 3333],
    [2n, 3n, 6667],
    [1n, 20_000n, 1],
    [1n, 20_001n, 0],
    [-1n, 20_000n, 0],
    [-3n, 20_000n, -1],
    [0n, 5n, 0],
    [5n, 0n, null],
    [5n, -1n, null],
    [null, 5n, null],
    [5n, null, null],
  ])('%s / %s = %s', (part, whole, bp) => expect(rateBp(part, whole)).toBe(bp))

  it('is the nearest whole, half up, also of large sums', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 11n), 10n ** 11n), fc.bigInt(1n, 10n ** 15n), (part, whole) => {
        const off = 2n * (BigInt(rateBp(part, whole) ?? 0) * whole - part * 10_000n)
        return off > -whole && off <= whole
      }),
    )
  })
})

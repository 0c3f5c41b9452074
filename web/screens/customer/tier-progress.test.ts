import { expect, it } from 'vitest'
import { tierProgress } from './tier-progress.ts'

const lines = [
  { tier: 'mid_to_high', fromFen: '20000000' },
  { tier: 'potential', fromFen: '5000000' },
  { tier: 'wealth', fromFen: '100000000' },
]

it('measures from this tier’s line to the next one', () => {
  expect(tierProgress('potential', '7500000', lines)).toEqual({ nextTier: 'mid_to_high', gapFen: 7_500_000n, doneBp: 5000 })
})
it('starts the lowest tier at nothing, with or without a line of its own', () => {
  expect(tierProgress('long_tail', '5000000', lines)).toEqual({ nextTier: 'potential', gapFen: 5_000_000n, doneBp: 0 })
  expect(tierProgress('long_tail', '1000000', [{ tier: 'long_tail', fromFen: '0' }, ...lines])?.doneBp).toBe(8000)
})
it('has nothing to show at the top or when the gap is unknown', () => {
  expect(tierProgress('wealth', null, lines)).toBeUndefined()
  expect(tierProgress('wealth', '0', lines)).toBeUndefined()
})
it('stays within the bar when money is owed', () => {
  expect(tierProgress('long_tail', '6000000', lines)?.doneBp).toBe(0)
})

import { describe, expect, it } from 'vitest'
import { backfillDates, remainingOf } from './dates.ts'

describe('backfillDates', () => {
  const days = ['2026-01-29', '2026-01-30', '2025-12-31', '2025-12-30', '2024-12-31', '2024-11-30']
  it.each([
    ['nothing delivered', [], false, []],
    ['one date', ['2024-02-29'], false, ['2024-02-29']],
    ['the last date of each month and the newest', days, false, ['2024-12-31', '2025-12-31', '2026-01-30']],
    ['every date of the months looked back on', days, true, ['2024-12-31', '2025-12-30', '2025-12-31', '2026-01-29', '2026-01-30']],
    ['a date given twice', ['2026-01-31', '2026-01-31'], true, ['2026-01-31']],
  ])('%s', (_, delivered, everyDay, expected) => expect(backfillDates(delivered, everyDay)).toEqual(expected))
})

it('the remaining time goes by the mean of what is done', () => {
  expect(remainingOf([], 3)).toBeUndefined()
  expect(remainingOf([1000, 3000], 3)).toBe(6000)
  expect(remainingOf([1000], 0)).toBe(0)
})

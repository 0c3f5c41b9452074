import { expect, it } from 'vitest'
import { dayOfYear, daysBetween, duration, instant, isDate, monthOf } from './date.ts'

it('counts days across months, years and leap days', () => {
  expect([
    daysBetween('2026-11-20', '2026-12-20'),
    daysBetween('2024-02-28', '2024-03-01'),
    daysBetween('2027-01-01', '2026-12-31'),
  ]).toEqual([30, 2, -1])
})
it('knows a date from a text that looks like one', () => {
  expect(['2026-11-20', '2026-02-30', '2026-13-01', '20261120', ''].map(isDate)).toEqual([true, false, false, false, false])
})
it('cuts what is understood', () => {
  expect([monthOf('2026-11-30'), dayOfYear('2026-11-30')]).toEqual(['2026-11', '11-30'])
})
it('says durations', () => {
  expect([480, 999.6, 12_340, 59_960, 245_000].map(duration)).toEqual(['480 ms', '1000 ms', '12.3 s', '1 min 00 s', '4 min 05 s'])
})
it("says instants by the outlets' clock, midnight as 00", () => {
  expect(instant('2026-11-20T22:03:11Z', 'zh-CN')).toBe('2026/11/21 06:03')
  expect(instant('2026-11-20T16:00:05Z', 'zh-CN', true)).toBe('2026/11/21 00:00:05')
})

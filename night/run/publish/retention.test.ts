import { describe, expect, it } from 'vitest'
import { keptDates } from './retention.ts'

describe('keptDates', () => {
  it('keeps the newest dates, whatever order they came in', () => {
    expect([...keptDates(['2026-01-02', '2026-01-04', '2026-01-03'], { dates: 2, monthEnds: 0 })]).toEqual(['2026-01-04', '2026-01-03'])
  })

  it('keeps the last month ends beside them; a running month uses up no place', () => {
    const dates = ['2025-11-30', '2025-12-30', '2025-12-31', '2026-01-29', '2026-01-30', '2026-02-02', '2026-02-03', '2026-02-04']
    expect([...keptDates(dates, { dates: 2, monthEnds: 2 })].sort()).toEqual(['2025-12-31', '2026-01-30', '2026-02-03', '2026-02-04'])
  })

  it('counts the newest month when its calendar end is there, leap years too', () => {
    const dates = ['2023-12-31', '2024-01-31', '2024-02-29']
    expect([...keptDates(dates, { dates: 1, monthEnds: 2 })].sort()).toEqual(['2024-01-31', '2024-02-29'])
    expect([...keptDates([...dates.slice(0, 2), '2024-02-28'], { dates: 1, monthEnds: 2 })].sort()).toEqual([
      '2023-12-31',
      '2024-01-31',
      '2024-02-28',
    ])
  })
})

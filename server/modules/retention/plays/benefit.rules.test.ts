import { describe, expect, it } from 'vitest'
import { earliestPeriodStart, periodAround, standingOf, unusedBenefits, type Entitlement } from './benefit.rules.ts'

const lounge: Entitlement = {
  code: 'lounge',
  name: '机场贵宾厅',
  period: 'year',
  times: { long_tail: 0, potential: 0, mid_to_high: 2, wealth: 6 },
}
const check: Entitlement = {
  code: 'check',
  name: '洗牙',
  period: 'quarter',
  times: { long_tail: 0, potential: 1, mid_to_high: 1, wealth: 1 },
}

describe('periods', () => {
  it.each([
    ['month', '2026-02-11', '2026-02-01', '2026-02-28'],
    ['month', '2028-02-29', '2028-02-01', '2028-02-29'],
    ['quarter', '2026-01-01', '2026-01-01', '2026-03-31'],
    ['quarter', '2026-12-31', '2026-10-01', '2026-12-31'],
    ['year', '2026-07-01', '2026-01-01', '2026-12-31'],
  ] as const)('%s around %s', (period, date, from, until) => {
    expect(periodAround(period, date)).toEqual({ from, until })
  })

  it('begin with the longest', () => {
    expect(earliestPeriodStart([check, lounge], '2026-11-22')).toBe('2026-01-01')
    expect(earliestPeriodStart([], '2026-11-22')).toBeUndefined()
  })
})

describe('what is left', () => {
  it('is what the tier is entitled to in the period less what was used of it then', () => {
    const uses = [
      { code: 'lounge', on: '2026-01-01' },
      { code: 'lounge', on: '2025-12-31' },
      { code: 'check', on: '2026-05-05' },
    ]
    expect(standingOf(lounge, uses, 'wealth', '2026-11-22')).toEqual({ times: 6, used: 1, left: 5, until: '2026-12-31' })
    // a tier fell: what was used stays used
    expect(standingOf(lounge, [...uses, ...uses, ...uses], 'mid_to_high', '2026-11-22')).toMatchObject({ times: 2, used: 3, left: 0 })
    expect(standingOf(lounge, uses, 'potential', '2026-11-22')).toMatchObject({ times: 0, left: 0 })
    expect(standingOf(lounge, uses, 'of another bank', '2026-11-22')).toMatchObject({ times: 0, left: 0 })
  })

  it('is a reason to call once a good part of the period is over and nothing was used', () => {
    const unused = (tier: string, date: string, uses: { code: string; on: string }[] = []) =>
      unusedBenefits([lounge, check], uses, { tier, date, idleDays: 40 })
    expect(unused('wealth', '2026-11-22')).toEqual({ names: ['机场贵宾厅', '洗牙'], until: '2026-12-31' })
    expect(unused('wealth', '2026-08-20')).toEqual({ names: ['机场贵宾厅', '洗牙'], until: '2026-09-30' })
    // 40 days into the quarter to the day
    expect(unused('potential', '2026-11-09')).toBeUndefined()
    expect(unused('potential', '2026-11-10')).toEqual({ names: ['洗牙'], until: '2026-12-31' })
    expect(unused('wealth', '2026-11-22', [{ code: 'check', on: '2026-10-01' }])).toEqual({ names: ['机场贵宾厅'], until: '2026-12-31' })
    expect(unused('long_tail', '2026-11-22')).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { bulksOf, flagsOf, type Lookup, type WatchPolicy } from './lookup-watch.rules.ts'

const policy: WatchPolicy = {
  bulkCustomers: 3,
  bulkMinutes: 60,
  hoursFromMinute: 450,
  hoursUntilMinute: 1230,
  selfRule: 'staff_account_of_same_name',
}
const looked = (change: Partial<Lookup> = {}): Lookup => ({
  entryId: 1n,
  at: new Date('2026-03-02T10:00:00+08:00'),
  actorUserId: 5,
  actorRole: 'relationship_manager',
  actorInstitutionId: 4,
  actorStaffId: 14,
  actorName: '李娜',
  outcome: 'done',
  customerId: '1',
  customer: { institutionId: 4, managerId: 14, name: '张三', status: null },
  ...change,
})
const customer = (change: Partial<NonNullable<Lookup['customer']>>) => ({
  customer: { institutionId: 4, managerId: 14, name: '张三', status: null, ...change },
})

describe('a single look', () => {
  it.each([
    ['at work, at an own customer', {}, []],
    ['at 07:29', { at: new Date('2026-03-02T07:29:59+08:00') }, ['off_hours']],
    ['at 07:30', { at: new Date('2026-03-02T07:30:00+08:00') }, []],
    ['at 20:29', { at: new Date('2026-03-02T20:29:00+08:00') }, []],
    ['at 20:30', { at: new Date('2026-03-02T20:30:00+08:00') }, ['off_hours']],
    ['past midnight', { at: new Date('2026-03-02T00:10:00+08:00') }, ['off_hours']],
    ["at a colleague's customer", customer({ managerId: 15 }), ['out_of_portfolio']],
    ['at a customer nobody keeps', customer({ managerId: null }), ['out_of_portfolio']],
    ['by a president, at anybody seen', { actorRole: 'outlet_president', actorStaffId: 13, ...customer({ managerId: 15 }) }, []],
    [
      'by a president, refused',
      { actorRole: 'outlet_president', actorStaffId: 13, outcome: 'refused' as const, ...customer({ institutionId: 6 }) },
      ['out_of_portfolio'],
    ],
    ['at nobody at all', { outcome: 'refused' as const, customer: null }, []],
    ['at oneself', customer({ name: '李娜', status: 'staff', managerId: 15 }), ['self']],
    ['at a namesake', customer({ name: '李娜' }), []],
    ['at a colleague', customer({ name: '王芳', status: 'staff' }), ['colleague']],
  ])('%s', (_what, change, kinds) => expect(flagsOf(looked(change), policy)).toEqual(kinds))

  it('at a namesake, where the bank does not mark its staff', () => {
    expect(flagsOf(looked(customer({ name: '李娜' })), { ...policy, selfRule: 'same_name' })).toEqual(['self'])
  })
})

describe('bulk', () => {
  const series = (...minutes: number[]) =>
    minutes.map((minute, index) =>
      looked({ entryId: BigInt(index + 1), customerId: String(index), at: new Date(Date.UTC(2026, 2, 2, 2, minute)) }),
    )
  const raised = (lookups: Lookup[], last: Date | null = null) =>
    bulksOf(lookups, policy, last).map(({ lookup, customers }) => [lookup.entryId, customers])

  it('is raised by the look that reaches the line', () => expect(raised(series(0, 1, 2, 3))).toEqual([[3n, 3]]))
  it('is raised again only after as many again', () =>
    expect(raised(series(0, 1, 2, 3, 4, 5, 6))).toEqual([
      [3n, 3],
      [6n, 3],
    ]))
  it('counts within the minutes only', () => expect(raised(series(0, 30, 60))).toEqual([]))
  it('counts up to the last minute', () => expect(raised(series(0, 30, 59))).toEqual([[3n, 3]]))
  it('counts customers, not looks', () => expect(raised(series(0, 1, 2).map((one) => ({ ...one, customerId: '1' })))).toEqual([]))
  it('does not count what an earlier bulk counted', () => expect(raised(series(0, 1, 2), new Date(Date.UTC(2026, 2, 2, 2, 1)))).toEqual([]))
})

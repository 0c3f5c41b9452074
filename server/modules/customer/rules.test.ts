import { describe, expect, it } from 'vitest'
import { retentionMonth } from '../payroll/retention-month.rules.ts'
import { ageOn, aumCurve, monthEndBefore } from './month-ends.rules.ts'
import { says, type Known, type SayLines } from './says.rules.ts'
import { searchTerm } from './search.rules.ts'

const lines: SayLines = {
  tiers: [
    { tier: 'long_tail', fromFen: 0n },
    { tier: 'potential', fromFen: 5_000_000n },
    { tier: 'wealth', fromFen: 100_000_000n },
  ],
  nextTierNearBp: 1000n,
  payrollKeptLowBp: 2000n,
  ownNameOutflowFromFen: 5_000_000n,
  aheadDays: 30,
}
const quiet: Known = {
  businessDate: '2026-11-20',
  bucket: 'counted',
  status: null,
  tier: 'long_tail',
  tierLastMonthEnd: 'long_tail',
  tierMove: 'same',
  nextTierGap: 4_000_000n,
  payrollCredit: 0n,
  payrollKept: 0n,
  ownNameOutflow90d: null,
  maturing30d: 0n,
  nextMaturityOn: null,
  activity: 'active',
  daysSinceOwnAct: 3,
  lastOwnActOn: '2026-11-17',
  contactable: true,
  phoneUsable: true,
  addressFresh: true,
  inconvenientToLeave: false,
  stickiness: 10,
  oldCustomer: false,
  categoryCount: 1,
}
const said = (known: Partial<Known>) => says({ ...quiet, ...known }, lines)

describe('what the night says', () => {
  it('says nothing when there is nothing to say', () => expect(said({})).toEqual([]))

  it.each<[Partial<Known>, string, object]>([
    [
      { tierMove: 'demoted', tierLastMonthEnd: 'wealth', tier: 'potential', nextTierGap: null },
      'demoted',
      { from: 'wealth', to: 'potential' },
    ],
    [{ payrollCredit: 1000n, payrollKept: 199n }, 'payroll_not_kept', { credit: '1000', kept: '199', kept_bp: 1990 }],
    [{ ownNameOutflow90d: 5_000_000n }, 'own_name_outflow', { outflow: '5000000' }],
    [{ maturing30d: 7n, nextMaturityOn: '2026-12-20' }, 'maturing_soon', { amount: '7', on: '2026-12-20', days: 30 }],
    [{ activity: 'cooling', daysSinceOwnAct: 99 }, 'inactive', { activity: 'cooling', days: 99, last_on: '2026-11-17' }],
    [{ contactable: false, phoneUsable: false, addressFresh: false }, 'hard_to_reach', { phone_usable: false, address_fresh: false }],
    [{ nextTierGap: 500_000n }, 'next_tier_near', { tier: 'potential', gap: '500000' }],
    [
      { tierMove: 'promoted', tierLastMonthEnd: 'long_tail', tier: 'potential', nextTierGap: null },
      'promoted',
      { from: 'long_tail', to: 'potential' },
    ],
    [{ inconvenientToLeave: true }, 'inconvenient_to_leave', { stickiness: 10 }],
    [{ oldCustomer: true, categoryCount: 4 }, 'old_customer', { categories: 4 }],
    [{ status: 'frozen' }, 'status', { status: 'frozen' }],
  ])('%o', (known, code, values) => expect(said(known)).toMatchObject([{ code, values }]))

  it('says nothing at the other side of each line', () => {
    expect(said({ payrollCredit: 1000n, payrollKept: 200n, ownNameOutflow90d: 4_999_999n, nextTierGap: 500_001n })).toEqual([])
    expect(said({ tier: 'wealth', nextTierGap: null, maturing30d: 0n, nextMaturityOn: '2026-11-21', activity: null })).toEqual([])
  })

  it('puts the pressing before the pleasant', () => {
    const codes = said({ oldCustomer: true, nextTierGap: 1n, contactable: false, tierMove: 'demoted' }).map(({ code }) => code)
    expect(codes).toEqual(['demoted', 'hard_to_reach', 'next_tier_near', 'old_customer'])
  })

  it.each(['deceased', 'closed_by_bank', 'not_for_marketing'])(
    'prompts nothing of whoever is %s, however much there is to say',
    (bucket) => {
      const moves: Partial<Known>[] = [
        { tierMove: 'demoted', tierLastMonthEnd: 'wealth' },
        { tierMove: 'promoted', tierLastMonthEnd: 'long_tail' },
      ]
      const loud: Partial<Known> = {
        nextTierGap: 1n,
        payrollCredit: 1000n,
        payrollKept: 0n,
        ownNameOutflow90d: 9_000_000n,
        maturing30d: 7n,
        nextMaturityOn: '2026-11-21',
        activity: 'lost',
        contactable: false,
        inconvenientToLeave: true,
        oldCustomer: true,
      }
      for (const move of moves) {
        expect(said({ ...loud, ...move }).length).toBeGreaterThan(7)
        expect(said({ ...loud, ...move, bucket })).toEqual([{ code: 'bucket', tone: 'plain', values: { bucket } }])
      }
      const frozen = said({ ...loud, bucket, status: 'frozen' }).map(({ code }) => code)
      expect(frozen).toEqual(bucket === 'not_for_marketing' ? ['bucket', 'status'] : ['bucket'])
    },
  )
})

describe('dates', () => {
  it.each([
    ['2026-11-20', 1, '2026-10-31'],
    ['2026-10-31', 1, '2026-09-30'],
    ['2026-01-01', 1, '2025-12-31'],
    ['2026-03-15', 13, '2025-02-28'],
    ['2024-03-01', 1, '2024-02-29'],
  ])('the month end before %s, %s back, is %s', (date, n, end) => expect(monthEndBefore(date, n)).toBe(end))

  it.each([
    ['2026-10-30', '2026-09-30'],
    ['2026-10-29', '2026-08-31'],
    ['2026-03-02', '2026-01-31'],
    ['2026-03-01', '2025-12-31'],
    ['1994-10-31', '1994-09-30'],
  ])('judged at %s is %s', (dataAsOf, month) => expect(retentionMonth(dataAsOf, 30)).toBe(month))

  it.each([
    ['2000-02-29', '2026-02-28', 25],
    ['2000-02-29', '2026-03-01', 26],
    ['1990-11-20', '2026-11-20', 36],
    ['2027-01-01', '2026-11-20', null],
    [null, '2026-11-20', null],
  ])('born %s is on %s %s years old', (birth, date, age) => expect(ageOn(date, birth)).toBe(age))

  it('leaves out of a curve what was before the first known month end only', () => {
    expect(aumCurve('2026-11-20', [null, 5, null, 1, null], 9).map(({ aumFen }) => aumFen)).toEqual([1, null, 5, null, 9])
    expect(aumCurve('2026-11-20', [null, null], 9)).toEqual([{ date: '2026-11-20', aumFen: 9 }])
  })
})

describe('searchTerm', () => {
  it.each([
    ['', { kind: 'none' }],
    [' \u0000\n', { kind: 'none' }],
    ['Lü Bu', { kind: 'letters', prefix: 'lvbu' }],
    ['张 伟', { kind: 'name', part: '张伟' }],
    ['１２', { kind: 'digits', number: '12', phoneTail: '12' }],
    ['1', { kind: 'digits', number: '1', phoneTail: undefined }],
    ['12345', { kind: 'digits', phoneTail: undefined }],
    ['13812345678', { kind: 'digits', phoneHead: '138', phoneTail: '5678' }],
    ['C001', { kind: 'letters', prefix: 'c001' }],
  ])('%j', (text, term) => expect(searchTerm(text)).toMatchObject(term))
})

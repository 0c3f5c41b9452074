import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publish, publishBank, publishRows, scopes as people } from '../../../test/support/published-bank.ts'
import { dates } from '../../../test/support/published-rows.ts'
import { publishWarnings } from '../../../test/support/warned-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import { listInput, type Filter } from './contract.ts'
import { figureKeys } from './figures.ts'
import { listCustomers, type CustomerList } from './list-customers.ts'

/** The whole bank as somebody sees it to whom no name is masked; what others see is masked-view.test.ts's. */
const scopes = { ...people, bank: { ...people.bank, role: 'outlet_president' } }

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
})

const ask = (scope: Scope, input: object = {}) => listCustomers(databases.app, scope, listInput.parse(input))
async function list(scope: Scope, input: object = {}): Promise<CustomerList> {
  const answer = await ask(scope, input)
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}
const idsOf = async (scope: Scope, input: object = {}) => (await list(scope, input)).rows.map((row) => Number(row.customerId))
const filtered = (filter: Filter) => idsOf(scopes.bank, { filters: [filter], sort: { figure: 'customer_no', direction: 'ascending' } })
const all = Array.from({ length: 30 }, (_, index) => index + 1)

it('refuses NOT_READY before the first publication', async () => {
  expect(await ask(scopes.bank)).toBe('NOT_READY')
})

describe('a published bank', () => {
  beforeAll(() => publishBank(databases))

  it('gives the default page: largest AUM first, ties by customer', async () => {
    const { total, businessDate, rows } = await list(scopes.bank, { columns: ['aum', 'tier', 'old_customer'], limit: 4 })
    expect([total, businessDate]).toEqual([30, '2026-11-20'])
    expect(rows.map((row) => [row.customerId, row.figures])).toEqual([
      ['9', { aum: '300000000', tier: 'wealth', old_customer: true }],
      ['19', { aum: '300000000', tier: 'wealth', old_customer: true }],
      ['29', { aum: '300000000', tier: 'wealth', old_customer: true }],
      ['5', { aum: '100000000', tier: 'wealth', old_customer: false }],
    ])
  })

  it('knows the chance to leave: the model’s, else the one of a warning; unknown ones come last', async () => {
    await publishWarnings(databases.owner)
    await publishRows(databases.owner, 'retention.attrition', [
      { business_date: '2026-11-20', customer_id: 3, institution_id: 4, manager_id: 14, model_version: 1, probability_bp: 5000 },
      { business_date: '2026-11-20', customer_id: 10, institution_id: 5, manager_id: 16, model_version: 1, probability_bp: 20 },
    ])
    const sort = { figure: 'leave_chance', direction: 'descending' }
    const { rows } = await list(scopes.bank, { columns: ['leave_chance'], sort, limit: 5 })
    expect(rows.map((row) => [Number(row.customerId), row.figures['leave_chance']])).toEqual([
      [3, 5000],
      [4, 3000],
      [24, 400],
      [10, 20],
      [1, null],
    ])
    expect(await filtered({ figure: 'leave_chance', op: 'at_least', values: ['400'] })).toEqual([4, 3, 24])
    expect(await idsOf(scopes.outlet4, { filters: [{ figure: 'leave_chance', op: 'above', values: ['400'] }] })).toEqual([3])
  })

  it('sorts by every figure both ways: all rows once over the pages, unknown last', async () => {
    for (const figure of figureKeys) {
      for (const direction of ['ascending', 'descending']) {
        const pages = await Promise.all(
          [0, 11, 22].map((offset) => list(scopes.bank, { sort: { figure, direction }, columns: [figure], offset, limit: 11 })),
        )
        const rows = pages.flatMap((page) => page.rows)
        expect(rows.map((row) => Number(row.customerId)).sort((a, b) => a - b)).toEqual(all)
        const known = rows.map((row) => row.figures[figure] !== null)
        expect([figure, direction, known.lastIndexOf(true) < (known.includes(false) ? known.indexOf(false) : 30)]).toEqual([
          figure,
          direction,
          true,
        ])
      }
    }
  })

  it('sorts codes in their own order and names by pinyin', async () => {
    const tiers = (await list(scopes.bank, { sort: { figure: 'tier', direction: 'descending' }, columns: ['tier'] })).rows.map(
      (row) => row.figures['tier'],
    )
    expect([...new Set(tiers)]).toEqual(['wealth', 'mid_to_high', 'potential', 'long_tail'])
    const names = (await list(scopes.bank, { sort: { figure: 'name', direction: 'ascending' } })).rows.map((row) => row.name)
    expect([names[0], ...names.slice(-5)]).toEqual(['𠮷田<b>', '王', '曾小明', '张伟', "O'Brien%_", null])
  })

  it('filters by every kind of figure', async () => {
    expect(await filtered({ figure: 'aum', op: 'at_least', values: ['100000000'] })).toEqual([5, 9, 15, 19, 25, 29])
    expect(await filtered({ figure: 'aum', op: 'above', values: ['100000000'] })).toEqual([9, 19, 29])
    expect(await filtered({ figure: 'stickiness', op: 'below', values: ['3'] })).toEqual([1, 2])
    expect(await filtered({ figure: 'stickiness', op: 'at_most', values: ['3'] })).toEqual([1, 2, 3])
    expect(await filtered({ figure: 'stickiness', op: 'in', values: ['3', '5', '99'] })).toEqual([3, 5])
    expect(await filtered({ figure: 'opened_on', op: 'above', values: ['2020-01-01'] })).toEqual([30])
    expect(await filtered({ figure: 'merchant', op: 'in', values: ['true'] })).toEqual([10])
    expect(await filtered({ figure: 'bucket', op: 'in', values: ['deceased', 'closed_by_bank'] })).toEqual([9, 20])
    expect(await filtered({ figure: 'aum_mda', op: 'is_empty', values: [] })).toEqual([6])
    expect(await filtered({ figure: 'activity', op: 'not_empty', values: [] })).toHaveLength(23)
    expect(await filtered({ figure: 'customer_no', op: 'in', values: ['C000008', "x' or 'a'='a"] })).toEqual([8])
    expect(await filtered({ figure: 'manager', op: 'in', values: ['14'] })).toEqual([3, 12, 21, 30])
    expect(await filtered({ figure: 'institution', op: 'in', values: ['3'] })).toEqual([2, 5, 8, 11, 14, 17, 20, 23, 26, 29])
    expect(await filtered({ figure: 'wage_credit', op: 'above', values: ['0'] })).toEqual([1, 11, 21])
    expect(await filtered({ figure: 'pension_kept_30d', op: 'at_least', values: ['20000'] })).toEqual([3, 12, 13, 23])
  })

  it('says which filter makes no sense and why', () => {
    const problem = (filter: object) =>
      listInput.safeParse({ filters: [filter] }).error?.issues.map((issue) => [issue.path.join('.'), issue.message])
    expect(problem({ figure: 'aum', op: 'at_least', values: ['1.5'] })).toEqual([
      ['filters.0.values', '筛选条件 aum：“1.5”应为整数（单位：分）'],
    ])
    expect(problem({ figure: 'tier', op: 'in', values: ['gold'] })).toEqual([['filters.0.values', '筛选条件 tier：“gold”不是可选的值']])
    expect(problem({ figure: 'opened_on', op: 'below', values: ['2026-02-30'] })).toEqual([
      ['filters.0.values', '筛选条件 opened_on：“2026-02-30”应为日期，形如 2026-01-31'],
    ])
    expect(problem({ figure: 'tier', op: 'above', values: ['wealth'] })?.[0]?.[1]).toContain('不能比较大小')
    expect(problem({ figure: 'aum', op: 'above', values: [] })?.[0]?.[1]).toContain('只能有一个值')
    expect(problem({ figure: 'nothing', op: 'in', values: ['1'] })?.[0]?.[0]).toBe('filters.0.figure')
  })

  it.each([
    ['曾小', [3]],
    ['小明', [3]],
    ['zengx', [3]],
    ['ZXM', [3]],
    ['zhang wei', [4]],
    ['1234', [3, 4]],
    ['１２３４', [3, 4]],
    ['13800001234', [3]],
    ['c000007', [7]],
    ['0013800001', [4]],
    ['𠮷', [6]],
    ["o'brien%", [8]],
    ['%', [8]],
    ['_', [8]],
    ["' or 1=1 --", []],
    ['<script>alert(1)</script>', []],
    ['\u0000', all],
    ['01234', []],
    ['0001234', []],
    ['13855551234', [3]],
  ])('searches %s', async (search, expected) => {
    const { rows, total } = await list(scopes.bank, { search, sort: { figure: 'stickiness', direction: 'ascending' } })
    expect([total, rows.map((row) => Number(row.customerId))]).toEqual([expected.length, expected])
  })

  it('lets no whole phone out', async () => {
    const { rows } = await list(scopes.bank, { columns: figureKeys.slice(0, 40) })
    expect(rows.find((row) => row.customerId === '3')?.phoneMasked).toBe('138****1234')
    expect(rows.find((row) => row.customerId === '5')?.phoneMasked).toBe('****')
    expect(/13[789]\d{8}|湖滨南路|中关村/.exec(JSON.stringify(rows).replaceAll('0013800001', ''))).toBeNull()
  })

  it('shows each scope its own, in rows, totals, filters and search', async () => {
    const own = (outlet: number) => all.filter((n) => 4 + (n % 3) === outlet)
    const ordered = { sort: { figure: 'stickiness', direction: 'ascending' } }
    expect(await idsOf(scopes.outlet4, ordered)).toEqual(own(4))
    expect(await idsOf(scopes.outlet5, ordered)).toEqual(own(5))
    expect(await idsOf(scopes.manager14, ordered)).toEqual([3, 12, 21, 30])
    expect(await idsOf(scopes.branch, { ...ordered, institutionId: 2 })).toEqual([...own(4), ...own(5)].sort((a, b) => a - b))
    expect(await list(scopes.outlet4, { filters: [{ figure: 'institution', op: 'in', values: ['5', '6', '1'] }] })).toMatchObject({
      total: 10,
    })
    expect(await list(scopes.outlet4, { filters: [{ figure: 'institution', op: 'in', values: ['5', '6'] }] })).toMatchObject({
      total: 0,
      rows: [],
    })
    expect(await list(scopes.outlet4, { search: '张伟' })).toMatchObject({ total: 0, rows: [] })
    expect(await list({ ...scopes.bank, institutions: [] })).toMatchObject({ total: 0, rows: [] })
  })

  it('refuses an institution outside the scope like an unknown one, and lists for a teller', async () => {
    expect(await ask(scopes.outlet4, { institutionId: 5 })).toBe('NOT_FOUND')
    expect(await ask(scopes.outlet4, { institutionId: 999 })).toBe('NOT_FOUND')
    expect(await ask(scopes.teller)).toBe('FORBIDDEN')
  })

  it('speaks of the current publication only, also after the order was kept', async () => {
    expect(await list(scopes.bank)).toMatchObject({ total: 30 })
    await publish(databases.owner, dates[0])
    expect(await list(scopes.bank)).toMatchObject({ total: 29, businessDate: dates[0] })
    await publish(databases.owner, dates[1])
  })

  it('ends a list past its end without rows', async () => {
    expect(await list(scopes.bank, { offset: 30 })).toMatchObject({ total: 30, rows: [] })
    expect(await list(scopes.bank, { offset: 29, limit: 200 })).toMatchObject({ rows: [{}] })
  })
})

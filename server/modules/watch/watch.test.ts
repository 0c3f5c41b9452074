import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, publishRows, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import { listCustomers } from './list-customers.ts'
import { showCapture } from './show-capture.ts'
import { showDepth } from './show-depth.ts'
import { showPaths } from './show-paths.ts'
import { showSeason } from './show-season.ts'
import { showSurvival } from './show-survival.ts'

const business_date = '2026-11-20'
const at = (institution_id: number, manager_id: number | null) => ({ business_date, institution_id, manager_id })
const life = { tier: 'potential', products: 2, programmes: 0 }
const path = { inflow_fen: 0, returned_fen: 0, customers_in: 0, customers_out: 1 }
const depth = { tier: 'potential', customers: 9, counted_customers: 8, inconvenient_customers: 1, pass_through_fen: 5 }
const form = {
  deposit_7d_fen: 100,
  investment_7d_fen: 0,
  insurance_7d_fen: 0,
  deposit_30d_fen: 100,
  investment_30d_fen: 50,
  insurance_30d_fen: 0,
}

let databases: Databases
const by = (scope: Scope) => ({ scope })
const ok = <T>(answer: T | string): T => {
  if (typeof answer === 'string') throw new Error(`refused: ${answer}`)
  return answer
}

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  const { owner } = databases
  await publishRows(owner, 'watch.survival', [
    { ...at(4, 14), ...life, months: 2, ended: 10, last_seen: 0 },
    { ...at(4, 14), ...life, programmes: 33, months: 12, ended: 0, last_seen: 30 },
    { ...at(4, 0), ...life, tier: 'wealth', products: 4, months: 12, ended: 1, last_seen: 9 },
    { ...at(5, 16), ...life, months: 12, ended: 0, last_seen: 50 },
  ])
  await publishRows(owner, 'watch.relation_depth', [
    {
      ...at(4, 14),
      ...depth,
      holders: 4,
      categories: 8,
      holding_1: 2,
      holding_2: 1,
      holding_3: 0,
      holding_4: 1,
      old_customers: 1,
      stickiness: 80,
      inflow_fen: 100,
      outflow_fen: 60,
      leakage_inflow_fen: 100,
      leakage_outflow_fen: 25,
    },
    {
      ...at(5, 16),
      ...depth,
      holders: 2,
      categories: 8,
      holding_1: 0,
      holding_2: 0,
      holding_3: 0,
      holding_4: 2,
      old_customers: 2,
      stickiness: 0,
      inflow_fen: null,
      outflow_fen: null,
      leakage_inflow_fen: null,
      leakage_outflow_fen: null,
    },
  ])
  await publishRows(owner, 'watch.flow_path_total', [
    { ...at(4, 14), ...path, form: 'own_name', bank: '建设银行', outflow_fen: 900, returned_fen: 100 },
    { ...at(4, 0), ...path, form: 'own_name', bank: '建设银行', outflow_fen: 50 },
    { ...at(5, 16), ...path, form: 'cash', bank: '', outflow_fen: 7 },
  ])
  const listed = { form: 'own_name', inflow_fen: 0, returned_fen: 100 }
  await publishRows(owner, 'watch.flow_path_listed', [
    { ...at(4, 14), ...listed, customer_id: 21, bank: '建设银行', outflow_fen: 3_000_000 },
    { ...at(4, null), ...listed, customer_id: 18, bank: '建设银行', outflow_fen: 9_000_000 },
    { ...at(4, 15), ...listed, customer_id: 15, bank: '招商银行', outflow_fen: 2_000_000 },
    { ...at(4, 14), ...listed, customer_id: 12, bank: '建设银行', outflow_fen: 8_000_000 },
    { ...at(5, 16), ...listed, customer_id: 4, bank: '建设银行', outflow_fen: 7_000_000 },
  ])
  await publishRows(owner, 'watch.capture_total', [
    { ...at(4, 14), cohorts: 3, matured_7d_fen: 1000, kept_7d_fen: 600, matured_30d_fen: 800, kept_30d_fen: 200, ...form },
    {
      ...at(5, 16),
      cohorts: 1,
      matured_7d_fen: 1000,
      kept_7d_fen: 1000,
      matured_30d_fen: 0,
      kept_30d_fen: 0,
      ...form,
      deposit_30d_fen: 0,
      investment_30d_fen: 0,
    },
  ])
  const month = { customers: 2, gain_fen: 1000 }
  await publishRows(owner, 'watch.season_month', [
    { ...at(4, 14), ...month, month_end: '2026-03-31', kept_fen: 1000 },
    { ...at(4, 14), ...month, month_end: business_date, kept_fen: 250 },
    { ...at(5, 16), ...month, month_end: business_date, kept_fen: 1000 },
  ])
}, 120_000)

describe('the survival curve', () => {
  it('is of all in sight, and of each tier at entry in its order', async () => {
    const { all, curves } = ok(await showSurvival(databases.app, by(scopes.branch), undefined, 'tier'))
    expect([all.customers, all.left, all.steps.at(-1)?.month]).toEqual([100, 11, 12])
    expect(curves.map(({ key, customers, tooFew }) => [key, customers, tooFew])).toEqual([
      ['potential', 90, false],
      ['wealth', 10, true],
    ])
  })

  it('counts who had two programmes in each of them, and who had none in none', async () => {
    const { curves } = ok(await showSurvival(databases.app, by(scopes.outlet4), undefined, 'programme'))
    expect(curves.map(({ key, customers }) => [key, customers])).toEqual([
      ['payroll', 30],
      ['fund_plan', 30],
      ['none', 20],
    ])
  })

  it('names outlets and managers; customers without a manager are a group of their own', async () => {
    const { curves } = ok(await showSurvival(databases.app, by(scopes.outlet4), undefined, 'manager'))
    expect(curves.map(({ key, name }) => [key, name === null])).toEqual([
      ['4-14', false],
      ['4-0', true],
    ])
  })

  it('shows a manager the own customers only', async () => {
    const { all } = ok(await showSurvival(databases.app, by(scopes.manager14), undefined, 'tier'))
    expect(all.customers).toBe(40)
  })
})

describe('how much customers hold', () => {
  it('is divided once, of all, by tier, outlet and manager; stickiness is a mean of the counted', async () => {
    const { rows, attritionFallsBp, attritionLowBp } = ok(await showDepth(databases.app, by(scopes.branch), undefined))
    expect([attritionFallsBp, attritionLowBp]).toEqual([28_000, 40_000])
    expect(rows.map(({ kind, key, crossSellBp, stickiness }) => [kind, key, crossSellBp, stickiness])).toEqual(
      [
        ['all', 'all', 26_667, 500],
        ['outlet', '4', 20_000, 1000],
        ['manager', '4-14', 20_000, 1000],
        ['outlet', '5', 40_000, 0],
        ['manager', '5-16', 40_000, 0],
        ['tier', 'potential', 26_667, 500],
      ].toSorted(order(rows)),
    )
  })

  it('tells who left by products held, with interval and counts', async () => {
    const { attrition } = ok(await showDepth(databases.app, by(scopes.branch), undefined))
    expect(attrition).toMatchObject([{ products: 2, customers: 90, left: 10, month: 12, leftBp: 1111 }])
    const [point] = attrition
    expect(point && point.lowBp < 1111 && point.highBp > 1111).toBe(true)
  })

  it('has no sum of an outlet for who sees a part of it', async () => {
    const { rows } = ok(await showDepth(databases.app, by(scopes.manager14), undefined))
    expect(rows.map(({ kind }) => kind).toSorted()).toEqual(['all', 'manager', 'tier'])
  })
})

/** Rows come in groups; the test says what is in them, not where they stand. */
const order = (rows: readonly { kind: string; key: string }[]) => (one: readonly unknown[], other: readonly unknown[]) =>
  rows.findIndex(({ kind, key }) => kind === one[0] && key === one[1]) -
  rows.findIndex(({ kind, key }) => kind === other[0] && key === other[1])

describe('where money goes', () => {
  it('is summed by kind and bank, the largest first, with what came back', async () => {
    const { paths } = ok(await showPaths(databases.app, by(scopes.branch), undefined))
    expect(paths.map((one) => [one.form, one.bank, one.outflowFen, one.returnedFen, one.customersOut])).toEqual([
      ['own_name', '建设银行', '950', '100', 2],
      ['cash', '', '7', '0', 1],
    ])
  })

  it('tells what leaks by outlet; what is not known is unknown, not nothing', async () => {
    const { rows } = ok(await showPaths(databases.app, by(scopes.branch), undefined))
    const of = (kind: string, key: string) => rows.find((row) => row.kind === kind && row.key === key)
    expect(of('outlet', '4')).toMatchObject({ inflowFen: '100', passThroughFen: '5', leakage: { part: '25', whole: '100', bp: 2500 } })
    expect(of('outlet', '5')).toMatchObject({ inflowFen: null, leakage: { bp: null } })
  })
})

describe('what stays', () => {
  it('of maturities is told with its forms; the rest lies on demand', async () => {
    const { rows } = ok(await showCapture(databases.app, by(scopes.outlet4), undefined))
    expect(rows[0]).toMatchObject({
      day7: { keptBp: 6000, deposit: '100', demand: '500' },
      day30: { keptBp: 2500, investment: '50', demand: '50' },
    })
  })

  it('of the season is told month by month and as of the night', async () => {
    const { months, rows } = ok(await showSeason(databases.app, by(scopes.branch), undefined))
    expect(months.map(({ date, keptBp }) => [date, keptBp])).toEqual([
      ['2026-03-31', 10_000],
      [business_date, 6250],
    ])
    expect(rows.find(({ key }) => key === '4-14')).toMatchObject({ customers: 2, keptFen: '250', keptBp: 2500 })
  })
})

describe('the customers behind a number', () => {
  const asked = { list: 'path_out', form: 'own_name', bank: '建设银行' } as const
  it('are listed from the line on, the largest first, without code N', async () => {
    const { rows, total } = ok(await listCustomers(databases.app, by(scopes.outlet4), asked))
    expect([total, rows.map(({ customerId, amount, beside }) => [customerId, amount, beside])]).toEqual([
      2,
      [
        ['18', '9000000', '100'],
        ['21', '3000000', '100'],
      ],
    ])
  })

  it('are those of a manager, or of nobody, when asked', async () => {
    const of = async (managerId: number) => ok(await listCustomers(databases.app, by(scopes.outlet4), { ...asked, managerId })).rows
    expect((await of(14)).map(({ customerId }) => customerId)).toEqual(['21'])
    expect((await of(0)).map(({ customerId }) => customerId)).toEqual(['18'])
  })

  it('are the own ones of a manager, whatever is asked', async () => {
    const { rows } = ok(await listCustomers(databases.app, by(scopes.manager14), { list: 'path_out' }))
    expect(rows.map(({ customerId }) => customerId)).toEqual(['21'])
  })
})

describe('refusals', () => {
  const questions = [
    (scope: Scope, institutionId?: number) => showSurvival(databases.app, by(scope), institutionId, 'tier'),
    (scope: Scope, institutionId?: number) => showDepth(databases.app, by(scope), institutionId),
    (scope: Scope, institutionId?: number) => showPaths(databases.app, by(scope), institutionId),
    (scope: Scope, institutionId?: number) => showCapture(databases.app, by(scope), institutionId),
    (scope: Scope, institutionId?: number) => showSeason(databases.app, by(scope), institutionId),
    (scope: Scope, institutionId?: number) =>
      listCustomers(databases.app, by(scope), { list: 'path_in', ...(institutionId ? { institutionId } : {}) }),
  ]
  it('answer a teller FORBIDDEN, an institution outside the scope NOT_FOUND', async () => {
    for (const ask of questions) expect([await ask(scopes.teller), await ask(scopes.outlet4, 5)]).toEqual(['FORBIDDEN', 'NOT_FOUND'])
  })

  it('answer NOT_READY before the first night', async () => {
    const empty = await testDatabase()
    expect(await showSurvival(empty.app, by(scopes.outlet4), undefined, 'tier')).toBe('NOT_READY')
  })
})

describe('a bank that delivers no postings, terms or season', () => {
  it('has empty answers, not wrong ones', async () => {
    const scope = { ...scopes.outlet5, institutionId: 6, institutions: [6] }
    expect(ok(await showPaths(databases.app, by(scope), undefined)).paths).toEqual([])
    expect(ok(await showCapture(databases.app, by(scope), undefined)).rows).toMatchObject([
      { kind: 'all', cohorts: 0, day7: { keptBp: null } },
    ])
    expect(ok(await showSeason(databases.app, by(scope), undefined)).months).toEqual([])
    expect(ok(await showSurvival(databases.app, by(scope), undefined, 'outlet'))).toMatchObject({ all: { customers: 0 }, curves: [] })
  })
})

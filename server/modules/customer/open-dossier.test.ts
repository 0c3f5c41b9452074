import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, publishRows, scopes as people } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { dossierHead, type DossierHead } from './contract.ts'
import { deleteView, listViews, saveView } from './keep-views.ts'
import { nameManagers } from './name-managers.ts'
import { openDossier } from './open-dossier.ts'
import { suggestCustomers } from './suggest-customers.ts'

/** The whole bank as somebody sees it to whom no name is masked; what others see is masked-view.test.ts's. */
const scopes = { ...people, bank: { ...people.bank, role: 'outlet_president' } }

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
})
const personOf = (scope: Scope): Person => ({ userId: scope.userId, login: `u${scope.userId}`, name: 'x', scope })
const open = async (scope: Scope, id: string): Promise<DossierHead> =>
  dossierHead.parse(await openDossier(databases.app, personOf(scope), id))

it('refuses NOT_READY before the first publication', async () => {
  expect(await openDossier(databases.app, personOf(scopes.bank), '3')).toBe('NOT_READY')
  expect(await suggestCustomers(databases.app, scopes.bank, '3')).toBe('NOT_READY')
  expect(await nameManagers(databases.app, scopes.bank)).toBe('NOT_READY')
})

describe('a published bank', () => {
  beforeAll(async () => {
    await publishBank(databases)
    const holding = (product: string, balance: number, counts: boolean) => ({
      business_date: '2026-11-20',
      customer_id: 3,
      institution_id: 4,
      manager_id: 14,
      product_code: product,
      product_name: product,
      category: counts ? 'fund' : 'loan',
      counts_as_aum: counts,
      account_count: 1,
      balance_fen: balance,
      next_maturity_on: null,
    })
    await publishRows(databases.owner, 'customer.customer_holding', [
      holding('L1', 900, false),
      holding('F1', 100, true),
      holding('F2', 200, true),
    ])
  })

  it('opens a dossier with masked contact data, curve, holdings, payroll and tier lines', async () => {
    const head = await open(scopes.manager14, '3')
    expect(head).toMatchObject({
      businessDate: '2026-11-20',
      customerId: '3',
      name: '曾小明',
      birthDate: '1953-02-28',
      age: 73,
      phoneMasked: '138****1234',
      addressMasked: '福建省厦门市思明区***',
      institution: { id: 4, name: '解放路网点' },
      manager: { id: 14, name: '李娜' },
      figures: { aum: '20000000', tier: 'mid_to_high', old_customer: true, pension_credit: '100003', wage_credit: null },
    })
    expect(head.aumCurve).toEqual([
      { date: '2026-08-31', aumFen: '7' },
      { date: '2026-09-30', aumFen: null },
      { date: '2026-10-31', aumFen: '10000000' },
      { date: '2026-11-20', aumFen: '20000000' },
    ])
    expect(head.holdings.map((row) => [row.productCode, row.balanceFen])).toEqual([
      ['F2', '200'],
      ['F1', '100'],
      ['L1', '900'],
    ])
    expect(head.payroll.map((row) => [row.monthEnd, row.kind, row.creditFen, row.kept30dFen])).toEqual([
      ['2026-11-30', 'pension', '100003', null],
      ['2026-09-30', 'pension', '100003', '20000'],
    ])
    expect(head.tierLines).toEqual([
      { tier: 'long_tail', fromFen: '0' },
      { tier: 'potential', fromFen: '5000000' },
      { tier: 'mid_to_high', fromFen: '20000000' },
      { tier: 'wealth', fromFen: '100000000' },
    ])
    expect(/13800001234|湖滨南路/.exec(JSON.stringify(head))).toBeNull()
  })

  it('opens with whatever is not known left empty', async () => {
    expect(await open(scopes.bank, '6')).toMatchObject({
      phoneMasked: null,
      addressMasked: null,
      holdings: [],
      payroll: [],
      maturities: [],
    })
    expect(await open(scopes.bank, '11')).toMatchObject({ name: null, manager: null })
    expect((await open(scopes.bank, '8')).maturities).toMatchObject([{ termNo: 'T8', daysToMaturity: 11, amountFen: '3000' }])
  })

  it('gives the same answer for an unknown customer and one outside the scope', async () => {
    for (const id of ['4', '31', '0', '9223372036854775808', '9999999999999999999']) {
      expect(await openDossier(databases.app, personOf(scopes.outlet4), id)).toBe('NOT_FOUND')
    }
    expect(await openDossier(databases.app, personOf(scopes.manager14), '6')).toBe('NOT_FOUND')
    expect(await openDossier(databases.app, personOf({ ...scopes.manager14, managerId: -1 }), '3')).toBe('NOT_FOUND')
  })

  it('puts every opening on record with it, and every refusal, and never opens without', async () => {
    const entries = async () =>
      (
        await sql<{ login: string; id: string; at: number | null; outcome: string }>`
          select actor_login as login, subject_id as id, institution_id as at, outcome from audit.entry where action = 'open-dossier' order by entry.id`.execute(
          databases.owner,
        )
      ).rows
    const before = (await entries()).length
    await open(scopes.manager14, '3')
    await openDossier(databases.app, personOf(scopes.outlet4), '4')
    expect((await entries()).slice(before)).toEqual([
      { login: 'u5', id: '3', at: 4, outcome: 'done' },
      { login: 'u3', id: '4', at: null, outcome: 'refused' },
    ])
    await sql`revoke execute on function audit.record from liuke_app`.execute(databases.owner)
    try {
      await expect(openDossier(databases.app, personOf(scopes.manager14), '3')).rejects.toThrow(/permission denied/)
    } finally {
      await sql`grant execute on function audit.record to liuke_app`.execute(databases.owner)
    }
  })

  it('withholds from the dossier of a customer not for marketing what prompts to sell or keep', async () => {
    const head = await open(scopes.manager14, '12')
    expect(head.figures).toMatchObject({ bucket: 'not_for_marketing', next_tier_gap: null, stickiness: null, inconvenient_to_leave: null })
    expect(head.says.map(({ code }) => code)).toEqual(['bucket'])
    expect((await open(scopes.manager14, '3')).figures).toMatchObject({ next_tier_gap: '1', stickiness: 3 })
  })

  it('suggests within the scope: exact first, then by size, masked', async () => {
    const ids = async (scope: Scope, search: string) => {
      const answer = await suggestCustomers(databases.app, scope, search)
      return typeof answer === 'string' ? answer : answer.rows.map((row) => Number(row.customerId))
    }
    expect(await ids(scopes.bank, '1234')).toEqual([4, 3])
    expect(await ids(scopes.outlet4, '1234')).toEqual([3])
    expect(await ids(scopes.outlet4, '张伟')).toEqual([])
    expect(await ids(scopes.manager14, '客户')).toEqual([12, 21, 30])
    expect(await ids(scopes.bank, '客户1')).toEqual([1, 19, 15, 14, 13, 16, 12, 18, 10, 17])
    expect(await ids(scopes.bank, "x'; drop table customer.customer; --")).toEqual([])
    expect(await ids(scopes.bank, ' ')).toEqual([])
    const answer = await suggestCustomers(databases.app, scopes.teller, 'C000005')
    expect(answer).toMatchObject({
      rows: [{ customerNo: 'C000005', name: '*', phoneMasked: '****', institutionName: '湖滨网点', tier: 'wealth' }],
    })
  })

  it('names the managers whose customers one may see', async () => {
    expect(await nameManagers(databases.app, scopes.branch)).toEqual({
      managers: [
        { id: 14, name: '李娜', institutionName: '解放路网点' },
        { id: 15, name: '曾志', institutionName: '解放路网点' },
        { id: 16, name: '王芳', institutionName: '人民路网点' },
      ],
    })
    expect(await nameManagers(databases.app, scopes.manager14)).toMatchObject({ managers: [{ id: 14 }] })
  })

  it('keeps views for each person alone, under harmless names', async () => {
    const { app } = databases
    const view = { filters: [], sort: { figure: 'aum', direction: 'descending' }, columns: ['tier'] } as const
    const plain = { ...view, filters: [], columns: [...view.columns] }
    const name = `<img src=x onerror=1>'; drop table "x"`
    const kept = await saveView(app, scopes.outlet4, { name, view: plain })
    expect(kept).toMatchObject({ name, view })
    const again = await saveView(app, scopes.outlet4, { name, view: { ...plain, columns: ['aum'] } })
    expect(again).toMatchObject({ id: kept.id, view: { columns: ['aum'] } })
    expect(await saveView(app, scopes.outlet4, { name: 'a\u0000b', view: plain })).toMatchObject({ name: 'a b' })
    expect((await listViews(app, scopes.outlet4)).views).toHaveLength(2)
    expect(await listViews(app, scopes.outlet5)).toEqual({ views: [] })
    expect(await deleteView(app, scopes.outlet5, kept.id)).toBe('NOT_FOUND')
    expect(await deleteView(app, scopes.outlet4, kept.id)).toEqual({ deleted: true })
    expect(await deleteView(app, scopes.outlet4, kept.id)).toBe('NOT_FOUND')
  })

  it('leaves a view out that this version does not understand', async () => {
    await sql`insert into customer.saved_view (user_id, name, view) values (${scopes.bank.userId}, 'old', '{"columns": ["gone"]}')`.execute(
      databases.owner,
    )
    expect(await listViews(databases.app, scopes.bank)).toEqual({ views: [] })
  })

  it('shows nothing to a connection without a scope, nor by a partition', async () => {
    for (const table of [
      'customer.customer',
      'customer.customer_snapshot',
      'customer.customer_holding',
      'payroll.payroll_month',
      'retention.maturity',
      'report.outlet_day',
      'report.outlet_month',
      'customer.saved_view',
    ]) {
      expect((await sql`select from ${sql.table(table)}`.execute(databases.app)).rows).toEqual([])
    }
    await expect(sql`select from customer.customer_20261120`.execute(databases.app)).rejects.toThrow(/permission denied/)
  })
})

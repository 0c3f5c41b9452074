import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, publishRows, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import { dossierHead, listInput } from './contract.ts'
import { figureKeys, figures } from './figures.ts'
import { listCustomers, type CustomerList } from './list-customers.ts'
import { openDossier } from './open-dossier.ts'
import { suggestCustomers } from './suggest-customers.ts'

let databases: Databases
const teller: Scope = { ...scopes.teller, institutionId: 6, institutions: [6] }
const lobby: Scope = { ...teller, userId: 7, role: 'lobby_manager' }
const president: Scope = { ...teller, userId: 8, role: 'outlet_president' }
/** of outlet 6 */
const customers = [2, 5, 8, 11, 14, 17, 20, 23, 26, 29]
const lines = ['1', '1000000', '5000000', '20000000', '100000000', '600000000']

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await publishRows(
    databases.owner,
    'customer.customer_holding',
    customers.map((n) => ({
      business_date: '2026-11-20',
      customer_id: n,
      institution_id: 6,
      product_code: 'F1',
      product_name: 'F1',
      category: 'fund',
      counts_as_aum: true,
      account_count: 1,
      balance_fen: 7_654_300 + n,
    })),
  )
})

const list = async (scope: Scope, input: object = {}): Promise<CustomerList> => {
  const half = figureKeys.length >> 1
  const [first, second] = await Promise.all(
    [figureKeys.slice(0, half), figureKeys.slice(half)].map((columns) =>
      listCustomers(databases.app, scope, listInput.parse({ columns, ...input })),
    ),
  )
  if (typeof first !== 'object' || typeof second !== 'object') throw new Error('the list was refused')
  const rows = first.rows.map((row, index) => ({ ...row, figures: { ...row.figures, ...second.rows[index]?.figures } }))
  return { ...first, rows }
}
const refusal = (scope: Scope, input: object) => listCustomers(databases.app, scope, listInput.parse(input))
const dossier = async (scope: Scope, n: number) =>
  dossierHead.parse(await openDossier(databases.app, { userId: scope.userId, login: 'x', name: 'x', scope }, String(n)))
const suggested = async (scope: Scope, search: string) => {
  const answer = await suggestCustomers(databases.app, scope, search)
  if (typeof answer === 'string') throw new Error(answer)
  return answer.rows
}

/** Every text and number of an answer, wherever it stands. */
const leaves = (value: unknown): string[] =>
  value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [JSON.stringify(value).replaceAll('"', '')]

/** Every amount the bank holds of the customers of outlet 6, as text, but for those that are lines of bands and those as small as counts and rates. */
async function exactAmounts(): Promise<Set<string>> {
  const { rows } = await sql<{ fen: string }>`
    select distinct v.value as fen from (
      select to_jsonb(s) as row from customer.customer_snapshot s where institution_id = 6
      union all select to_jsonb(h) from customer.customer_holding h where institution_id = 6
      union all select to_jsonb(p) from payroll.payroll_month p where institution_id = 6
      union all select to_jsonb(m) from retention.maturity m where institution_id = 6
    ) r, jsonb_each_text(r.row) v where v.key like '%fen' and v.value::bigint > 10000`.execute(databases.owner)
  return new Set(rows.map(({ fen }) => fen).filter((fen) => !lines.includes(fen)))
}

describe('a teller and a lobby manager', () => {
  it('are given no exact amount and no whole name by any answer about customers', async () => {
    const amounts = await exactAmounts()
    expect(amounts.size).toBeGreaterThan(20)
    const names = customers.map((n) => (n === 5 ? '王' : `客户${n}`))
    const answers: unknown[] = [await list(lobby)]
    for (const scope of [teller, lobby]) {
      for (const n of customers) answers.push(await dossier(scope, n), await suggested(scope, `C${String(n).padStart(6, '0')}`))
    }
    const told = answers.flatMap(leaves)
    expect(told.length).toBeGreaterThan(1000)
    expect(told.filter((leaf) => amounts.has(leaf) || names.includes(leaf) || /^1370000\d{4}$/.test(leaf))).toEqual([])
    // and the walk does find them where they are
    const clear = leaves([await list(president), await dossier(president, 26)])
    expect(clear.filter((leaf) => amounts.has(leaf)).length).toBeGreaterThan(20)
    expect(clear).toContain('客户26')
  })

  it('see bands and masked names', async () => {
    const head = await dossier(teller, 26)
    expect(head).toMatchObject({ name: '客**', phoneMasked: '137****0026', aumCurve: [] })
    expect(head.figures['aum']).toEqual({ fromFen: '5000000', belowFen: '20000000' })
    expect(head.holdings[0]?.balanceFen).toEqual({ fromFen: '5000000', belowFen: '20000000' })
  })

  it('find who stands at the counter by exact number, phone or name, and by nothing less of a name', async () => {
    const ids = async (search: string) => (await suggested(teller, search)).map((row) => Number(row.customerId))
    expect(await ids('C000026')).toEqual([26])
    expect(await ids('13700000026')).toEqual([26])
    expect(await ids('客户26')).toEqual([26])
    expect(await ids('kehu26')).toEqual([26])
    for (const less of ['客', 'kehu', 'kh26', '户26', '客户']) expect([less, await ids(less)]).toEqual([less, []])
    expect((await list(lobby, { search: '客户26' })).total).toBe(1)
    expect((await list(lobby, { search: '客户2' })).rows.map((row) => row.customerId)).toEqual(['2'])
    expect((await list(lobby, { search: '客' })).total).toBe(0)
  })

  it('cannot find an amount out by order, condition or count', async () => {
    for (const figure of figureKeys.filter((key) => figures[key].kind === 'money')) {
      const bands = (await list(lobby, { sort: { figure, direction: 'ascending' } })).rows.map((row) => JSON.stringify(row.figures[figure]))
      const ids = (await list(lobby, { sort: { figure, direction: 'ascending' } })).rows.map((row) => Number(row.customerId))
      // within a band by number, so that nobody is told who has more
      for (const band of new Set(bands)) {
        const within = ids.filter((_, index) => bands[index] === band)
        expect([figure, within]).toEqual([figure, within.toSorted((a, b) => a - b)])
      }
      const filter = (op: string, value: string) => ({ filters: [{ figure, op, values: [value] }] })
      expect(await refusal(lobby, filter('at_least', '12345678'))).toBe('BAND_ONLY')
      expect(await refusal(lobby, filter('in', '12345678'))).toBe('BAND_ONLY')
      expect(await refusal(lobby, filter('at_most', '5000000'))).toBe('BAND_ONLY')
      expect(await refusal(lobby, filter('at_least', '5000000'))).not.toBe('BAND_ONLY')
      expect(await refusal(lobby, filter('above', '0'))).not.toBe('BAND_ONLY')
    }
  })

  it('rank suggestions by band, not by amount', async () => {
    // customers 14 (99,999,999) and 23 (20,000,000) lie in one band: the smaller number comes first
    const ids = (await suggested(teller, 'c0000')).map((row) => Number(row.customerId))
    expect(ids.indexOf(14)).toBeLessThan(ids.indexOf(23))
  })
})

it('the president sees the own outlet in clear, whoever is above sees no names', async () => {
  const own = (await list(president, { search: '客户26' })).rows[0]
  expect([own?.name, own?.figures['name'], own?.figures['aum']]).toEqual(['客户26', '客户26', '12345678'])
  const above = (await list(scopes.bank, { search: 'C000026' })).rows[0]
  expect([above?.name, above?.figures['name'], above?.figures['aum']]).toEqual(['客**', '客**', '12345678'])
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalTable, tableNames } from '../night/extract/canonical.ts'
import type { ColumnType } from '../night/extract/canonical.ts'
import { fileOf, firstDate, makeTestBank, testBank } from './test-bank.ts'
import type { TestBank } from './test-bank.ts'

let bank: TestBank
beforeAll(async () => {
  bank = await makeTestBank()
}, 120_000)
afterAll(() => bank.close())

interface Manifest {
  format: string
  business_date: string
  tables: Record<string, { files: string[]; rows: number; control_sum?: string; covers_from?: string; covers_to?: string }>
}
const manifestOf = (date: string): Manifest => JSON.parse(readFileSync(join(bank.out, date, 'manifest.json'), 'utf8')) as Manifest
const engineTypes: Record<ColumnType, string> = {
  text: 'VARCHAR',
  code: 'VARCHAR',
  bigint: 'BIGINT',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
  date: 'DATE',
}

describe.each(testBank.businessDates)('the delivery of %s', (date) => {
  test.each(tableNames)('%s is as the manifest and the canonical format say', async (name) => {
    const table = canonicalTable(name)
    const rows = `read_parquet('${fileOf(bank.out, date, name)}')`
    const count = async (where: string): Promise<bigint> =>
      (await bank.one<{ n: bigint }>(`select count(*) as n from ${rows} t where ${where}`)).n
    const described = await bank.engine.all<{ column_name: string; column_type: string }>(`describe select * from ${rows}`)
    expect(Object.fromEntries(described.map(({ column_name, column_type }) => [column_name, column_type]))).toEqual(
      Object.fromEntries(Object.entries(table.columns).map(([column, { type }]) => [column, engineTypes[type]])),
    )
    const entry = manifestOf(date).tables[name]
    expect(BigInt(entry?.rows ?? -1)).toBe(await count('true'))
    if (table.controlSum)
      expect(entry?.control_sum).toBe(
        (await bank.one<{ sum: string }>(`select coalesce(sum(${table.controlSum}), 0)::varchar as sum from ${rows}`)).sum,
      )
    if (table.form === 'movement') {
      expect([entry?.covers_from, entry?.covers_to]).toEqual([date === firstDate ? '2025-03-01' : date, date])
      expect(await count(`business_date not between date '${entry?.covers_from}' and date '${entry?.covers_to}'`)).toBe(0n)
    }
    expect(
      (
        await bank.one<{ n: bigint }>(
          `select count(*) as n from (select 1 from ${rows} group by ${table.key.join(', ')} having count(*) > 1)`,
        )
      ).n,
    ).toBe(0n)
    for (const [column, { required, references, values }] of Object.entries(table.columns)) {
      if (required) expect(await count(`${column} is null`), column).toBe(0n)
      if (values) expect(await count(`${column} not in (${values.map((value) => `'${value}'`).join(', ')})`), column).toBe(0n)
      if (references) {
        const other = `read_parquet('${fileOf(bank.out, date, references)}')`
        expect(
          await count(
            `${column} is not null and not exists (select 1 from ${other} o where o.${canonicalTable(references).key[0]} = t.${column})`,
          ),
          column,
        ).toBe(0n)
      }
    }
  })
})

describe('the first delivery', () => {
  test('carries the balances of thirteen month ends and of the day', async () => {
    const dates = await bank.engine.all<{ d: string }>('select distinct business_date::varchar as d from holding_balance_first order by 1')
    expect(dates.map(({ d }) => d)).toEqual([
      '2025-03-31',
      '2025-04-30',
      '2025-05-31',
      '2025-06-30',
      '2025-07-31',
      '2025-08-31',
      '2025-09-30',
      '2025-10-31',
      '2025-11-30',
      '2025-12-31',
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-14',
    ])
  })

  test('every date of the history has postings', async () => {
    expect((await bank.one<{ n: bigint }>('select count(distinct business_date) as n from transaction_first')).n).toBe(410n)
  })

  test('nothing of later dates is known: no account, no closing, no customer, no maturity outcome', async () => {
    expect(
      await bank.one(`select (select count(*) from account_first where opened_on > delivered or closed_on > delivered)::integer as accounts,
      (select count(*) from customer_first where opened_on > delivered or last_reached_on > delivered or address_confirmed_on > delivered or risk_assessed_on > delivered)::integer as customers,
      (select count(*) from term_first where starts_on > delivered)::integer as terms, (select count(*) from complaint_first where opened_on > delivered or closed_on > delivered)::integer as complaints`),
    ).toEqual({ accounts: 0, customers: 0, terms: 0, complaints: 0 })
  })

  test('a term that runs is what lies on its account', async () => {
    const { running, wrong } = await bank.one<{
      running: bigint
      wrong: bigint
    }>(`select count(*) as running, count(*) filter (h.balance_fen <> t.amount_fen) as wrong
      from term_first t left join holding_balance_first h on h.account_no = t.account_no and h.business_date = date '${firstDate}' where t.matures_on > date '${firstDate}'`)
    expect(running).toBeGreaterThan(500n)
    expect(wrong).toBe(0n)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstDate, makeTestBank, testBank } from './test-bank.ts'
import type { TestBank } from './test-bank.ts'

let bank: TestBank
beforeAll(async () => {
  bank = await makeTestBank()
  await bank.engine.run(`create table standing as select c.*, coalesce(a.mda_fen, 0) as mda_fen from customer_first c left join (
    select customer_no, sum(month_sum_fen) / 14 as mda_fen from holding_balance_first join account_first using (account_no) join product_first using (product_code)
    where counts_as_aum and business_date = date '${firstDate}' group by 1) a on a.customer_no = c.customer_no`)
}, 120_000)
afterAll(() => bank.close())

const share = async (condition: string, where = 'true'): Promise<number> =>
  (await bank.one<{ share: number }>(`select avg((${condition})::integer)::double as share from standing where ${where}`)).share
const reachable = `phone_usable or coalesce(address_confirmed_on > date '${firstDate}' - interval 12 months, false) or coalesce(last_reached_on > date '${firstDate}' - interval 12 months, false)`

describe('the customers', () => {
  test('stand 91 / 6 / 2.5 / 0.5 % by month-daily average', async () => {
    const customers = testBank.outlets * testBank.customersPerOutlet
    const tolerance = 6 / customers
    expect(Math.abs((await share('mda_fen < 5000000')) - 0.91)).toBeLessThan(tolerance)
    expect(Math.abs((await share('mda_fen >= 5000000 and mda_fen < 20000000')) - 0.06)).toBeLessThan(tolerance)
    expect(Math.abs((await share('mda_fen >= 20000000 and mda_fen < 100000000')) - 0.025)).toBeLessThan(tolerance)
    expect(Math.abs((await share('mda_fen >= 100000000')) - 0.005)).toBeLessThan(tolerance)
  })

  test('are hard to reach in 30 of 100 cases, most in the long tail', async () => {
    expect(Math.abs((await share(`not (${reachable})`)) - 0.3)).toBeLessThan(0.03)
    expect(await share(`not (${reachable})`, 'mda_fen < 5000000')).toBeGreaterThan(
      1.5 * (await share(`not (${reachable})`, 'mda_fen >= 5000000')),
    )
  })

  test('hold about two categories', async () => {
    const { ratio } = await bank.one<{
      ratio: number
    }>(`select avg(n)::double as ratio from (select customer_no, count(distinct category) as n from account_first join product_first using (product_code)
      left join holding_balance_first h on h.account_no = account_first.account_no and h.business_date = date '${firstDate}'
      where closed_on is null and (h.balance_fen > 0 or arrangement is not null) group by 1)`)
    expect(ratio).toBeGreaterThan(1.85)
    expect(ratio).toBeLessThan(2.25)
  })

  test('have names with compound, polyphonic and rare parts, and share names', async () => {
    const row = await bank.one<
      Record<string, bigint>
    >(`select count(*) filter (not regexp_full_match(name, '\\p{Han}{2,4}')) as odd, count(*) filter (regexp_matches(name, '^(欧阳|司马)')) as compound,
      count(*) filter (regexp_matches(name, '^(曾|单|仇|解|查|盖)')) as polyphonic, count(*) filter (strlen(name) > 3 * length(name)) as four_byte, count(*) - count(distinct name) as shared from standing`)
    expect(row.odd).toBe(0n)
    for (const key of ['compound', 'polyphonic', 'four_byte', 'shared']) expect(row[key], key).toBeGreaterThan(0n)
  })

  test('have identity numbers with a right check digit and a region that is none, and phones that nobody has', async () => {
    const people = await bank.engine.all<{ identity_no: string; phone: string | null; birth: string; gender: string }>(
      `select identity_no, phone, strftime(birth_date, '%Y%m%d') as birth, gender from standing where length(identity_no) = 18`,
    )
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    for (const { identity_no: id, phone, birth, gender } of people) {
      expect(id.slice(0, 2)).toBe('99')
      expect(id.slice(6, 14)).toBe(birth)
      expect(Number(id[16]) % 2).toBe(gender === 'male' ? 1 : 0)
      expect(id[17]).toBe('10X98765432'[weights.reduce((sum, weight, index) => sum + weight * Number(id[index]), 0) % 11])
      expect(phone ?? '15400000000').toMatch(/^154\d{8}$/)
    }
  })

  test('have somebody with two numbers in every outlet, the second under the identity card of 15 digits, and nobody else', async () => {
    const pairs = await bank.engine.all<{ outlets: bigint; pairs: bigint; agree: bigint }>(`
      select count(distinct b.institution_code) as outlets, count(*) as pairs,
        count(*) filter (where a.name = b.name and a.gender = b.gender and a.birth_date = b.birth_date and a.phone is not distinct from b.phone
          and a.institution_code = b.institution_code and a.customer_no <> b.customer_no) as agree
      from standing b join standing a on substr(a.identity_no, 1, 6) || substr(a.identity_no, 9, 9) = b.identity_no where length(b.identity_no) = 15`)
    expect(pairs).toEqual([{ outlets: 3n, pairs: 3n, agree: 3n }])
    const short = await bank.one<{ n: bigint }>('select count(*) as n from standing where length(identity_no) <> 18')
    expect(short.n).toBe(3n)
  })

  test('know every kind of posting, and paying units with and without a batch code', async () => {
    const kinds = await bank.engine.all<{ kind: string }>(`select distinct kind from transaction_first order by 1`)
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'bill_payment',
      'card_payment',
      'cash_in',
      'cash_out',
      'correction',
      'fee',
      'interest',
      'loan_draw',
      'loan_payment',
      'maturity',
      'merchant_settlement',
      'payroll',
      'pension',
      'purchase',
      'redemption',
      'transfer_in',
      'transfer_out',
    ])
    const { rhythmic } = await bank.one<{
      rhythmic: bigint
    }>(`select count(*) as rhythmic from (select account_no, counterparty_name from transaction_first
      where kind = 'transfer_in' and employer_code is null and counterparty_name like '%江海%' group by 1, 2 having count(distinct date_trunc('month', business_date)) >= 10)`)
    expect(rhythmic).toBeGreaterThan(5n)
    const { untouched } = await bank.one<{ untouched: bigint }>(
      'select count(*) as untouched from standing where customer_no not in (select customer_no from account_first join transaction_first using (account_no))',
    )
    expect(untouched).toBeGreaterThan(20n)
  })

  test('bring money in the opening season and take part of it away in April and May', async () => {
    const monthly = async (from: string, to: string, months: number): Promise<number> =>
      (
        await bank.one<{ fen: number }>(`select (sum(amount_fen) / ${months})::double as fen
      from transaction_first where own_name and business_date between date '${from}' and date '${to}'`)
      ).fen
    const year = await monthly('2025-04-01', '2026-03-31', 12)
    expect(await monthly('2026-01-01', '2026-03-31', 3)).toBeGreaterThan(year)
    expect(await monthly('2025-04-01', '2025-05-31', 2)).toBeLessThan(year)
  })
})

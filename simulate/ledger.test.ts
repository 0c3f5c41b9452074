import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeTestBank } from './test-bank.ts'
import type { TestBank } from './test-bank.ts'

let bank: TestBank
beforeAll(async () => {
  bank = await makeTestBank()
  // the balance at the end of every day of the history, from the last posting of the day alone
  await bank.engine.run(`create table last_posting as
    select account_no, business_date, balance_after_fen from "transaction"
    qualify row_number() over (partition by account_no, business_date order by sequence desc) = 1`)
}, 120_000)
afterAll(() => bank.close())

const count = async (sql: string): Promise<bigint> => (await bank.one<{ n: bigint }>(`select count(*) as n from (${sql})`)).n

describe('the ledger', () => {
  test('balance = balance before + Σ postings between, for every account and every pair of delivered dates', async () => {
    const pairs = `select account_no, business_date, balance_fen, lag(balance_fen) over w as before_fen, lag(business_date) over w as before_on from holding_balance
      window w as (partition by account_no order by business_date)`
    const broken = `with p as (${pairs}), moved as (
        select p.account_no, p.business_date, sum(t.amount_fen) as amount_fen from p join "transaction" t
          on t.account_no = p.account_no and t.business_date > p.before_on and t.business_date <= p.business_date group by all)
      select 1 from p left join moved m on m.account_no = p.account_no and m.business_date = p.business_date
      where p.before_on is not null and p.balance_fen <> p.before_fen + coalesce(m.amount_fen, 0)`
    expect(await count(`select 1 from (${pairs}) where before_on is not null`)).toBeGreaterThan(40_000n)
    expect(await count(broken)).toBe(0n)
  })

  test('an account that was opened starts at zero', async () => {
    expect(
      await count(`with opened as (select account_no, any_value(opened_on) as opened_on from account group by 1),
        before as (select h.account_no, min(h.business_date) as on_date from holding_balance h group by 1),
        moved as (select t.account_no, sum(t.amount_fen) as amount_fen from "transaction" t join before b on b.account_no = t.account_no and t.business_date <= b.on_date group by 1)
      select 1 from holding_balance h join before b on b.account_no = h.account_no and b.on_date = h.business_date join opened o on o.account_no = h.account_no
        left join moved m on m.account_no = h.account_no
      where o.opened_on > date '2025-03-31' and h.balance_fen <> coalesce(m.amount_fen, 0)`),
    ).toBe(0n)
  })

  test('balance_after_fen follows the true order of the day', async () => {
    expect(
      await count(`select balance_after_fen - amount_fen as before_fen, lag(balance_after_fen) over (partition by account_no order by business_date, sequence) as expected_fen
      from "transaction" qualify expected_fen <> before_fen`),
    ).toBe(0n)
    expect(await count('select 1 from "transaction" group by account_no, business_date, sequence having count(*) > 1')).toBe(0n)
  })

  test('no balance is ever below zero, within the day neither', async () => {
    expect(await count('select 1 from holding_balance where balance_fen < 0')).toBe(0n)
    expect(await count('select 1 from "transaction" where balance_after_fen < 0 or balance_after_fen - amount_fen < 0')).toBe(0n)
  })

  test('month_sum_fen is the exact sum of the end-of-day balances from the 1st', async () => {
    // each end-of-day balance lies there until the day before the next one: days × balance, within the month
    const broken = `with known as (
        select account_no, business_date, balance_after_fen as balance_fen from last_posting where business_date > date '2025-03-31'
        union all select account_no, business_date, balance_fen from holding_balance where business_date = date '2025-03-31'),
      lying as (
        select account_no, balance_fen, business_date as from_on, coalesce(lead(business_date) over (partition by account_no order by business_date) - 1, date '2099-12-31') as to_on from known),
      summed as (
        select h.account_no, h.business_date, any_value(h.month_sum_fen) as delivered_fen,
          coalesce(sum(l.balance_fen * (least(l.to_on, h.business_date) - greatest(l.from_on, date_trunc('month', h.business_date)::date) + 1)), 0) as sum_fen
        from holding_balance h left join lying l on l.account_no = h.account_no and l.from_on <= h.business_date and l.to_on >= date_trunc('month', h.business_date)
        where h.business_date > date '2025-03-31' group by all)
      select 1 from summed where delivered_fen <> sum_fen`
    expect(await count(broken)).toBe(0n)
  })

  test('own moves have both legs: what leaves demand deposits for products arrives there, and back', async () => {
    const legs = await bank.engine.all<{ kind: string; total: string; n: bigint }>(
      `select kind, sum(amount_fen)::varchar as total, count(*) as n from "transaction" where kind in ('purchase', 'redemption', 'maturity') group by 1 order by 1`,
    )
    expect(legs.map(({ kind, total }) => [kind, total])).toEqual([
      ['maturity', '0'],
      ['purchase', '0'],
      ['redemption', '0'],
    ])
    expect(
      await count(`select 1 from "transaction" t join account_first a using (account_no) where t.kind in ('purchase', 'redemption', 'maturity')
      group by a.customer_no, t.business_date, t.kind having sum(t.amount_fen) <> 0`),
    ).toBe(0n)
  })

  test('what is not a working day is quieter: no pay on Saturday or Sunday', async () => {
    expect(await count(`select 1 from "transaction" where kind in ('payroll', 'pension') and dayofweek(business_date) in (0, 6)`)).toBe(0n)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeTestBank } from './test-bank.ts'
import type { TestBank } from './test-bank.ts'
import { truth } from './truth.ts'

let bank: TestBank
beforeAll(async () => {
  bank = await makeTestBank()
}, 120_000)
afterAll(() => bank.close())

describe('the truth of attrition', () => {
  test('is the documented formula', async () => {
    const rows = await bank.engine.all<{ categories: number; contacted: boolean; maturing: boolean; hazard: number }>(
      'select distinct categories, contacted, maturing, hazard from hazard',
    )
    expect(rows.length).toBeGreaterThan(10)
    for (const { categories, contacted, maturing, hazard } of rows) {
      const score =
        truth.base +
        truth.category * Math.min(categories, truth.categoriesAtMost) +
        (contacted ? truth.contact : 0) +
        (maturing ? truth.maturity : 0)
      expect(hazard).toBeCloseTo(1 / (1 + Math.exp(-score)), 12)
    }
  })

  test('can be seen in what is delivered: categories, contacts and maturities at the month end', async () => {
    const wrong = await bank.one<Record<string, bigint>>(`with held as (
        select h.customer_no, h.month_end, count(distinct p.category) as n from hazard h join account a on a.customer_no = h.customer_no and a.delivered = (select max(delivered) from account)
        join product_first p using (product_code) where a.opened_on <= h.month_end and (a.closed_on is null or a.closed_on > h.month_end) group by 1, 2),
      reached as (select distinct h.customer_no, h.month_end from hazard h join contact c on c.customer_no = h.customer_no and c.reached and c.channel <> 'walk_in'
        and c.business_date between h.month_end - ${truth.contactDays - 1} and h.month_end)
      select count(*) filter (h.categories is distinct from d.n) as categories, count(*) filter (h.month_end > date '2025-06-30' and h.contacted <> (r.customer_no is not null)) as contacts, count(*) as n
      from hazard h left join held d on d.customer_no = h.customer_no and d.month_end = h.month_end left join reached r on r.customer_no = h.customer_no and r.month_end = h.month_end`)
    expect(wrong.n).toBeGreaterThan(8000n)
    expect([wrong.categories, wrong.contacts]).toEqual([0n, 0n])
  })

  test('leavers leave as often as the hazards say, more often with few categories and at a maturity', async () => {
    const all = await bank.one<{ expected: number; left: number }>(
      'select sum(hazard)::double as expected, sum("left"::integer)::double as "left" from hazard',
    )
    expect(Math.abs(all.left - all.expected)).toBeLessThan(4 * Math.sqrt(all.expected))
    const rate = async (where: string): Promise<number> =>
      (await bank.one<{ rate: number }>(`select avg("left"::integer)::double as rate from hazard where ${where}`)).rate
    expect(await rate('categories <= 2 and not maturing')).toBeGreaterThan(1.4 * (await rate('categories >= 3 and not maturing')))
    expect(await rate('maturing and categories between 2 and 4')).toBeGreaterThan(
      1.4 * (await rate('not maturing and categories between 2 and 4')),
    )
  })

  test('who has left has almost nothing left, and took it to the own name or as cash', async () => {
    const row = await bank.one<{
      leavers: bigint
      most: number
      own: number
    }>(`with gone as (select customer_no, leaves_on from hazard where leaves_on < date '2026-03-25'),
      rest as (select customer_no, sum(balance_fen) as fen from gone join account_first using (customer_no) join product_first p using (product_code)
        join holding_balance_first b using (account_no) where b.business_date = date '2026-04-14' and p.counts_as_aum group by 1),
      out as (select t.own_name or t.kind = 'cash_out' as own from gone g join account_first a using (customer_no) join transaction_first t using (account_no)
        where t.business_date >= g.leaves_on and t.kind in ('transfer_out', 'cash_out') and a.product_code = 'DD0001')
      select (select count(*) from gone) as leavers, (select quantile_cont(fen, 0.95) from rest)::double as most, (select avg(own::integer) from out)::double as own`)
    expect(row.leavers).toBeGreaterThan(40n)
    expect(row.most).toBeLessThanOrEqual(3000)
    expect(row.own).toBeGreaterThan(0.8)
  })
})

import { addDays, monthStart } from './plan.ts'
import type { Plan } from './plan.ts'

/** The dates whose balances the delivery of a business date carries: the first one also the 13 month ends before it. */
export function balanceDates(plan: Plan, businessDate: string): string[] {
  if (businessDate !== plan.anchor) return [businessDate]
  const monthEnds = Array.from({ length: 13 }, (_, index) => addDays(monthStart(plan.anchor, 12 - index), -1))
  return [...monthEnds, businessDate]
}

const dayOfMonth = (date: string): number => Number(date.slice(8))
const columnOf = (date: string): string => date.replaceAll('-', '')

/**
 * One pass over the postings for all dates: `b…` is what they add to the balance at the end of a date, `s…` to the sum of the balances
 * from the 1st of the month to it (a posting counts as often as its money lay there at the end of a day).
 */
export function balanceTableSql(dates: readonly string[]): string {
  const sums = dates.map(
    (date) => `sum(case when on_date <= date '${date}' then amount else 0 end)::bigint as b${columnOf(date)},
    sum(amount * greatest(0, least(${dayOfMonth(date)}, date '${date}' - on_date + 1)))::bigint as s${columnOf(date)}`,
  )
  return `create or replace table balance as select aid, ${sums.join(',\n')} from posting group by aid`
}

/** Balances of every open account (and of those that close on the date) for the delivery of a business date. */
export function balanceSql(plan: Plan, businessDate: string): string {
  const parts = balanceDates(plan, businessDate).map(
    (date) => `select a.aid, date '${date}' as business_date, a.first_fen + coalesce(b${columnOf(date)}, 0) as balance_fen,
    a.first_fen * ${dayOfMonth(date)} + coalesce(s${columnOf(date)}, 0) as month_sum_fen
    from account a left join balance b on b.aid = a.aid left join closing l on l.aid = a.aid
    where a.opened_on <= date '${date}' and (l.closed_on is null or l.closed_on >= date '${date}')`,
  )
  return `select '62' || aid as account_no, business_date, balance_fen, month_sum_fen from (select * from (${parts.join(' union all ')}) order by aid, business_date)`
}

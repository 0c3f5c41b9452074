import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

export interface TeamRecord {
  managerId: number
  name: string
  institutionName: string
  customers: number
  planned: number | null
  done: number
  overdue: number
  covered: number
  valueFen: bigint | null
}

/**
 * Of every manager who keeps counted customers in sight: the plan of the day, what of it was done, what of the plans of the days before was never done,
 * and how many customers were contacted since a day. The most overdue first.
 */
export async function teamOf(
  trx: Scoped,
  {
    institutions,
    date,
    businessDate,
    coveredFrom,
    overdueFrom,
  }: { institutions: readonly number[]; date: string; businessDate: string; coveredFrom: string; overdueFrom: string },
): Promise<TeamRecord[]> {
  const { rows } = await sql<TeamRecord>`
    with kept as materialized (
      select s.manager_id, s.customer_id from customer.customer_snapshot s
      where s.business_date = ${businessDate} and s.institution_id = any(${[...institutions]}::int[]) and s.manager_id is not null and s.bucket = 'counted'),
    recent as materialized (
      select customer_id, max(on_date) as last_on, array_agg(distinct staff_id) filter (where on_date = ${date}::date) as by_today from contact.standing
      where on_date between least(${coveredFrom}::date, ${overdueFrom}::date) and ${date}::date and direction = 'outbound' group by customer_id),
    newest as (
      select distinct on (manager_id, plan_date) id, manager_id, plan_date, value_fen from today.plan
      where plan_date between ${overdueFrom}::date and ${date}::date and institution_id = any(${[...institutions]}::int[])
      order by manager_id, plan_date, revision desc),
    items as (
      select n.manager_id, n.plan_date,
        coalesce(case when n.plan_date < ${date}::date then r.last_on >= n.plan_date else n.manager_id = any(r.by_today) end, false) as done
      from newest n join today.plan_item i on i.plan_id = n.id left join recent r on r.customer_id = i.customer_id
      union all
      select n.manager_id, n.plan_date, exists (select from prospect.contact k where k.prospect_id = p.prospect_id and k.staff_id = n.manager_id
        and k.on_date between n.plan_date and ${date}::date) as done
      from newest n join today.plan_prospect p on p.plan_id = n.id),
    planned as (
      select manager_id, count(*) filter (where plan_date = ${date}::date)::int as planned, count(*) filter (where plan_date = ${date}::date and done)::int as done,
        count(*) filter (where plan_date < ${date}::date and not done)::int as overdue from items group by manager_id),
    covered as (
      select k.manager_id, count(*)::int as customers,
        count(*) filter (where r.last_on >= ${coveredFrom}::date)::int as covered
      from kept k left join recent r on r.customer_id = k.customer_id group by k.manager_id)
    select c.manager_id as "managerId", st.name, i.name as "institutionName", c.customers, case when n.id is null then null else coalesce(p.planned, 0) end as planned,
      coalesce(p.done, 0) as done, coalesce(p.overdue, 0) as overdue, c.covered, n.value_fen as "valueFen"
    from covered c
    join organisation.staff st on st.id = c.manager_id join organisation.institution i on i.id = st.institution_id
    left join planned p on p.manager_id = c.manager_id
    left join newest n on n.manager_id = c.manager_id and n.plan_date = ${date}::date
    order by overdue desc, i.code collate "C", st.staff_no collate "C"`.execute(trx)
  return rows
}

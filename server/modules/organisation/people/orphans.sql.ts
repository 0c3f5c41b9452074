import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'

export interface OrphanGroup {
  /** null: the bank names no manager for these customers */
  managerId: number | null
  name: string | null
  institutionId: number
  institutionName: string
  customers: number
  leftOn: string | null
}

/**
 * Customers of the last night that the scope shows and whose manager no longer keeps them: the person left, or has no post there or above it, and nobody
 * took over; then those for whom the bank names no manager (of what counts in rates), from the totals of the night.
 */
export async function orphanGroups(trx: Scoped, today: string): Promise<OrphanGroup[]> {
  const { rows } = await sql<OrphanGroup>`
    with night as (select business_date from extract.publication where is_current
    ), kept as (
      select s.manager_id, s.institution_id, count(*)::int as customers from customer.customer_snapshot s
      where s.business_date = (select business_date from night) and s.manager_id = any ((select organisation.former_staff(${today}))::int[])
      group by s.manager_id, s.institution_id
    ), orphaned as (
      select manager_id, institution_id, customers from kept where not organisation.keeps(manager_id, institution_id, ${today})
      union all
      select null, d.institution_id, (d.counted_customers - d.managed_customers)::int - coalesce(a.customers, 0) from report.outlet_day d
      left join handover.adopted((select platform.visible_institutions())) a on a.institution_id = d.institution_id
      where d.business_date = (select business_date from night) and d.counted_customers > d.managed_customers + coalesce(a.customers, 0)
    )
    select o.manager_id as "managerId", st.name, o.institution_id as "institutionId", i.name as "institutionName", o.customers, st.left_on as "leftOn"
    from orphaned o join organisation.institution i on i.id = o.institution_id left join organisation.staff st on st.id = o.manager_id
    order by o.manager_id is null, string_to_array(i.path, '/'), o.customers desc`.execute(trx)
  return rows
}

/** How many customers of a manager in an institution the scope shows. */
export async function customersThere(trx: Scoped, managerId: number, institutionId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from customer.customer_snapshot s join extract.publication p on p.is_current and p.business_date = s.business_date
    where s.manager_id = ${managerId} and s.institution_id = ${institutionId}`.execute(trx)
  return rows[0]?.n ?? 0
}

/** Whether a manager still keeps customers there, or somebody took over from them. */
export async function keeps(trx: Scoped, managerId: number, institutionId: number, today: string): Promise<boolean> {
  const { rows } = await sql<{ keeps: boolean }>`select organisation.keeps(${managerId}, ${institutionId}, ${today}) as keeps`.execute(trx)
  return rows[0]?.keeps ?? false
}

/**
 * How many customers of a manager would have nobody from a day on: those the scope shows, in one institution when named, less those that a hand-over
 * takes to others by then (M29).
 */
export async function leftBehind(trx: Scoped, managerId: number, by: string, institutionId?: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select greatest(0, count(*)::int - handover.going_over(${managerId}, ${by}::date)) as n
    from customer.customer_snapshot s join extract.publication p on p.is_current and p.business_date = s.business_date
    where s.manager_id = ${managerId} and ${institutionId === undefined ? sql`true` : sql`s.institution_id = ${institutionId}`}`.execute(
    trx,
  )
  return rows[0]?.n ?? 0
}

import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Keeper } from './contract.ts'

const openPromise = sql`not exists (select from contact.promise_step s where s.promise_id = p.id and s.kind <> 'put_off')`
const openCase = sql`state in ('opened', 'talking', 'waiting', 'said_stayed')`
const inForce = sql`(p.from_on is null or p.from_on <= day.today) and (p.until_on is null or p.until_on > day.today)`

/**
 * Who keeps customers in some institutions, or could: by institution and number, with what is open about these customers and, where they are away until
 * `aheadOn`, who stands in for them.
 */
export async function keepersOf(
  trx: Scoped,
  { institutions, today, aheadOn }: { institutions: readonly number[]; today: string; aheadOn: string },
): Promise<Keeper[]> {
  const { rows } = await sql<Keeper>`
    with day as (select ${today}::date as today), night as (select privacy.published_night() as on_date),
    kept as materialized (
      select c.manager_id, c.institution_id, c.customer_id from customer.customer c
      where c.business_date = (select on_date from night) and c.manager_id is not null and c.institution_id = any(${[...institutions]}::int[])),
    promises as (
      select k.manager_id, k.institution_id, count(*)::int as n from contact.promise p join kept k using (customer_id) where ${openPromise} group by 1, 2),
    cases as (
      select k.manager_id, k.institution_id, count(*)::int as n from retention.leave_case join kept k using (customer_id) where ${openCase} group by 1, 2),
    posts as (
      select distinct p.staff_id as manager_id, p.institution_id from organisation.post p cross join day
      where p.role in ('relationship_manager', 'outlet_president') and p.institution_id = any(${[...institutions]}::int[]) and ${inForce}),
    counted as (select manager_id, institution_id, count(*)::int as n from kept group by 1, 2),
    listed as (select manager_id, institution_id from posts union select manager_id, institution_id from counted)
    select l.manager_id as "managerId", st.name, st.staff_no as "staffNo", l.institution_id as "institutionId", i.name as "institutionName",
      coalesce(k.n, 0) as customers, coalesce(p.n, 0) as "openPromises", coalesce(c.n, 0) as "openCases", st.left_on as "leftOn",
      posts.manager_id is not null and (st.left_on is null or st.left_on > day.today) as "mayReceive",
      case when away.from_on is not null then jsonb_build_object('fromOn', away.from_on, 'untilOn', away.until_on, 'deputies', coalesce((
        select jsonb_agg(s.name order by d.from_on) from organisation.deputy d join organisation.staff s on s.id = d.deputy_id
        where d.principal_id = l.manager_id and d.kind = 'deputy' and d.from_on <= away.until_on and d.until_on > greatest(away.from_on, day.today)), '[]')) end as away
    from listed l cross join day
    join organisation.staff st on st.id = l.manager_id join organisation.institution i on i.id = l.institution_id
    left join posts on (posts.manager_id, posts.institution_id) = (l.manager_id, l.institution_id)
    left join counted k on (k.manager_id, k.institution_id) = (l.manager_id, l.institution_id)
    left join promises p on (p.manager_id, p.institution_id) = (l.manager_id, l.institution_id)
    left join cases c on (c.manager_id, c.institution_id) = (l.manager_id, l.institution_id)
    left join lateral (select v.from_on, v.until_on from contact.leave v
      where v.staff_id = l.manager_id and v.until_on >= day.today and v.from_on <= ${aheadOn}::date order by v.from_on limit 1) away on true
    where k.n is not null or st.role = 'relationship_manager'
    order by string_to_array(i.path, '/'), st.staff_no collate "C"`.execute(trx)
  return rows
}

/** Customers that rates count and nobody keeps, by institution. */
export async function withoutManager(
  trx: Scoped,
  institutions: readonly number[],
): Promise<{ institutionId: number; institutionName: string; customers: number }[]> {
  const { rows } = await sql<{ institutionId: number; institutionName: string; customers: number }>`
    select s.institution_id as "institutionId", i.name as "institutionName", count(*)::int as customers
    from customer.customer_snapshot s join organisation.institution i on i.id = s.institution_id
    where s.business_date = (select privacy.published_night()) and s.manager_id is null and s.bucket = 'counted' and s.institution_id = any(${[...institutions]}::int[])
    group by s.institution_id, i.name, i.path order by string_to_array(i.path, '/')`.execute(trx)
  return rows
}

export interface Receiver {
  leftOn: string | null
  hasPost: boolean
}

/** Somebody who may be given customers of an institution from a day on; undefined for nobody in sight. */
export async function receiverAt(trx: Scoped, managerId: number, institutionId: number, on: string): Promise<Receiver | undefined> {
  const { rows } = await sql<Receiver>`
    select st.left_on as "leftOn", exists (select from organisation.post p where p.staff_id = st.id and p.institution_id = ${institutionId}
        and p.role in ('relationship_manager', 'outlet_president') and (p.from_on is null or p.from_on <= ${on}::date) and (p.until_on is null or p.until_on > ${on}::date)) as "hasPost"
    from organisation.staff st
    where st.id = ${managerId} and (st.institution_id = any ((select platform.visible_institutions())::int[])
      or exists (select from organisation.post p where p.staff_id = st.id))`.execute(trx)
  return rows[0]
}

import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { PersonRow, Post } from './contract.ts'
import type { StaffRole } from '../organisation.tables.ts'

export interface PeopleFilter {
  institutionIds?: readonly number[]
  role?: StaffRole | undefined
  state?: PersonRow['state'] | undefined
  search?: string | undefined
  staffId?: number
  offset: number
  limit: number
}

export type Listed = Omit<PersonRow, 'login'>

const like = (text: string) => text.replace(/[\\%_]/g, (letter) => `\\${letter}`)

/**
 * Staff that the scope shows, by institution and number, with how many there are in all: whoever has a post in it, or had one and has none now.
 * Nobody is listed for a post they held before they moved elsewhere.
 */
export async function peoplePage(trx: Scoped, filter: PeopleFilter, today: string): Promise<{ rows: Listed[]; total: number }> {
  const { institutionIds, role, state, search, staffId, offset, limit } = filter
  const inForce = sql`(p.from_on is null or p.from_on <= ${today}) and (p.until_on is null or p.until_on > ${today})`
  const conditions = [
    sql`true`,
    institutionIds === undefined ? undefined : sql`p.institution_id = any (${[...institutionIds]}::int[])`,
    role === undefined ? undefined : sql`p.role = ${role}`,
    staffId === undefined ? undefined : sql`p.staff_id = ${staffId}`,
  ].filter((condition) => condition !== undefined)
  const found = search ? sql`(st.name ilike ${`%${like(search)}%`} or st.staff_no ilike ${`${like(search)}%`})` : sql`true`
  const { rows } = await sql<Listed & { total: number }>`
    with held as (
      select p.staff_id, count(*) filter (where ${inForce} or p.from_on > ${today}) as active, min(string_to_array(i.path, '/')) as place
      from organisation.post p join organisation.institution i on i.id = p.institution_id
      where ${sql.join(conditions, sql` and `)} group by p.staff_id
    ), serving as materialized (select id from organisation.serving_staff(${today}) as id
    ), listed as (
      select st.id as "staffId", st.staff_no as "staffNo", st.name, st.left_on as "leftOn", st.source, held.place,
        case when st.left_on <= ${today} then 'left' when st.left_on is not null then 'leaving'
          when st.source = 'extract' and st.extract_on < (select max(extract_on) from organisation.staff) then 'missing'
          when serving.id is not null then 'serving' else 'without_post' end as state
      from held join organisation.staff st on st.id = held.staff_id left join serving on serving.id = st.id
      where ${found} and (held.active > 0 or serving.id is null)
    ), page as (
      select *, count(*) over ()::int as total from listed where ${state === undefined ? sql`true` : sql`state = ${state}`}
      order by state = 'left', place, "staffNo" collate "C" offset ${offset} limit ${limit}
    ), shown as materialized (
      select p.staff_id, jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'institutionId', p.institution_id) order by p.id) as posts
      from organisation.post p where p.staff_id = any (array(select "staffId" from page)) and ${inForce} group by p.staff_id
    )
    select page.*, coalesce(shown.posts, '[]') as posts from page left join shown on shown.staff_id = page."staffId"
    order by state = 'left', place, "staffNo" collate "C"`.execute(trx)
  return { rows, total: rows[0]?.total ?? 0 }
}

/** Every post of a person that the scope shows, newest first. */
export async function postHistory(trx: Scoped, staffId: number): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select id, role, institution_id as "institutionId", from_on as "fromOn", until_on - 1 as "lastOn", source
    from organisation.post where staff_id = ${staffId} order by from_on desc nulls last, id desc`.execute(trx)
  return rows
}

/** Customers of the last night whose manager this is, as far as the scope shows them; null before the first night. */
export async function customersKept(trx: Scoped, staffId: number): Promise<number | null> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*)::int from customer.customer_snapshot s where s.business_date = p.business_date and s.manager_id = ${staffId}) as n
    from extract.publication p where p.is_current`.execute(trx)
  return rows[0]?.n ?? null
}

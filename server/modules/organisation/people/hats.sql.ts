import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Hat } from './hat.rules.ts'

/**
 * What a user may act as on `today`, own posts first, the one of the staff record before the others. Deputies act in the one post they were given and
 * never hand it on. Empty: nothing, the person is shut out. `database` is the owner's handle.
 */
export async function hatsOf(database: Database, userId: number, today: string): Promise<Hat[]> {
  const { rows } = await sql<Hat>`
    with me as (
      select u.id, u.role, u.institution_id, u.staff_id, s.institution_id as home, s.role as calling
      from organisation.user_account u left join organisation.staff s on s.id = u.staff_id where u.id = ${userId}
    ), hat as (
      select 1 as place, 0 as id, 'account' as key, 'account' as kind, role, institution_id, null::int as portfolio, null::int as principal, null::date as until_on
      from me where staff_id is null
      union all
      select case when (p.institution_id, p.role) = (me.home, me.calling) then 1 else 2 end, p.id, 'post:' || p.id, 'post', p.role, p.institution_id,
        p.staff_id, null, p.until_on
      from me join organisation.post p on p.staff_id = me.staff_id
      where (p.from_on is null or p.from_on <= ${today}) and (p.until_on is null or p.until_on > ${today})
      union all
      select 3, d.id, 'deputy:' || d.id, 'deputy', p.role, p.institution_id, d.principal_id, d.principal_id, least(d.until_on, p.until_on)
      from me join organisation.deputy d on d.deputy_id = me.staff_id and d.kind = 'deputy'
      join organisation.post p on p.id = d.post_id join organisation.staff s on s.id = d.principal_id
      where d.from_on <= ${today} and d.until_on > ${today} and (p.from_on is null or p.from_on <= ${today})
        and (p.until_on is null or p.until_on > ${today}) and (s.left_on is null or s.left_on > ${today})
      union all
      select 4, d.id, 'successor:' || d.id, 'successor', 'relationship_manager', d.institution_id, d.principal_id, d.principal_id, d.until_on
      from me join organisation.deputy d on d.deputy_id = me.staff_id and d.kind = 'successor'
      where d.from_on <= ${today} and (d.until_on is null or d.until_on > ${today})
    )
    select h.key, h.kind, h.role, h.institution_id as "institutionId", i.name as "institutionName", h.portfolio as "portfolioOf",
      s.name as "forName", s.staff_no as "forStaffNo", h.until_on - 1 as "lastOn"
    from hat h join organisation.institution i on i.id = h.institution_id left join organisation.staff s on s.id = h.principal
    order by h.place, h.id`.execute(database)
  return rows
}

/** The hat that a session has chosen; null when none, or when there is no such session. */
export async function chosenHat(database: Database, tokenSha256: Buffer): Promise<string | null> {
  const { rows } = await sql<{ hat: string | null }>`select hat from organisation.session where token_sha256 = ${tokenSha256}`.execute(
    database,
  )
  return rows[0]?.hat ?? null
}

export async function chooseHat(database: Database, tokenSha256: Buffer, hat: string): Promise<void> {
  await sql`update organisation.session set hat = ${hat} where token_sha256 = ${tokenSha256}`.execute(database)
}

/** The institution with all below it, or the whole bank; parents first. */
export async function institutionsUnder(database: Database, institutionId: number, wholeBank: boolean): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select i.id from organisation.institution own join organisation.institution i on ${wholeBank} or starts_with(i.path, own.path)
    where own.id = ${institutionId} order by string_to_array(i.path, '/')`.execute(database)
  return rows.map((row) => row.id)
}

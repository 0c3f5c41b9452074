import type { StaffRow, SyncClient } from './delivered.ts'

/**
 * Staff and their posts as the extract of `businessDate` has them. A post follows what the extract says *anew*: where it says the same as before,
 * what was changed on screen since stays. A number that somebody entered on screen and the bank now gives out itself is marked as the screen's.
 */
export async function syncPosts(client: SyncClient, staff: readonly StaffRow[], businessDate: string): Promise<void> {
  const told = JSON.stringify(staff)
  await client.query(
    `update organisation.staff s set staff_no = s.staff_no || '#' || s.id
     from jsonb_to_recordset($1::jsonb) as t (id int, staff_no text) where t.staff_no = s.staff_no and t.id <> s.id and s.source = 'screen'`,
    [told],
  )
  await client.query(
    `with told as (
       select id, staff_no, name, institution_id, role, left_on
       from jsonb_to_recordset($1::jsonb) as t (id int, staff_no text, name text, institution_id int, role text, left_on date)
     ), before as (
       select s.id, s.institution_id, s.role, s.left_source is not distinct from 'extract' as had_left
       from organisation.staff s join told using (id)
     ), written as (
       insert into organisation.staff (id, staff_no, name, institution_id, role, left_on, left_source, extract_on)
       select id, staff_no, name, institution_id, role, left_on, case when left_on is null then null else 'extract' end, $2::date from told
       on conflict (id) do update set staff_no = excluded.staff_no, name = excluded.name, institution_id = excluded.institution_id,
         role = excluded.role, extract_on = excluded.extract_on,
         left_on = coalesce(excluded.left_on, case when staff.left_source = 'screen' then staff.left_on end),
         left_source = coalesce(excluded.left_source, case when staff.left_source = 'screen' then 'screen' end)
       returning id
     ), anew as (
       select t.*, b.id as known, (b.institution_id, b.role) is distinct from (t.institution_id, t.role) as moved
       from told t join written w using (id) left join before b using (id)
       where b.id is null or (b.institution_id, b.role) is distinct from (t.institution_id, t.role) or (b.had_left and t.left_on is null)
     ), ended as (
       update organisation.post p set until_on = greatest(p.from_on, $2::date), ended_at = now() from anew
       where p.staff_id = anew.id and anew.moved and p.source = 'extract' and (p.until_on is null or p.until_on > $2::date)
         and (p.institution_id, p.role) is distinct from (anew.institution_id, anew.role)
     )
     insert into organisation.post (staff_id, institution_id, role, from_on, source)
     select a.id, a.institution_id, a.role,
       case when a.known is not null then greatest($2::date, (select max(p.until_on) from organisation.post p
         where (p.staff_id, p.institution_id, p.role) = (a.id, a.institution_id, a.role))) end, 'extract'
     from anew a
     where not exists (select from organisation.post p where (p.staff_id, p.institution_id, p.role) = (a.id, a.institution_id, a.role) and p.until_on is null)`,
    [told, businessDate],
  )
  await client.query(
    `update organisation.post p set until_on = greatest(p.from_on, s.left_on), ended_at = now()
     from organisation.staff s where s.id = p.staff_id and s.left_on is not null and (p.until_on is null or p.until_on > s.left_on)`,
  )
  await client.query(
    `update organisation.deputy d set until_on = greatest(d.from_on, s.left_on), ended_at = now()
     from organisation.staff s
     where s.left_on is not null and (s.id = d.deputy_id or (s.id = d.principal_id and d.kind = 'deputy')) and (d.until_on is null or d.until_on > s.left_on)`,
  )
}

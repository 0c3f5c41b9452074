import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { InstitutionLevel, StaffRole } from '../organisation.tables.ts'

export interface NewPost {
  staffId: number
  institutionId: number
  role: StaffRole
  fromOn: string
  lastOn: string | null
  madeBy: number
}

/** A post made on screen; its id. */
export async function insertPost(trx: Scoped, { staffId, institutionId, role, fromOn, lastOn, madeBy }: NewPost): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into organisation.post (staff_id, institution_id, role, from_on, until_on, source, made_by)
    values (${staffId}, ${institutionId}, ${role}, ${fromOn}, ${lastOn}::date + 1, 'screen', ${madeBy}) returning id`.execute(trx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('the new post has no id')
  return id
}

/** Ends a post, and what deputies have of it, after the day `lastOn`; without one it holds no more from `untilOn` on. */
export async function endPostRow(
  trx: Scoped,
  id: number,
  lastOn: string | null,
  untilOn: string,
  endedBy: number,
  now: Date,
): Promise<void> {
  const until = sql`coalesce(${lastOn}::date + 1, ${untilOn}::date)`
  await sql`update organisation.post set until_on = greatest(from_on, ${until}), ended_by = ${endedBy}, ended_at = ${now} where id = ${id}`.execute(
    trx,
  )
  await sql`update organisation.deputy set until_on = greatest(from_on, ${until}), ended_by = ${endedBy}, ended_at = ${now}
    where post_id = ${id} and until_on > ${until}`.execute(trx)
}

export interface PostRow {
  id: number
  staffId: number
  institutionId: number
  role: StaffRole
  fromOn: string | null
  untilOn: string | null
}

/** A post that the scope shows. */
export async function findPost(trx: Scoped, id: number): Promise<PostRow | undefined> {
  const { rows } = await sql<PostRow>`
    select id, staff_id as "staffId", institution_id as "institutionId", role, from_on as "fromOn", until_on as "untilOn"
    from organisation.post where id = ${id}`.execute(trx)
  return rows[0]
}

/** An institution of the scope. */
export async function findInstitution(trx: Scoped, id: number): Promise<{ id: number; name: string; level: InstitutionLevel } | undefined> {
  const { rows } = await sql<{ id: number; name: string; level: InstitutionLevel }>`
    select id, name, level from organisation.institution where id = ${id} and id = any ((select platform.visible_institutions())::int[])`.execute(
    trx,
  )
  return rows[0]
}

export interface StaffFile {
  id: number
  staffNo: string
  name: string
  leftOn: string | null
  leftSource: 'extract' | 'screen' | null
}

export async function findStaff(database: Database, id: number): Promise<StaffFile | undefined> {
  const { rows } = await sql<StaffFile>`
    select id, staff_no as "staffNo", name, left_on as "leftOn", left_source as "leftSource" from organisation.staff where id = ${id}`.execute(
    database,
  )
  return rows[0]
}

/** Posts that a person has on `today` or later, wherever; by the owner's handle, as some may lie outside the asking person's scope. */
export async function postsFrom(database: Database, staffId: number, today: string): Promise<{ role: StaffRole; institutionId: number }[]> {
  const { rows } = await sql<{ role: StaffRole; institutionId: number }>`
    select role, institution_id as "institutionId" from organisation.post
    where staff_id = ${staffId} and (until_on is null or until_on > ${today})`.execute(database)
  return rows
}

/** A person whom the bank's extract does not name; the number says so, and no number of the bank's begins like it. Returns the id. */
export async function insertStaff(trx: Scoped, person: { name: string; institutionId: number; role: StaffRole }): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into organisation.staff (id, staff_no, name, institution_id, role, source)
    select n, '临' || lpad((n - 1000000000)::text, 5, '0'), ${person.name}, ${person.institutionId}, ${person.role}, 'screen'
    from nextval('organisation.screen_staff_id') n returning id`.execute(trx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('the new person has no id')
  return id
}

/** The name that goes with a staff number; the number itself when nobody has it any more. */
export async function staffNameOf(database: Database, staffNo: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from organisation.staff where staff_no = ${staffNo}`.execute(database)
  return rows[0]?.name ?? staffNo
}

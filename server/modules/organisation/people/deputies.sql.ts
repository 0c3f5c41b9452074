import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { StaffRole } from '../organisation.tables.ts'
import type { StandIn } from './contract.ts'

/** Lets makers of deputies through one after the other; who comes second at the same moment is turned back (serialization failure). */
export async function passGate(trx: Scoped): Promise<void> {
  await sql`update organisation.deputy_gate set passed = passed + 1`.execute(trx)
}

export interface Between {
  fromOn: string
  /** last day; null = no end */
  lastOn: string | null
}

/** Whether acting for the principal would make a chain or a circle: the deputy is represented, or the principal represents, on one of the days. */
export async function makesChain(database: Database, deputyId: number, principalId: number, { fromOn, lastOn }: Between): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from organisation.deputy d where d.kind = 'deputy' and (d.principal_id = ${deputyId} or d.deputy_id = ${principalId})
      and daterange(d.from_on, d.until_on) && daterange(${fromOn}::date, ${lastOn}::date, '[]')) as found`.execute(database)
  return rows[0]?.found ?? true
}

/** Whether a person has a post of one of the roles on every day between. */
export async function hasPostThroughout(database: Database, staffId: number, { fromOn, lastOn }: Between, roles: readonly string[] | null) {
  const { rows } = await sql<{ found: boolean }>`
    select coalesce(range_agg(daterange(p.from_on, p.until_on)) @> daterange(${fromOn}::date, ${lastOn}::date, '[]'), false) as found
    from organisation.post p where p.staff_id = ${staffId} and (${roles === null} or p.role = any (${[...(roles ?? [])]}::text[]))`.execute(
    database,
  )
  return rows[0]?.found ?? false
}

export interface NewStandIn extends Between {
  kind: StandIn['kind']
  principalId: number
  deputyId: number
  postId: number | null
  institutionId: number
  madeBy: number
}

export async function insertStandIn(trx: Scoped, given: NewStandIn): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into organisation.deputy (kind, principal_id, deputy_id, post_id, institution_id, from_on, until_on, made_by)
    values (${given.kind}, ${given.principalId}, ${given.deputyId}, ${given.postId}, ${given.institutionId}, ${given.fromOn},
      ${given.lastOn}::date + 1, ${given.madeBy}) returning id`.execute(trx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('the new deputy has no id')
  return id
}

/** Ends what has not ended yet, as of `today`. Returns false when there is nothing such. */
export async function endStandIn(trx: Scoped, id: number, today: string, by: number, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update organisation.deputy set until_on = greatest(from_on, ${today}::date), ended_by = ${by}, ended_at = ${now}
    where id = ${id} and (until_on is null or until_on > ${today})`.execute(trx)
  return numAffectedRows === 1n
}

/** Who acts, acted or will act for a person, and for whom the person does; newest first. */
export async function standInsOf(database: Database, staffId: number): Promise<StandIn[]> {
  const { rows } = await sql<StandIn>`
    select d.id, d.kind, d.principal_id as "principalId", ps.name as "principalName", d.deputy_id as "deputyId", ds.name as "deputyName",
      coalesce(p.role, 'relationship_manager') as role, d.institution_id as "institutionId", i.name as "institutionName",
      d.from_on as "fromOn", d.until_on - 1 as "lastOn"
    from organisation.deputy d
    join organisation.staff ps on ps.id = d.principal_id join organisation.staff ds on ds.id = d.deputy_id
    join organisation.institution i on i.id = d.institution_id left join organisation.post p on p.id = d.post_id
    where (d.principal_id = ${staffId} or d.deputy_id = ${staffId})
      and (d.until_on is null or d.until_on > d.from_on)
    order by d.from_on desc, d.id desc`.execute(database)
  return rows
}

export interface StandInRow {
  principalId: number
  deputyId: number
  institutionId: number
  /** what the deputy acts as */
  role: StaffRole
}

/** A deputy or successor that the scope shows. */
export async function findStandIn(trx: Scoped, id: number): Promise<StandInRow | undefined> {
  const { rows } = await sql<StandInRow>`
    select d.principal_id as "principalId", d.deputy_id as "deputyId", d.institution_id as "institutionId", coalesce(p.role, 'relationship_manager') as role
    from organisation.deputy d left join organisation.post p on p.id = d.post_id where d.id = ${id}`.execute(trx)
  return rows[0]
}

import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { NewProspect, ProspectEntry, ProspectRow, SourceClass } from './contract.ts'

export type ProspectRecord = Omit<ProspectRow, 'permissions' | 'introducedBy' | 'customerId' | 'due'> & {
  introducedBy: { customerId: string; name: string | null } | null
  customerId: bigint | null
  refused: boolean
  /** days on which somebody turned to them, in the days of the cap */
  turned: { on: string; byOthers: boolean }[]
}

export interface Wanted {
  state: string
  /** undefined = all in sight */
  institutions: readonly number[] | undefined
  /** empty = of every class */
  sources: readonly SourceClass[]
  /** only those whose next step is due by then; null = all */
  dueBy: string | null
  today: string
  capDays: number
  limit: number
}

const at = (institutions: readonly number[] | undefined) =>
  institutions === undefined ? sql`true` : sql`p.institution_id = any (${[...institutions]}::int[])`

/** Prospects in sight, the first due first; phones and names are unmasked. Customers are read once for all of them, not once for each. */
export async function prospectsOf(
  trx: Scoped,
  { state, institutions, sources, dueBy, today, capDays, limit }: Wanted,
): Promise<{ rows: ProspectRecord[]; total: number }> {
  const wanted = sql`p.state = ${state} and p.forgotten_on is null and ${at(institutions)}
    and ${sources.length === 0 ? sql`true` : sql`p.source_class = any (${[...sources]}::text[])`}
    and ${dueBy === null ? sql`true` : sql`p.next_on <= ${dueBy}::date`}`
  const { rows } = await sql<ProspectRecord & { total: number }>`
    with matched as materialized (
      select p.id, jsonb_agg(jsonb_build_object('customerId', c.customer_id::text, 'customerNo', c.customer_no, 'name', c.name, 'managerName', m.name)) as rows
      from prospect.prospect p join customer.customer c on c.business_date = (select privacy.published_night()) and c.phone = p.phone
      left join organisation.staff m on m.id = c.manager_id
      where p.state = 'open' and ${wanted} group by p.id)
    select p.id, p.name, p.phone, p.source_class as "sourceClass", p.introduced_note as "introducedNote", p.needs, p.marks, p.basis, p.basis_proof as "basisProof",
      p.basis_on as "basisOn", p.channels, p.next_step as "nextStep", p.next_on as "nextOn", p.note, p.state, p.customer_id as "customerId", s.name as "managerName",
      (p.made_at at time zone 'Asia/Shanghai')::date as "madeOn", p.refused_at is not null as refused, done.contacts, done.minutes, done.last_on as "lastContactOn",
      done.turned, coalesce(matched.rows, '[]') as matches, count(*) over ()::int as total,
      case when p.introduced_by is not null then jsonb_build_object('customerId', p.introduced_by::text, 'name', (select c.name from customer.customer c
        where c.business_date = (select privacy.published_night()) and c.customer_id = p.introduced_by)) end as "introducedBy"
    from prospect.prospect p left join organisation.staff s on s.id = p.manager_id
    cross join lateral (
      select count(*)::int as contacts, coalesce(sum(minutes), 0)::int as minutes, max(on_date) as last_on,
        coalesce(jsonb_agg(distinct jsonb_build_object('on', on_date, 'byOthers', user_id <> (select platform.current_user_id())))
          filter (where on_date >= ${today}::date - ${capDays}::int and channel <> 'walk_in'), '[]') as turned
      from prospect.contact k where k.prospect_id = p.id) done
    left join matched on matched.id = p.id
    where ${wanted}
    order by p.next_on nulls last, p.made_at, p.id limit ${limit}`.execute(trx)
  return { rows, total: rows[0]?.total ?? 0 }
}

/** The customer in sight of a number. */
export async function customerOf(trx: Scoped, customerNo: string): Promise<bigint | undefined> {
  const { rows } = await sql<{ customerId: bigint }>`
    select customer_id as "customerId" from customer.customer where business_date = (select privacy.published_night()) and customer_no = ${customerNo}`.execute(
    trx,
  )
  return rows[0]?.customerId
}

/** Enters a prospect; false when the id is there already. */
export async function insertProspect(
  trx: Scoped,
  entry: NewProspect,
  by: { institutionId: number; managerId: number | null; introducedBy: bigint | null; userId: number; name: string; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into prospect.prospect (id, institution_id, manager_id, name, phone, source_class, introduced_by, introduced_note, needs, marks, basis, basis_proof, basis_on,
      channels, next_step, next_on, note, made_by, made_by_name, made_at)
    values (${entry.id}, ${by.institutionId}, ${by.managerId}, ${entry.name}, ${entry.phone}, ${entry.sourceClass}, ${by.introducedBy}, ${entry.introducedNote},
      ${entry.needs}, ${entry.marks}, ${entry.basis}, ${entry.basisProof}, ${entry.basisOn}::date, ${entry.channels}, ${entry.nextStep}, ${entry.nextOn}, ${entry.note},
      ${by.userId}, ${by.name}, ${by.at}) on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

/** The open prospect of an id with what a contact needs to know; undefined for none in sight. */
export async function openProspect(trx: Scoped, id: string): Promise<{ institutionId: number; phone: string | null } | undefined> {
  const { rows } = await sql<{ institutionId: number; phone: string | null }>`
    select institution_id as "institutionId", phone from prospect.prospect where id = ${id} and state = 'open' and forgotten_on is null`.execute(
    trx,
  )
  return rows[0]
}

interface Kept {
  id: string
  nextStep: string | null
  nextOn: string | null
}

export async function updateProspect(trx: Scoped, kept: Kept & { needs: string[]; marks: string[]; note: string | null }): Promise<void> {
  await sql`update prospect.prospect set needs = ${kept.needs}, marks = ${kept.marks}, note = ${kept.note}, next_step = ${kept.nextStep}, next_on = ${kept.nextOn}
    where id = ${kept.id}`.execute(trx)
}

/** Who wrote a contact of an id in sight, with whom; undefined for none. */
export async function writtenBefore(trx: Scoped, id: string): Promise<{ userId: number; prospectId: string } | undefined> {
  const { rows } = await sql<{ userId: number; prospectId: string }>`
    select user_id as "userId", prospect_id as "prospectId" from prospect.contact where id = ${id}`.execute(trx)
  return rows[0]
}

/** Puts a contact on record, and what is next unless one that came after it has said so; false when the id is there already. */
export async function insertContact(
  trx: Scoped,
  contact: ProspectEntry,
  by: { userId: number; staffId: number | null; name: string; at: Date; permission: string; flagged: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into prospect.contact (id, prospect_id, at, channel, outcome, minutes, note, permission, flagged, user_id, staff_id, staff_name, recorded_at)
    values (${contact.id}, ${contact.prospectId}, ${contact.at}, ${contact.channel}, ${contact.outcome}, ${contact.minutes}, ${contact.note}, ${by.permission}, ${by.flagged},
      ${by.userId}, ${by.staffId}, ${by.name}, ${by.at}) on conflict do nothing`.execute(trx)
  if (numAffectedRows !== 1n) return false
  await sql`
    update prospect.prospect p set next_step = case when n.newest then ${contact.nextStep} else p.next_step end,
      next_on = case when n.newest then ${contact.nextOn}::date else p.next_on end,
      refused_at = case when ${contact.outcome} = 'refused' then ${by.at}::timestamptz else p.refused_at end
    from (select not exists (select from prospect.contact k where k.prospect_id = ${contact.prospectId} and k.at > ${contact.at}::timestamptz) as newest) n
    where p.id = ${contact.prospectId}`.execute(trx)
  return true
}

/** Closes a prospect. */
export async function closeProspect(
  trx: Scoped,
  { id, customerId, why, on, userId }: { id: string; customerId: bigint | null; why: string; on: string; userId: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update prospect.prospect set state = ${customerId === null ? 'dropped' : 'converted'}, customer_id = ${customerId}, closed_why = ${why}, closed_on = ${on}::date, closed_by = ${userId}
    where id = ${id} and state = 'open'`.execute(trx)
  return numAffectedRows === 1n
}

/** Whether a customer in sight has this phone. */
export async function hasPhone(trx: Scoped, customerId: bigint, phone: string): Promise<boolean> {
  const { rows } = await sql`
    select from customer.customer where business_date = (select privacy.published_night()) and customer_id = ${customerId} and phone = ${phone}`.execute(
    trx,
  )
  return rows.length > 0
}

export interface ClassCounts {
  sourceClass: SourceClass
  prospects: number
  /** still being followed up: as many as the list holds */
  open: number
  converted: number
  minutes: number
  aumFen: bigint
}

/** Of each class: how many, how many became customers with how much money of last night, and the time spent. */
export async function returnsByClass(trx: Scoped, institutions: readonly number[] | undefined): Promise<ClassCounts[]> {
  const { rows } = await sql<ClassCounts>`
    select p.source_class as "sourceClass", count(*)::int as prospects,
      count(*) filter (where p.state = 'open' and p.forgotten_on is null)::int as open, count(*) filter (where p.state = 'converted')::int as converted,
      coalesce(sum(spent.minutes), 0)::int as minutes, coalesce(sum(s.aum_fen) filter (where p.state = 'converted'), 0)::bigint as "aumFen"
    from prospect.prospect p
    left join lateral (select sum(k.minutes) as minutes from prospect.contact k where k.prospect_id = p.id) spent on true
    left join customer.customer_snapshot s on s.business_date = (select privacy.published_night()) and s.customer_id = p.customer_id
    where ${at(institutions)}
    group by p.source_class order by p.source_class`.execute(trx)
  return rows
}

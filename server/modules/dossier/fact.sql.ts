import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Detail, Fact, FactEntry } from './contract.ts'

/** Of whom facts are told. `underAge`: younger than the policy's years on the day. */
export interface Subject {
  institutionId: number
  birthDate: string | null
  underAge: boolean
}

/** A customer in sight, by key; undefined when there is none. */
export async function subjectOf(trx: Scoped, customerId: bigint, child: { years: number; today: string }): Promise<Subject | undefined> {
  const { rows } = await sql<Subject>`
    select institution_id as "institutionId", birth_date as "birthDate",
      coalesce(birth_date + make_interval(years => ${child.years}) > ${child.today}::date, false) as "underAge"
    from customer.customer where business_date = (select privacy.published_night()) and customer_id = ${customerId}`.execute(trx)
  return rows[0]
}

/** A relative among the customers in sight, by customer number; `guarded`: a child with this customer as a guardian on record. */
export async function relativeOf(
  trx: Scoped,
  { customerNo, of, years, today }: { customerNo: string; of: bigint; years: number; today: string },
): Promise<{ customerId: bigint; underAge: boolean; guarded: boolean } | undefined> {
  const { rows } = await sql<{ customerId: bigint; underAge: boolean; guarded: boolean }>`
    select c.customer_id as "customerId",
      coalesce(c.birth_date + make_interval(years => ${years}) > ${today}::date, false) as "underAge",
      exists (select from privacy.guardian g where g.customer_id = c.customer_id and g.guardian_customer_id = ${of} and g.ended_at is null
        and g.valid_from <= ${today}::date) as guarded
    from customer.customer c
    where c.business_date = (select privacy.published_night()) and c.customer_no = ${customerNo} and c.customer_id <> ${of}`.execute(trx)
  return rows[0]
}

export interface FactRow {
  id: string
  thread: string
  detail: Detail
  saidBy: Fact['saidBy']
  staffName: string
  recordedAt: Date
  confirmedAt: Date
  confirmedBy: string
  relativeId: bigint | null
  relativeName: string | null
}

/** What is known of a customer as it stands, in the order it was first told; names are unmasked. */
export async function factsOf(trx: Scoped, customerId: bigint): Promise<FactRow[]> {
  const { rows } = await sql<FactRow>`
    select f.id, f.thread, f.detail, f.said_by as "saidBy", f.staff_name as "staffName", f.recorded_at as "recordedAt",
      coalesce(last.confirmed_at, f.recorded_at) as "confirmedAt", coalesce(last.staff_name, f.staff_name) as "confirmedBy",
      r.customer_id as "relativeId", r.name as "relativeName"
    from dossier.fact f
    join dossier.fact first on first.id = f.thread
    left join lateral (select c.confirmed_at, c.staff_name from dossier.confirmation c where c.fact_id = f.id order by c.confirmed_at desc, c.id desc limit 1)
      last on true
    left join customer.customer r on r.business_date = (select privacy.published_night()) and r.customer_id = f.relative_customer_id
    where f.customer_id = ${customerId} and f.detail is not null and not exists (select from dossier.fact n where n.corrects = f.id)
    order by first.recorded_at, f.id`.execute(trx)
  return rows
}

/** What facts of a customer said before they were corrected, the newest first. */
export async function earlierOf(
  trx: Scoped,
  customerId: bigint,
): Promise<{ thread: string; detail: Detail; staffName: string; recordedAt: Date }[]> {
  const { rows } = await sql<{ thread: string; detail: Detail; staffName: string; recordedAt: Date }>`
    select f.thread, f.detail, f.staff_name as "staffName", f.recorded_at as "recordedAt" from dossier.fact f
    where f.customer_id = ${customerId} and f.detail is not null and exists (select from dossier.fact n where n.corrects = f.id)
    order by f.recorded_at desc, f.id`.execute(trx)
  return rows
}

/** A fact in sight that stands, by key; undefined when there is none. */
export async function standingFact(
  trx: Scoped,
  factId: string,
): Promise<{ customerId: bigint; institutionId: number; thread: string; field: string } | undefined> {
  const { rows } = await sql<{ customerId: bigint; institutionId: number; thread: string; field: string }>`
    select f.customer_id as "customerId", c.institution_id as "institutionId", f.thread, f.field from dossier.fact f
    join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = f.customer_id
    where f.id = ${factId} and f.detail is not null and not exists (select from dossier.fact n where n.corrects = f.id)`.execute(trx)
  return rows[0]
}

/** Who wrote a fact of this id, and about whom; undefined when there is none in sight. */
export async function writtenBefore(trx: Scoped, factId: string): Promise<{ userId: number; customerId: bigint } | undefined> {
  const { rows } = await sql<{ userId: number; customerId: bigint }>`
    select user_id as "userId", customer_id as "customerId" from dossier.fact where id = ${factId}`.execute(trx)
  return rows[0]
}

interface Written {
  thread: string
  field: string
  relativeId: bigint | null
  userId: number
  staffName: string
  institutionId: number
  at: Date
}

/** Adds a fact; false when the id is taken, or what it corrects was corrected meanwhile. */
export async function insertFact(trx: Scoped, { id, customerId, detail, saidBy, corrects }: FactEntry, by: Written): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into dossier.fact (id, thread, customer_id, field, detail, relative_customer_id, said_by, corrects, user_id, staff_name, institution_id,
      recorded_at)
    values (${id}, ${by.thread}, ${customerId}, ${by.field}, ${detail === null ? null : JSON.stringify(detail)}::jsonb, ${by.relativeId}, ${saidBy},
      ${corrects}, ${by.userId}, ${by.staffName}, ${by.institutionId}, ${by.at}) on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

export async function insertConfirmation(
  trx: Scoped,
  { factId, saidBy }: { factId: string; saidBy: string },
  by: { userId: number; staffName: string; at: Date },
): Promise<void> {
  await sql`insert into dossier.confirmation (fact_id, said_by, user_id, staff_name, confirmed_at)
    values (${factId}, ${saidBy}, ${by.userId}, ${by.staffName}, ${by.at})`.execute(trx)
}

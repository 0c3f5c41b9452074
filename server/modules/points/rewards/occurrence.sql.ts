import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import { outletOfCustomer } from '../gifts/hand-out.sql.ts'
import type { Witnessed } from './reward-terms.ts'

/** An occurrence of this id that is on record and in sight. */
export async function occurrenceOf(trx: Scoped, id: string): Promise<{ customerId: string; recordedBy: number } | undefined> {
  const { rows } = await sql<{ customerId: string; recordedBy: number }>`
    select customer_id::text as "customerId", recorded_by as "recordedBy" from points.occurrence where id = ${id}::uuid`.execute(trx)
  return rows[0]
}

/** Puts an occurrence of a customer in sight on record; returns the customer's outlet, undefined when there is no such customer. */
export async function insertOccurrence(
  trx: Scoped,
  seen: { id: string; customerId: string; what: Witnessed; proof: string; otherCustomerId: string | null; businessDate: string; at: Date },
  userId: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ institutionId: number }>`
    insert into points.occurrence (id, customer_id, what, business_date, institution_id, proof, recorded_by, at, other_customer_id)
    select ${seen.id}::uuid, c.customer_id, ${seen.what}, ${seen.businessDate}, c.institution_id, ${seen.proof}, ${userId}, ${seen.at},
      ${seen.otherCustomerId}::bigint
    from customer.customer c where c.customer_id = ${seen.customerId}::bigint
      and c.business_date = (select p.business_date from extract.publication p where p.is_current)
    returning institution_id as "institutionId"`.execute(trx)
  return rows[0]?.institutionId
}

/** Why one customer cannot have brought another; undefined when they can. NOT_FOUND: one of them is not in sight. */
export async function referralProblem(
  trx: Scoped,
  customerId: string,
  otherCustomerId: string,
): Promise<'NOT_FOUND' | 'self' | 'brought' | 'ring' | 'staff' | undefined> {
  if ((await outletOfCustomer(trx, customerId)) === undefined || (await outletOfCustomer(trx, otherCustomerId)) === undefined)
    return 'NOT_FOUND'
  const { rows } = await sql<{ problem: 'self' | 'brought' | 'ring' | 'staff' | null }>`
    select points.referral_problem(${customerId}::bigint, ${otherCustomerId}::bigint) as problem`.execute(trx)
  return rows[0]?.problem ?? undefined
}

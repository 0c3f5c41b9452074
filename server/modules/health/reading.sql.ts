import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'

/** The outlet of a customer of the current night in sight; undefined when there is none. */
export async function outletOf(trx: Scoped, customerId: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select institution_id as id from customer.customer where customer_id = ${customerId}::bigint
    and business_date = (select p.business_date from extract.publication p where p.is_current)`.execute(trx)
  return rows[0]?.id
}

/** Whether the customer's own consent to keep health readings is in force on a day. */
export async function hasHealthConsent(trx: Scoped, customerId: string, day: string): Promise<boolean> {
  const { rows } = await sql`
    select from privacy.sensitive_consent where customer_id = ${customerId}::bigint and category = 'health' and ended_at is null
      and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date) limit 1`.execute(trx)
  return rows.length > 0
}

export interface SealedReading {
  id: string
  customerId: string
  businessDate: string
  sealed: string
  by: string
}

/** The readings since a day, the newest first, at most 60; sealed. */
export async function readingsOf(trx: Scoped, customerId: string, since: string): Promise<SealedReading[]> {
  const { rows } = await sql<SealedReading>`
    select id, customer_id::text as "customerId", business_date as "businessDate", sealed, recorded_name as by from health.reading
    where customer_id = ${customerId}::bigint and business_date > ${since}::date order by at desc limit 60`.execute(trx)
  return rows
}

/** Keeps a reading; false when it is there already. */
export async function insertReading(
  trx: Scoped,
  reading: { id: string; customerId: string; institutionId: number; businessDate: string; sealed: string; at: Date },
  by: { userId: number; name: string },
): Promise<boolean> {
  const held = await sql`select from health.reading where id = ${reading.id}::uuid`.execute(trx)
  if (held.rows.length > 0) return false
  await sql`insert into health.reading (id, customer_id, institution_id, business_date, sealed, recorded_by, recorded_name, at)
    values (${reading.id}::uuid, ${reading.customerId}::bigint, ${reading.institutionId}, ${reading.businessDate}, ${reading.sealed}, ${by.userId}, ${by.name},
      ${reading.at})`.execute(trx)
  return true
}

/** Deletes a customer's readings; returns how many. */
export async function deleteReadings(trx: Scoped, customerId: string): Promise<number> {
  const { rows } = await sql`delete from health.reading where customer_id = ${customerId}::bigint returning 1`.execute(trx)
  return rows.length
}

/** Deletes what was read up to a day; returns how many. `owner` is the owner's handle. */
export async function deleteOld(owner: Database, upTo: string): Promise<number> {
  const { rows } = await sql`delete from health.reading where business_date <= ${upTo}::date returning 1`.execute(owner)
  return rows.length
}

import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

export interface AccrualRow {
  customerId: bigint
  institutionId: number
  /** names the act, e.g. rule, version and month with the customer */
  key: string
  /** whole points, more than none */
  points: bigint
  /** last business date they may be spent; null = never end */
  expiresOn: string | null
}

/**
 * Posts what a whole programme's customers earned, set-based, in one transaction; at most one row a customer. Rows whose key was posted before are
 * passed over, so a run that was killed or asked for twice is simply run again. `database` is the owner's handle.
 */
export const accrue = (
  database: Database,
  about: { programmeId: number; businessDate: string; about: string },
  rows: readonly AccrualRow[],
): Promise<{ made: bigint; passedOver: bigint }> =>
  database.transaction().execute(async (trx) => {
    await sql`create temp table accrual (customer_id bigint primary key, institution_id int not null, key text not null unique, points bigint not null
      check (points > 0), expires_on date) on commit drop`.execute(trx)
    await sql`
      insert into accrual select "customerId", "institutionId", key, points, "expiresOn"
      from jsonb_to_recordset(${JSON.stringify(rows, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}::jsonb)
        as r ("customerId" bigint, "institutionId" int, key text, points bigint, "expiresOn" date)`.execute(trx)
    const result = await sql<{ made: bigint; passedOver: bigint }>`
      select made, passed_over as "passedOver" from points.accrue(${about.programmeId}, ${about.businessDate}, ${about.about}, null)`.execute(
      trx,
    )
    return result.rows[0] ?? { made: 0n, passedOver: 0n }
  })

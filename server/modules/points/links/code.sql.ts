import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'

export interface OpenRedemption {
  redemptionId: string
  code: string
  customerId: bigint
  giftId: number
  giftName: string
  batchId: string
  points: bigint
  institutionId: number
  institutionName: string
  validUntil: Date
  reservePosting: bigint
  /** as it is; null when the bank delivers none */
  customerName: string | null
  /** the customer is not in the caller's sight: of a neighbour */
  neighbour: boolean
}

/** An open redemption that is fetched at an outlet, by code or number; undefined when there is none. */
export async function openRedemption(
  trx: Scoped,
  by: { code: string } | { redemptionId: string },
  institutionId: number,
): Promise<OpenRedemption | undefined> {
  const chosen = 'code' in by ? sql`o.code = ${by.code}` : sql`r.redemption_id = ${by.redemptionId}::uuid`
  const { rows } = await sql<OpenRedemption>`
    select r.redemption_id as "redemptionId", o.code, r.customer_id as "customerId", r.gift_id as "giftId", g.name as "giftName", r.batch_id::text as "batchId",
      r.points, r.institution_id as "institutionId", i.name as "institutionName", r.valid_until as "validUntil", r.reserve_posting as "reservePosting",
      points.holder_of_code(r.redemption_id) as "customerName",
      not exists (select from customer.customer c where c.customer_id = r.customer_id) as neighbour
    from points.open_code o join points.redemption r using (redemption_id) join points.gift g using (gift_id) join organisation.institution i on i.id = r.institution_id
    where ${chosen} and r.institution_id = ${institutionId}`.execute(trx)
  return rows[0]
}

/** Ends a redemption at the caller's desk: points are captured or released, the piece is free. Throws SQLSTATEs of links.rules.ts. */
export async function endAtDesk(
  trx: Scoped,
  redemptionId: string,
  outcome: 'handed_out' | 'cancelled',
  now: Date,
  day: string,
): Promise<bigint> {
  const { rows } = await sql<{ id: bigint }>`
    select posting_id as id from points.end_at_desk(${redemptionId}::uuid, ${outcome}, ${day}::date, ${now})`.execute(trx)
  return rows[0]?.id ?? 0n
}

/** Ends at most so many codes whose time is over; returns how many. The owner's handle. */
export async function expireCodes(owner: Database, now: Date, day: string, atMost: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select points.expire_codes(${now}, ${day}::date, ${atMost}) as n`.execute(owner)
  return rows[0]?.n ?? 0
}

import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import type { Database } from '../../platform/database/pools.ts'

/** Lays the hand-overs that stand over a night that is coming out, or ends those that the bank itself says otherwise of. In the transaction of the swap. */
export async function carryOver(client: ClientBase, businessDate: string): Promise<void> {
  await client.query('select handover.carry_over($1::date)', [businessDate])
}

/** Brings every hand-over into effect whose day has come; `owner`: the owner's handle. How many. */
export async function takeDue(owner: Database, today: string, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select handover.take_effect(h.id, ${now}) as n from handover.handover h
    where h.applied_at is null and h.cancelled_at is null and h.takes_effect_on <= ${today}::date order by h.id`.execute(owner)
  return rows.length
}

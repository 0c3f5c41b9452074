import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Medium } from './message-terms.ts'

/** Notes an event of a gateway; false when it was told before. */
export async function insertEvent(trx: Scoped, gateway: string, eventId: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into message.gateway_event (gateway, event_id, taken_at)
    values (${gateway}, ${eventId}, ${at}) on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

/** A message that was handed over, by the key or by what the gateway calls it. */
export interface Answered {
  id: string | null
  customerId: bigint
  institutionId: number
  userId: number
  managerId: number | null
  staffName: string
}

export async function messageByKey(trx: Scoped, key: string): Promise<Answered | undefined> {
  const { rows } = await sql<Answered>`
    select m.id, m.customer_id as "customerId", m.institution_id as "institutionId", m.user_id as "userId", m.manager_id as "managerId",
      m.staff_name as "staffName"
    from message.message m where m.id::text = ${key}`.execute(trx)
  return rows[0]
}

/** All customers of a phone in the night in force, each with who wrote to them last by a medium; `id` null where nobody did. The owner's handle. */
export async function customersOfPhone(trx: Scoped, phone: string, medium: Medium): Promise<Answered[]> {
  const { rows } = await sql<Answered>`
    select last.id, c.customer_id as "customerId", c.institution_id as "institutionId", coalesce(last.user_id, 0) as "userId", last.manager_id as "managerId",
      coalesce(last.staff_name, '—') as "staffName"
    from customer.customer c
    left join lateral (select m.id, m.user_id, m.manager_id, m.staff_name from message.message m
      where m.customer_id = c.customer_id and m.medium = ${medium} order by m.queued_at desc limit 1) last on true
    where c.business_date = (select privacy.published_night()) and right(regexp_replace(c.phone, '\\D', '', 'g'), 11) = ${phone}`.execute(
    trx,
  )
  return rows
}

export async function insertReply(
  trx: Scoped,
  { customerId, id }: Answered,
  { medium, body, optOut, at }: { medium: Medium; body: string; optOut: boolean; at: Date },
  takenAt: Date,
): Promise<void> {
  await sql`insert into message.reply (customer_id, message_id, medium, body, opt_out, said_at, taken_at)
    values (${customerId}, ${id}, ${medium}, ${body}, ${optOut}, ${at}, ${takenAt})`.execute(trx)
}

import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { TimelineItem } from './contract.ts'

type ContactItem = Extract<TimelineItem, { kind: 'contact' }>
type ContactRow = Omit<ContactItem, 'kind' | 'at' | 'warning' | 'mine'> & {
  at: Date
  flagged: boolean
  permission: ContactItem['warning']
  userId: number
}

/** The contacts of a customer, the newest first; one that was corrected stays, marked. A record that only says "mistake" is no item of its own. */
export async function contactsOf(trx: Scoped, customerId: bigint, limit: number): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select c.on_date as "on", c.id, c.at, c.channel, c.purpose, c.direction, c.outcome, c.mood, c.need, c.interests, c.next_step as "nextStep",
      c.next_on as "nextOn", c.note, c.staff_name as "staffName", c.flagged, c.permission, c.user_id as "userId",
      exists (select from contact.contact n where n.corrects = c.id) as corrected
    from contact.contact c where c.customer_id = ${customerId} and c.outcome <> 'mistake' order by c.at desc, c.id limit ${limit}`.execute(
    trx,
  )
  return rows
}

export async function contactCount(trx: Scoped, customerId: bigint): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from contact.contact where customer_id = ${customerId} and outcome <> 'mistake'`.execute(trx)
  return rows[0]?.n ?? 0
}

/** The open complaints of a customer by the bank's records. */
export async function complaintsOf(trx: Scoped, customerId: bigint): Promise<{ on: string; complaints: number }[]> {
  const { rows } = await sql<{ on: string; complaints: number }>`
    select opened_on as "on", complaints from privacy.open_complaint
    where business_date = (select privacy.published_night()) and customer_id = ${customerId}`.execute(trx)
  return rows
}

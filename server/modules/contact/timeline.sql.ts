import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { TimelineItem } from './contract.ts'

type ContactItem = Extract<TimelineItem, { kind: 'contact' }>
/** `at` of the contact itself; who logged it and what it was warned of stay on the server. */
export type ContactRow = Omit<ContactItem, 'kind' | 'at' | 'warning' | 'mine'> & {
  at: Date
  flagged: boolean
  permission: ContactItem['warning']
  userId: number
}

/**
 * The contacts of a person's customer numbers, the newest first, from the one after the contact `before` on; one that was corrected stays, marked. A record that only says "mistake" is
 * no item of its own.
 */
export async function contactsOf(
  trx: Scoped,
  customerIds: readonly bigint[],
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<ContactRow[]> {
  const [only] = customerIds
  // of one number the index has them in their order
  const theirs = customerIds.length === 1 ? sql`= ${only}` : sql`= any(${customerIds.map(String)}::bigint[])`
  const at = sql`(select b.at from contact.contact b where b.id = ${before})`
  const earlier = before === undefined ? sql`` : sql`and c.at <= ${at} and (c.at < ${at} or c.id > ${before})`
  const { rows } = await sql<ContactRow>`
    select c.on_date as "on", c.id, c.at, c.channel, c.purpose, c.direction, c.outcome, c.mood, c.need, c.interests, c.next_step as "nextStep",
      c.next_on as "nextOn", c.note, c.staff_name as "staffName", c.flagged, c.permission, c.user_id as "userId",
      exists (select from contact.contact n where n.corrects = c.id) as corrected
    from contact.contact c where c.customer_id ${theirs} and c.outcome <> 'mistake' ${earlier} order by c.at desc, c.id limit ${limit}`.execute(
    trx,
  )
  return rows
}

/** How many contacts of a customer in sight there are, without those that only say "mistake". */
export async function contactCount(trx: Scoped, customerId: bigint): Promise<number> {
  const { rows } = await sql<{ n: number }>`select contact.count_of(${customerId}) as n`.execute(trx)
  return rows[0]?.n ?? 0
}

/** The open complaints of a customer by the bank's records. */
export async function complaintsOf(trx: Scoped, customerId: bigint): Promise<{ on: string; complaints: number }[]> {
  const { rows } = await sql<{ on: string; complaints: number }>`
    select opened_on as "on", complaints from privacy.open_complaint
    where business_date = (select privacy.published_night()) and customer_id = ${customerId}`.execute(trx)
  return rows
}

import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Medium } from './message-terms.ts'

/** To whom a message goes, unmasked, by the night in force. */
export interface Recipient {
  customerId: bigint
  institutionId: number
  institutionName: string
  name: string | null
  gender: 'female' | 'male' | null
  phone: string | null
  address: string | null
  email: string | null
}

/** A customer in sight; undefined when row-level security shows none. A phone the bank says is unusable counts as none. */
export async function recipientOf(trx: Scoped, customerId: bigint): Promise<Recipient | undefined> {
  return (await recipientsOf(trx, [customerId])).get(customerId)
}

/** Customers in sight, by key. */
export async function recipientsOf(trx: Scoped, customerIds: readonly bigint[]): Promise<Map<bigint, Recipient>> {
  const { rows } = await sql<Recipient>`
    select c.customer_id as "customerId", c.institution_id as "institutionId", i.name as "institutionName", nullif(trim(c.name), '') as name, c.gender,
      nullif(trim(c.phone), '') as phone, nullif(trim(c.address), '') as address, a.email
    from customer.customer c join organisation.institution i on i.id = c.institution_id
    left join lateral (select email from message.address a where a.customer_id = c.customer_id order by a.id desc limit 1) a on true
    where c.business_date = (select privacy.published_night()) and c.customer_id = any(${customerIds.map(String)}::bigint[])`.execute(trx)
  return new Map(rows.map((row) => [row.customerId, row]))
}

/** Where a medium reaches somebody; null: nothing on file. WeChat is reached by the phone the gateway knows the customer's account by. */
export function addressFor({ phone, address, email }: Recipient, medium: Medium): string | null {
  if (medium === 'email') return email
  return medium === 'letter' || medium === 'card' ? address : phone
}

export async function insertAddress(
  trx: Scoped,
  { customerId, email, saidBy, userId, at }: { customerId: bigint; email: string | null; saidBy: string; userId: number; at: Date },
): Promise<void> {
  await sql`insert into message.address (customer_id, email, said_by, user_id, recorded_at)
    values (${customerId}, ${email}, ${saidBy}, ${userId}, ${at})`.execute(trx)
}

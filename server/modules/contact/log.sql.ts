import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ContactEntry } from './contract.ts'

/** Who logs. */
export interface Author {
  userId: number
  staffId: number | null
  name: string
}

/** Who wrote a record of this id, and about whom; undefined when there is none in sight. */
export async function writtenBefore(trx: Scoped, contactId: string): Promise<{ userId: number; customerId: bigint } | undefined> {
  const { rows } = await sql<{ userId: number; customerId: bigint }>`
    select user_id as "userId", customer_id as "customerId" from contact.contact where id = ${contactId}`.execute(trx)
  return rows[0]
}

/** The institution of a customer in sight. */
export async function institutionOf(trx: Scoped, customerId: bigint): Promise<number | undefined> {
  const { rows } = await sql<{ institutionId: number }>`
    select institution_id as "institutionId" from customer.customer
    where business_date = (select privacy.published_night()) and customer_id = ${customerId}`.execute(trx)
  return rows[0]?.institutionId
}

/** Adds a contact; false when the id is taken, or what it corrects was corrected already. */
export async function insertContact(
  trx: Scoped,
  entry: ContactEntry,
  { userId, staffId, name }: Author,
  judged: { institutionId: number; permission: string; flagged: boolean; at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, mood, need, interests, next_step, next_on, note, corrects,
      permission, flagged, user_id, staff_id, staff_name, institution_id, recorded_at)
    values (${entry.id}, ${entry.customerId}, ${entry.at}, ${entry.channel}, ${entry.purpose}, ${entry.direction}, ${entry.outcome}, ${entry.mood},
      ${entry.need}, ${entry.interests}, ${entry.nextStep}, ${entry.nextOn}, ${entry.note}, ${entry.corrects}, ${judged.permission}, ${judged.flagged},
      ${userId}, ${staffId}, ${name}, ${judged.institutionId}, ${judged.at})
    on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

export async function insertPromise(
  trx: Scoped,
  { customerId, id: contactId }: ContactEntry,
  promise: { id: string; what: string; dueOn: string },
  { userId, staffId, name }: Author,
  made: { institutionId: number; at: Date },
): Promise<void> {
  await sql`insert into contact.promise (id, customer_id, contact_id, what, due_on, user_id, staff_id, staff_name, institution_id, made_at)
    values (${promise.id}, ${customerId}, ${contactId}, ${promise.what}, ${promise.dueOn}, ${userId}, ${staffId}, ${name}, ${made.institutionId}, ${made.at})
    on conflict do nothing`.execute(trx)
}

/** Notes which cards of the talk library were used in a contact (M30); those that never were are passed over. */
export async function insertUsed(trx: Scoped, contactId: string, cardIds: readonly number[]): Promise<void> {
  if (cardIds.length === 0) return
  await sql`insert into talk.used (contact_id, card_id) select ${contactId}, id from talk.card where id = any(${[...cardIds]}::int[]) on conflict do nothing`.execute(
    trx,
  )
}

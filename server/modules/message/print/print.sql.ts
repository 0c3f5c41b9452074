import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { ContactPurpose } from '../../privacy/index.ts'
import type { Medium, MessageState } from '../message-terms.ts'

export interface Letter {
  id: string
  customerId: bigint
  medium: Extract<Medium, 'letter' | 'card'>
  purpose: ContactPurpose
  occasion: string | null
  title: string | null
  body: string
  staffName: string
  queuedAt: Date
  state: MessageState
}

const columns = sql`m.id, m.customer_id as "customerId", m.medium, m.purpose, m.occasion, m.title, m.body, m.staff_name as "staffName",
  m.queued_at as "queuedAt", d.state`

/** Letters in sight of those asked for, the oldest first; locked, so that no second batch takes them. */
export async function lettersAskedFor(trx: Scoped, ids: readonly string[], userId: number | null): Promise<Letter[]> {
  const { rows } = await sql<Letter>`
    select ${columns} from message.message m join message.dispatch d on d.message_id = m.id
    where m.id = any(${[...ids]}::uuid[]) and m.medium in ('letter', 'card') and (${userId}::int is null or m.user_id = ${userId}::int)
    order by m.queued_at, m.id for update of d`.execute(trx)
  return rows
}

export interface Batch {
  id: string
  madeBy: number
  staffName: string
  institutionId: number
  institutionName: string
  madeAt: Date
  letters: number
  open: number
}

const batches = sql`
  select b.id, b.made_by as "madeBy", b.staff_name as "staffName", b.institution_id as "institutionId", o.name as "institutionName", b.made_at as "madeAt", b.letters,
    (select count(*)::int from message.print_item i join message.dispatch d on d.message_id = i.message_id where i.batch_id = b.id and d.state = 'printed') as open
  from message.print_batch b join organisation.institution o on o.id = b.institution_id`

export async function findBatch(trx: Scoped, id: string): Promise<Batch | undefined> {
  const { rows } = await sql<Batch>`${batches} where b.id = ${id}`.execute(trx)
  return rows[0]
}

/** Batches in sight, the newest first. */
export async function newestBatches(trx: Scoped, most: number): Promise<Batch[]> {
  const { rows } = await sql<Batch>`${batches} order by b.made_at desc, b.id limit ${most}`.execute(trx)
  return rows
}

/** The letters of a batch in the order of its pages. */
export async function lettersOf(trx: Scoped, batchId: string): Promise<Letter[]> {
  const { rows } = await sql<Letter>`
    select ${columns} from message.print_item i join message.message m on m.id = i.message_id join message.dispatch d on d.message_id = m.id
    where i.batch_id = ${batchId} order by i.place`.execute(trx)
  return rows
}

/** Puts letters into a batch in their order; false when the id is taken. */
export async function insertBatch(
  trx: Scoped,
  { id, institutionId, userId, name, at }: { id: string; institutionId: number; userId: number; name: string; at: Date },
  letters: readonly string[],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into message.print_batch (id, institution_id, made_by, staff_name, made_at, letters)
    values (${id}, ${institutionId}, ${userId}, ${name}, ${at}, ${letters.length}) on conflict do nothing`.execute(trx)
  if (numAffectedRows !== 1n) return false
  await sql`insert into message.print_item (batch_id, place, message_id)
    select ${id}, place, letter from unnest(${[...letters]}::uuid[]) with ordinality as l (letter, place)`.execute(trx)
  return true
}

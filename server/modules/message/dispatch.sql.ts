import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Asker } from '../../platform/jobs/task.ts'
import type { ContactPurpose } from '../privacy/index.ts'
import type { Medium, MessageState } from './message-terms.ts'

/** A message with how far it got, as the work of handing over sees it. */
export interface Outgoing {
  id: string
  customerId: bigint
  institutionId: number
  medium: Medium
  purpose: ContactPurpose
  templateId: bigint | null
  title: string | null
  body: string
  staffName: string
  queuedAt: Date
  notAfter: Date
  asker: Asker
  state: MessageState
  attempt: number
  /** an attempt was cut off at a gateway that may have taken it */
  maybeTaken: boolean
}

/** A message by its id; the owner's handle. */
export async function outgoing(owner: Database, id: string): Promise<Outgoing | undefined> {
  const { rows } = await sql<Outgoing>`
    select m.id, m.customer_id as "customerId", m.institution_id as "institutionId", m.medium, m.purpose, m.template_id as "templateId", m.title, m.body,
      m.staff_name as "staffName", m.queued_at as "queuedAt", m.not_after as "notAfter", d.state, d.attempt, d.maybe_taken as "maybeTaken",
      jsonb_build_object('userId', m.user_id, 'role', m.role, 'managerId', m.manager_id, 'topInstitutionId', m.top_institution_id) as asker
    from message.message m join message.dispatch d on d.message_id = m.id where m.id = ${id}`.execute(owner)
  return rows[0]
}

export interface Move {
  from: readonly MessageState[]
  to: MessageState
  at: Date
  /** null: the system */
  by: number | null
  reason?: string | null
  detail?: string | null
  nextAt?: Date | null
  /** left out: as it was */
  maybeTaken?: boolean
  /** what the gateway calls it; left out: as it was */
  reference?: string | null
}

/** Moves a message on; false when it is in another state by now. The database refuses what may not follow, and keeps every step. */
export async function moveMessage(
  trx: Scoped | Database,
  id: string,
  { from, to, at, by, reason, detail, nextAt, maybeTaken, reference }: Move,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update message.dispatch set state = ${to}, reason = ${reason ?? null}, detail = ${detail?.slice(0, 300) ?? null}, next_at = ${nextAt ?? null},
      maybe_taken = coalesce(${maybeTaken ?? null}::boolean, maybe_taken), gateway_ref = coalesce(${reference?.slice(0, 200) ?? null}, gateway_ref),
      changed_at = ${at}, changed_by = ${by}
    where message_id = ${id} and state = any(${[...from]}::text[])`.execute(trx)
  return numAffectedRows === 1n
}

/** A new attempt begins: from here on the message is on its way, and if cut off may have been taken. False when it may not any more. */
export async function beginAttempt(owner: Database, id: string, at: Date, maybeTaken: boolean): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update message.dispatch set state = 'leaving', reason = null, detail = null, attempt = attempt + 1, next_at = null,
      maybe_taken = ${maybeTaken}, changed_at = ${at}, changed_by = null
    where message_id = ${id} and state in ('queued', 'leaving')`.execute(owner)
  return numAffectedRows === 1n
}

/** Makes a message that was handed over a contact of its customer, once. Within the transaction that says it was. */
export async function noteContact(trx: Scoped, id: string): Promise<void> {
  await sql`select message.note_contact(${id}::uuid)`.execute(trx)
}

/** Messages that should have been worked on by now and were not: a job that was lost, a gateway that was missing. The oldest first. */
export async function overdueMessages(owner: Database, by: Date, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select message_id as id from message.dispatch
    where state in ('queued', 'leaving', 'committing') and coalesce(next_at, changed_at) <= ${by} order by coalesce(next_at, changed_at), message_id
    limit ${most}`.execute(owner)
  return rows.map(({ id }) => id)
}

/** What of all messages waits, and what needs a person. */
export async function messageTroubles(owner: Database): Promise<{ waiting: number; failed: number; inDoubt: number }> {
  const { rows } = await sql<{ waiting: number; failed: number; inDoubt: number }>`
    select count(*) filter (where state = 'queued')::int as waiting, count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'in_doubt')::int as "inDoubt" from message.dispatch`.execute(owner)
  return rows[0] ?? { waiting: 0, failed: 0, inDoubt: 0 }
}

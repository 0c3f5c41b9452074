import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { ContactPurpose } from '../privacy/index.ts'
import type { Medium } from './message-terms.ts'

export interface NewMessage {
  id: string
  customerId: bigint
  institutionId: number
  medium: Medium
  purpose: ContactPurpose
  occasion: string | null
  templateId: bigint | null
  title: string | null
  body: string
  notAfter: Date
}

/** Who wrote a message of this id, and to whom; undefined when none is in sight. */
export async function writtenBefore(trx: Scoped, id: string): Promise<{ userId: number; customerId: bigint } | undefined> {
  const { rows } = await sql<{ userId: number; customerId: bigint }>`
    select user_id as "userId", customer_id as "customerId" from message.message where id = ${id}`.execute(trx)
  return rows[0]
}

/** Puts a message into the outbox, not to leave before `leavesAt`; false when the id is taken. */
export async function insertMessage(
  trx: Scoped,
  message: NewMessage,
  { userId, name, scope }: Person,
  at: Date,
  leavesAt: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into message.message (id, customer_id, institution_id, medium, purpose, occasion, template_id, title, body, user_id, role, manager_id,
      top_institution_id, staff_name, queued_at, not_after)
    values (${message.id}, ${message.customerId}, ${message.institutionId}, ${message.medium}, ${message.purpose}, ${message.occasion},
      ${message.templateId}, ${message.title}, ${message.body}, ${userId}, ${scope.role}, ${scope.managerId}, ${scope.institutions[0] ?? null}, ${name},
      ${at}, ${message.notAfter}) on conflict do nothing`.execute(trx)
  if (numAffectedRows !== 1n) return false
  await sql`insert into message.dispatch (message_id, state, next_at, changed_at, changed_by)
    values (${message.id}, 'queued', ${leavesAt}, ${at}, ${userId})`.execute(trx)
  return true
}

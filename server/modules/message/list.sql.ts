import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ContactPurpose } from '../privacy/index.ts'
import type { Medium, MessageState } from './message-terms.ts'

export interface ListedMessage {
  id: string
  customerId: bigint
  customerName: string | null
  medium: Medium
  purpose: ContactPurpose
  occasion: string | null
  templateNumber: string | null
  title: string | null
  body: string
  staffName: string
  userId: number
  queuedAt: Date
  state: MessageState
  reason: string | null
  detail: string | null
  attempt: number
  nextAt: Date | null
  changedAt: Date
}

export interface Wanted {
  states: readonly MessageState[]
  customerId: bigint | null
  userId: number | null
  offset: number
  limit: number
}

const about = ({ states, customerId, userId }: Omit<Wanted, 'offset' | 'limit'>) => sql`
  (${states.length === 0} or d.state = any(${[...states]}::text[])) and (${customerId}::bigint is null or m.customer_id = ${customerId}::bigint)
  and (${userId}::int is null or m.user_id = ${userId}::int)`

/** Messages in sight, the newest first; names are unmasked. */
export async function listedMessages(trx: Scoped, wanted: Wanted): Promise<ListedMessage[]> {
  const { rows } = await sql<ListedMessage>`
    select m.id, m.customer_id as "customerId", c.name as "customerName", m.medium, m.purpose, m.occasion, t.number as "templateNumber", m.title, m.body,
      m.staff_name as "staffName", m.user_id as "userId", m.queued_at as "queuedAt", d.state, d.reason, d.detail, d.attempt, d.next_at as "nextAt",
      d.changed_at as "changedAt"
    from message.message m join message.dispatch d on d.message_id = m.id
    join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = m.customer_id
    left join message.template t on t.id = m.template_id
    where ${about(wanted)} order by m.queued_at desc, m.id limit ${wanted.limit} offset ${wanted.offset}`.execute(trx)
  return rows
}

/** How many there are in each state. */
export async function countMessages(trx: Scoped, wanted: Omit<Wanted, 'offset' | 'limit'>): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; n: number }>`
    select d.state, count(*)::int as n from message.message m join message.dispatch d on d.message_id = m.id where ${about(wanted)} group by d.state`.execute(
    trx,
  )
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

/** A message in sight, as far as settling it needs. */
export async function messageToSettle(
  trx: Scoped,
  id: string,
): Promise<
  { state: MessageState; userId: number; customerId: bigint; institutionId: number; medium: Medium; purpose: ContactPurpose } | undefined
> {
  const { rows } = await sql<{
    state: MessageState
    userId: number
    customerId: bigint
    institutionId: number
    medium: Medium
    purpose: ContactPurpose
  }>`
    select d.state, m.user_id as "userId", m.customer_id as "customerId", m.institution_id as "institutionId", m.medium, m.purpose
    from message.message m join message.dispatch d on d.message_id = m.id where m.id = ${id}`.execute(trx)
  return rows[0]
}

export interface ListedReply {
  id: bigint
  customerId: bigint
  customerName: string | null
  medium: Medium
  body: string
  optOut: boolean
  saidAt: Date
}

/** What customers in sight answered, the newest first; names are unmasked. */
export async function listedReplies(trx: Scoped, limit: number): Promise<ListedReply[]> {
  const { rows } = await sql<ListedReply>`
    select r.id, r.customer_id as "customerId", c.name as "customerName", r.medium, r.body, r.opt_out as "optOut", r.said_at as "saidAt"
    from message.reply r join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = r.customer_id
    order by r.said_at desc, r.id desc limit ${limit}`.execute(trx)
  return rows
}

import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { enqueue } from '../../platform/jobs/enqueue.sql.ts'
import { mayContact } from '../privacy/index.ts'
import { moveMessage, noteContact } from './dispatch.sql.ts'
import { messageToSettle } from './list.sql.ts'
import { channelOf, type MessageState } from './message-terms.ts'
import { maySettle } from './message.policy.ts'
import { sendMessage } from './queue-message.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'settle-message': true
  }
}

/** `cancel`: not to be sent; `again`: once more into the queue; `arrived`: of one in doubt, somebody made sure that it was taken. */
export type SettleAct = 'cancel' | 'again' | 'arrived'

const from: Record<SettleAct, readonly MessageState[]> = {
  cancel: ['queued', 'to_print', 'failed', 'in_doubt'],
  again: ['failed', 'in_doubt'],
  arrived: ['in_doubt'],
}
const to: Record<SettleAct, MessageState> = { cancel: 'cancelled', again: 'queued', arrived: 'handed' }

/**
 * Decides about a message that waits, failed or is in doubt; on record. NOT_FOUND: not in sight; FORBIDDEN: neither the writer nor who leads the place;
 * CONFLICT: it has moved on; REFUSED_NOW: the customer may not be written to any more.
 */
export async function settleMessage(
  database: Database,
  person: Person,
  { id, act }: { id: string; act: SettleAct },
  now: Date,
): Promise<{ state: MessageState } | 'NOT_FOUND' | 'FORBIDDEN' | 'CONFLICT' | 'REFUSED_NOW'> {
  const asked = { actor: actorOf(person), action: 'settle-message', subject: { kind: 'message', id } } as const
  const settled = async (trx: Scoped) => {
    const message = await messageToSettle(trx, id)
    if (!message) return 'NOT_FOUND'
    if (!maySettle(person.scope.role, message.userId === person.userId)) return 'FORBIDDEN'
    if (!from[act].includes(message.state)) return 'CONFLICT'
    if (act === 'again') {
      const { customerId, medium, purpose } = message
      const answer = (await mayContact(trx, [customerId], { channel: channelOf[medium], purpose, at: now })).get(customerId)
      if (!answer?.allowed) return 'REFUSED_NOW'
    }
    if (!(await moved(trx, person, { id, act, state: message.state }, now))) return 'CONFLICT'
    await recordAudit(trx, { ...asked, institutionId: message.institutionId, outcome: 'done', detail: { act, was: message.state } })
    return { state: to[act] }
  }
  const outcome = maySettle(person.scope.role, true) ? await withScope(database, person.scope, settled) : 'FORBIDDEN'
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { act, refusal: outcome } })
  return outcome
}

async function moved(
  trx: Scoped,
  person: Person,
  { id, act, state }: { id: string; act: SettleAct; state: MessageState },
  now: Date,
): Promise<boolean> {
  const done = await moveMessage(trx, id, { from: [state], to: to[act], at: now, by: person.userId, reason: 'by_hand', nextAt: null })
  if (!done) return false
  if (act === 'again') await enqueue(trx, sendMessage, { messageId: id })
  if (act === 'arrived') await noteContact(trx, id)
  return true
}

import { systemActor } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database, Databases } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { enqueue } from '../../platform/jobs/enqueue.sql.ts'
import type { JobRun, PersonOf } from '../../platform/jobs/task.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { mayContactMany } from '../privacy/index.ts'
import { beginAttempt, moveMessage, noteContact, outgoing, type Outgoing } from './dispatch.sql.ts'
import type { Gateway, HandedOver } from './gateways/gateway.ts'
import { whileAlone } from './while-alone.ts'
import { channelOf, type MessageState } from './message-terms.ts'
import { sendMessage } from './queue-message.ts'
import { addressFor, recipientOf, type Recipient } from './recipient.sql.ts'
import { pauseBefore } from './retry.rules.ts'
import { templateById } from './template.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'send-message': true
    'stop-message': true
  }
}

export interface PostOffice {
  databases: Databases
  personOf: PersonOf
  /** the ways out as they are set up now */
  gateways: () => Promise<readonly Gateway[]>
  now: () => Date
}

/** neither taken nor given up */
const underway: readonly MessageState[] = ['queued', 'leaving', 'committing']
const again = { colleagueMs: 5_000, noGatewayMs: 600_000 }

/**
 * Hands a message over, once. May run twice, be cut off at any point and run beside itself: one at a time of a customer's messages is on its way, and
 * what was cut off is done again only where it is certain that it was not taken, or where the gateway acts once by key; else it stands `in_doubt`
 * for a person. Right before it leaves, the sender's rights, the wording and the permission answer are asked anew: what time lifts is waited for, all else
 * stops the message. Taken by the gateway it is, in one transaction, handed over, a contact of the customer, and on record.
 */
export async function handOver(office: PostOffice, messageId: string, job: Pick<JobRun, 'signal'>): Promise<void> {
  const { owner, ownerPool } = office.databases
  const first = await outgoing(owner, messageId)
  if (!first || !underway.includes(first.state)) return
  const alone = await whileAlone(ownerPool, first.customerId, async () => {
    const message = await outgoing(owner, messageId)
    if (message && underway.includes(message.state)) await workOn(office, message, job.signal)
  })
  if (!alone) await tryAt(owner, messageId, new Date(office.now().getTime() + again.colleagueMs))
}

async function workOn(office: PostOffice, message: Outgoing, signal: AbortSignal): Promise<void> {
  const { owner } = office.databases
  const gateway = (await office.gateways()).find(({ media }) => media.includes(message.medium))
  if (message.state === 'committing') return doubt(office, message, 'cut_off')
  if (message.maybeTaken && !gateway?.actsOnce) return doubt(office, message, 'gateway_changed')
  const ready = await readyToLeave(office, message)
  if (!ready) return
  const { medium, title, body, staffName } = message
  const to = addressFor(ready.recipient, medium)
  if (to === null) return fail(office, message, 'no_address')
  if (medium === 'letter' || medium === 'card') {
    await moveMessage(owner, message.id, { from: ['queued'], to: 'to_print', at: office.now(), by: null })
    return
  }
  if (!gateway) return wait(office, message, 'no_gateway', new Date(office.now().getTime() + again.noGatewayMs))
  signal.throwIfAborted()
  if (!(await beginAttempt(owner, message.id, office.now(), gateway.actsOnce))) return
  const committing = async () => {
    const moved = await moveMessage(owner, message.id, { from: ['leaving'], to: 'committing', at: office.now(), by: null })
    if (!moved) throw new Error(`message ${message.id} is no longer on its way`)
  }
  const from = { name: staffName, outlet: ready.recipient.institutionName }
  const handed = await gateway.handOver({ key: message.id, medium, to, title, body, from }, committing, signal)
  await settle(office, { ...message, attempt: message.attempt + 1 }, handed, gateway.name)
}

/** Everything that must hold at this moment; undefined when the message was stopped or waits. */
async function readyToLeave(office: PostOffice, message: Outgoing): Promise<{ person: Person; recipient: Recipient } | undefined> {
  const { databases, now } = office
  const person = await office.personOf(message.asker)
  if (!person) return stop(office, message, 'sender_left')
  if (now() > message.notAfter) return stop(office, message, 'too_late')
  const asked = await withScope(databases.app, person.scope, async (trx) => {
    const recipient = await recipientOf(trx, message.customerId)
    const template = message.templateId === null ? undefined : await templateById(trx, message.templateId)
    const permissions = await mayContactMany(trx, [message.customerId], { at: now() })
    const about = [message.customerId, channelOf[message.medium], message.purpose] as const
    return { recipient, template, answer: permissions.may(...about), next: permissions.nextAllowedAt(...about) }
  })
  if (!asked.recipient) return stop(office, message, 'not_in_sight')
  if (asked.template && (asked.template.endReason !== null || asked.template.validTo < businessDateOf(now())))
    return stop(office, message, 'template_ended')
  if (asked.answer.allowed) return { person, recipient: asked.recipient }
  const at = asked.next === null ? undefined : new Date(asked.next)
  if (at && at <= message.notAfter) await wait(office, message, asked.answer.reason, at)
  else await stop(office, message, asked.answer.reason)
  return undefined
}

async function settle(office: PostOffice, message: Outgoing, handed: HandedOver, gateway: string): Promise<void> {
  const { owner } = office.databases
  const at = office.now()
  const under = ['leaving', 'committing'] as const
  if (handed.outcome === 'accepted') {
    await owner.transaction().execute(async (trx) => {
      if (!(await moveMessage(trx, message.id, { from: under, to: 'handed', at, by: null, reference: handed.reference }))) return
      await noteContact(trx, message.id)
      await recordAudit(trx, { ...aboutOf(message), action: 'send-message', outcome: 'done', detail: { ...detailOf(message), gateway } })
    })
    return
  }
  if (handed.outcome === 'in_doubt') return doubt(office, message, 'no_answer', handed.why)
  if (handed.outcome === 'refused') return fail(office, message, 'refused_by_gateway', handed.why)
  const policies = await policyAt(owner, businessDateOf(at))
  if (message.attempt < policies.whole('message.attempts'))
    return wait(office, message, 'gateway_trouble', retryAt(message, policies, at), { detail: handed.why, maybeTaken: !handed.certain })
  return handed.certain ? fail(office, message, 'tried_too_often', handed.why) : doubt(office, message, 'no_answer', handed.why)
}

const retryAt = ({ id, attempt }: Outgoing, policies: Policies, at: Date): Date =>
  new Date(
    at.getTime() +
      pauseBefore(attempt, id, {
        firstMs: policies.whole('message.retry_first_seconds') * 1_000,
        longestMs: policies.whole('message.retry_longest_minutes') * 60_000,
      }),
  )

/** Back into the queue, to be worked on at a moment; state and job in one transaction. */
async function wait(
  { databases: { owner }, now }: PostOffice,
  { id }: Outgoing,
  reason: string,
  nextAt: Date,
  more: { detail?: string; maybeTaken?: boolean } = {},
): Promise<void> {
  await owner.transaction().execute(async (trx) => {
    const move = { from: underway, to: 'queued', at: now(), by: null, reason, nextAt, ...more } as const
    if (await moveMessage(trx, id, move)) await enqueue(trx, sendMessage, { messageId: id }, { runAt: nextAt })
  })
}

async function fail(
  { databases: { owner }, now }: PostOffice,
  { id }: Outgoing,
  reason: string,
  detail: string | null = null,
): Promise<void> {
  await moveMessage(owner, id, { from: underway, to: 'failed', at: now(), by: null, reason, detail })
}

/** Nobody can know whether it was taken: it is not sent again by itself. */
async function doubt(
  { databases: { owner }, now }: PostOffice,
  { id }: Outgoing,
  reason: string,
  detail: string | null = null,
): Promise<void> {
  await moveMessage(owner, id, { from: underway, to: 'in_doubt', at: now(), by: null, reason, detail })
}

async function stop({ databases: { owner }, now }: PostOffice, message: Outgoing, reason: string): Promise<undefined> {
  if (message.maybeTaken) {
    await moveMessage(owner, message.id, { from: ['queued', 'leaving'], to: 'in_doubt', at: now(), by: null, reason })
    return
  }
  await owner.transaction().execute(async (trx) => {
    if (!(await moveMessage(trx, message.id, { from: ['queued', 'leaving'], to: 'stopped', at: now(), by: null, reason }))) return
    await recordAudit(trx, { ...aboutOf(message), action: 'stop-message', outcome: 'refused', detail: { ...detailOf(message), reason } })
  })
}

const aboutOf = ({ customerId, institutionId, purpose }: Outgoing) => ({
  actor: systemActor,
  subject: { kind: 'customer', id: customerId.toString() },
  institutionId,
  purpose,
})
const detailOf = ({ id, medium, staffName, attempt }: Outgoing) => ({ id, medium, staffName, attempt })

/** Another message of the same customer is on its way at this moment. */
const tryAt = (owner: Database, messageId: string, runAt: Date): Promise<void> =>
  owner.transaction().execute((trx) => enqueue(trx, sendMessage, { messageId }, { runAt }))

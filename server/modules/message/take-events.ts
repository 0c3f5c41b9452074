import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { systemActor } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { insertContact } from '../contact/index.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { insertRefusals } from '../privacy/index.ts'
import { moveMessage } from './dispatch.sql.ts'
import { channelOf, media } from './message-terms.ts'
import { customersOfPhone, insertEvent, insertReply, messageByKey, type Answered } from './reply.sql.ts'
import { isOptOut } from './words.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'take-receipt': true
    'take-reply': true
  }
}

const event = z.object({ id: z.string().min(1).max(120), at: z.iso.datetime({ offset: true }) })
/** What the bank's gateway tells, many at once. `key`: of the message it is about. */
export const gatewayEvents = z.object({
  events: z
    .array(
      z.discriminatedUnion('kind', [
        event.extend({ kind: z.literal('receipt'), key: z.string().max(64), delivered: z.boolean(), why: z.string().max(300).optional() }),
        event.extend({
          kind: z.literal('reply'),
          medium: z.enum(media).extract(['sms', 'wechat']),
          /** the phone it came from */
          from: z.string().max(40),
          key: z.string().max(64).optional(),
          text: z.string().max(2000),
        }),
      ]),
    )
    .min(1)
    .max(500),
})
type GatewayEvent = z.infer<typeof gatewayEvents>['events'][number]
type Reply = Extract<GatewayEvent, { kind: 'reply' }>

/** What became of what was told: taken now, told before, about nobody we know. */
export interface Taken {
  taken: number
  repeated: number
  unknown: number
}

const replyKept = 500
const noteKept = 300

/**
 * Takes what a gateway tells, each event once, in a transaction of its own. A receipt says whether a message arrived. A reply is an inbound contact of everybody
 * whose phone it came from; one that opts out refuses the channel for every purpose at once, as if the customer had said so at the counter (M95).
 * `owner` is the owner's handle: a gateway is no person.
 */
export async function takeEvents(owner: Database, gateway: string, events: readonly GatewayEvent[], now: Date): Promise<Taken> {
  const policies = await policyAt(owner, businessDateOf(now))
  const counts: Taken = { taken: 0, repeated: 0, unknown: 0 }
  for (const told of events) {
    counts[await owner.transaction().execute((trx) => takeEvent(trx, gateway, told, policies, now))] += 1
  }
  return counts
}

async function takeEvent(trx: Scoped, gateway: string, told: GatewayEvent, policies: Policies, now: Date): Promise<keyof Taken> {
  if (!(await insertEvent(trx, gateway, told.id, now))) return 'repeated'
  if (told.kind === 'reply') return takeReply(trx, gateway, told, policies, now)
  const message = await messageByKey(trx, told.key)
  if (!message?.id) return 'unknown'
  const to = told.delivered ? 'delivered' : 'undelivered'
  const from = told.delivered ? (['handed', 'undelivered'] as const) : (['handed'] as const)
  await moveMessage(trx, message.id, {
    from,
    to,
    at: now,
    by: null,
    reason: told.delivered ? null : 'not_delivered',
    detail: told.why ?? null,
  })
  await recordAudit(trx, {
    ...aboutOf(message),
    action: 'take-receipt',
    outcome: 'done',
    detail: { gateway, id: message.id, delivered: told.delivered },
  })
  return 'taken'
}

async function takeReply(trx: Scoped, gateway: string, told: Reply, policies: Policies, now: Date): Promise<keyof Taken> {
  const byKey = told.key === undefined ? undefined : await messageByKey(trx, told.key)
  const phone = told.from.normalize('NFKC').replace(/\D/g, '').slice(-11)
  const others = phone.length === 11 ? await customersOfPhone(trx, phone, told.medium) : []
  const customers = byKey ? [byKey, ...others.filter(({ customerId }) => customerId !== byKey.customerId)] : others
  if (customers.length === 0) return 'unknown'
  const optOut = isOptOut(told.text, policies)
  for (const customer of customers) await takeFrom(trx, customer, told, { optOut, gateway, now })
  return 'taken'
}

async function takeFrom(
  trx: Scoped,
  customer: Answered,
  told: Reply,
  { optOut, gateway, now }: { optOut: boolean; gateway: string; now: Date },
): Promise<void> {
  const { customerId, institutionId } = customer
  const channel = channelOf[told.medium]
  // what a gateway dates into the future happened now
  const at = new Date(Math.min(Date.parse(told.at), now.getTime()))
  await insertReply(trx, customer, { medium: told.medium, body: told.text.slice(0, replyKept), optOut, at }, now)
  const refused = optOut
    ? await insertRefusals(
        trx,
        { customerId, userId: 0, at: now },
        {
          kind: 'refusal',
          channels: [channel],
          purposes: [],
          source: 'customer_link',
          proof: `客户回复“${told.text.trim().slice(0, 20)}”，网关编号 ${told.id}`,
        },
      )
    : 0
  const said = told.text.trim().slice(0, noteKept)
  const contact = {
    id: randomUUID(),
    customerId: customerId.toString(),
    at: at.toISOString(),
    channel,
    purpose: 'service',
    direction: 'inbound',
    outcome: optOut ? 'refused' : 'reached',
    mood: null,
    need: null,
    interests: [],
    nextStep: null,
    nextOn: null,
    note: said === '' ? null : said,
    corrects: null,
    refusesChannel: optOut,
    promise: null,
  } as const
  const author = { userId: customer.userId, staffId: customer.managerId, name: customer.staffName }
  await insertContact(trx, { ...contact, interests: [] }, author, { institutionId, permission: 'allowed', flagged: false, at: now })
  await recordAudit(trx, {
    ...aboutOf(customer),
    action: 'take-reply',
    outcome: 'done',
    detail: { gateway, event: told.id, channel, optOut, refused },
  })
}

const aboutOf = ({ customerId, institutionId }: Answered) => ({
  actor: systemActor,
  subject: { kind: 'customer', id: customerId.toString() },
  institutionId,
})

import { z } from 'zod'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { enqueue } from '../../platform/jobs/enqueue.sql.ts'
import { taskKind } from '../../platform/jobs/task.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { mayContactMany, type ContactReason } from '../privacy/index.ts'
import { compareText, type Likeness } from './compare-text.ts'
import { insertFingerprint } from './likeness.sql.ts'
import { channelOf, type Draft } from './message-terms.ts'
import { maySend } from './message.policy.ts'
import { insertMessage, writtenBefore } from './message.sql.ts'
import { addressFor, recipientOf, type Recipient } from './recipient.sql.ts'
import { namesOf, valuesOf } from './salutation.rules.ts'
import { renderTemplate } from './template.rules.ts'
import { templateInUse } from './template.sql.ts'
import { forbiddenIn, forbiddenWords, type ForbiddenPlace } from './words.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'queue-message': true
  }
}

/** The job that hands a message over. */
export const sendMessage = taskKind('send-message', z.object({ messageId: z.uuid() }))

export interface Queued {
  id: string
  result: 'queued' | 'repeated'
  /** ISO moment before which it may not leave; null: at once */
  leavesAt: string | null
}

/** Why a message was not taken, with what the screen points at. */
export type MessageRefusal =
  | { refused: 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'NO_TEMPLATE' | 'TEMPLATE_ONLY' | 'NO_ADDRESS' }
  | { refused: 'NOT_ALLOWED'; data: { reason: ContactReason } }
  | { refused: 'FORBIDDEN_WORDS'; data: { places: ForbiddenPlace[] } }
  | { refused: 'NEAR_DUPLICATE'; data: Likeness }
  | { refused: 'MISSING_VALUES'; data: { missing: string[] } }
  | { refused: 'TOO_LONG'; data: { characters: number; atMost: number } }

const largestId = 2n ** 63n - 1n

/**
 * Puts a message into the outbox, in the transaction and scope of whoever writes it (`withScope`), with the job that hands it over; on record. What is
 * asked: role, words, length, an address, the permission answer (what time alone lifts is waited for), and of care that it is nobody's copy.
 * The same id again is `repeated`. A refusal writes nothing: the caller puts it on record.
 */
export async function queueMessage(trx: Scoped, person: Person, draft: Draft, now: Date): Promise<Queued | MessageRefusal> {
  if (!maySend(person.scope.role)) return { refused: 'FORBIDDEN' }
  const customerId = BigInt(draft.customerId)
  const recipient = customerId > largestId ? undefined : await recipientOf(trx, customerId)
  if (!recipient) return { refused: 'NOT_FOUND' }
  const before = await writtenBefore(trx, draft.id)
  if (before)
    return before.userId === person.userId && before.customerId === customerId
      ? { id: draft.id, result: 'repeated', leavesAt: null }
      : { refused: 'CONFLICT' }
  const today = businessDateOf(now)
  const policies = await policyAt(trx, today)
  const worded = await wordsOf(trx, draft, recipient, person, today)
  if ('refused' in worded) return worded
  const problem = textProblem(worded.body, draft, policies)
  if (problem) return problem
  if (addressFor(recipient, draft.medium) === null) return { refused: 'NO_ADDRESS' }
  const notAfter =
    draft.notAfter === null ? new Date(`${addDays(today, policies.whole('message.keep_days'))}T23:59:59+08:00`) : new Date(draft.notAfter)
  const leaves = await leavesAt(trx, draft, now, notAfter)
  if ('refused' in leaves) return leaves
  const names = [...namesOf(recipient.name), person.name]
  const { fingerprint, likeness } = await compareText(trx, { body: worded.body, names }, { userId: person.userId, today, policies })
  if (draft.purpose === 'care' && likeness && (likeness.refused || !draft.seenLikeness))
    return { refused: 'NEAR_DUPLICATE', data: likeness }

  const { id, medium, purpose, occasion } = draft
  const body = medium === 'sms' && purpose !== 'service' ? `${worded.body} ${policies.code('message.sms_opt_out_notice')}` : worded.body
  const message = { id, customerId, institutionId: recipient.institutionId, medium, purpose, occasion, ...worded, body, notAfter }
  if (!(await insertMessage(trx, message, person, now, leaves.at ?? now))) return { refused: 'CONFLICT' }
  await insertFingerprint(trx, id, fingerprint, { userId: person.userId, staffName: person.name, on: today })
  await enqueue(trx, sendMessage, { messageId: id }, leaves.at ? { runAt: leaves.at } : {})
  await recordAudit(trx, {
    actor: actorOf(person),
    action: 'queue-message',
    subject: { kind: 'customer', id: customerId.toString() },
    institutionId: recipient.institutionId,
    outcome: 'done',
    purpose,
    detail: { id, medium, occasion, template: worded.number, likenessBp: likeness?.bp ?? null },
  })
  return { id, result: 'queued', leavesAt: leaves.at?.toISOString() ?? null }
}

interface Worded {
  body: string
  title: string | null
  templateId: bigint | null
  number: string | null
}

/** Own words are for care; everything else says what compliance approved (reference C: staff write no promotion of their own). */
async function wordsOf(trx: Scoped, draft: Draft, recipient: Recipient, person: Person, today: string): Promise<Worded | MessageRefusal> {
  const { words, purpose, medium } = draft
  if ('body' in words) {
    if (purpose !== 'care') return { refused: 'TEMPLATE_ONLY' }
    return { body: words.body, title: words.title, templateId: null, number: null }
  }
  const template = await templateInUse(trx, words.template, today)
  if (!template || template.purpose !== purpose || !template.media.includes(medium)) return { refused: 'NO_TEMPLATE' }
  const rendered = renderTemplate(template.body, { ...valuesOf(recipient, person.name, today), ...words.values })
  if ('missing' in rendered) return { refused: 'MISSING_VALUES', data: rendered }
  return { body: rendered.text, title: template.name, templateId: template.id, number: template.number }
}

/** What is wrong with a text of a medium by the policies of the date; undefined when nothing is. */
function textProblem(body: string, { medium }: Pick<Draft, 'medium'>, policies: Policies): MessageRefusal | undefined {
  const places = forbiddenIn(body, forbiddenWords(policies))
  if (places.length > 0) return { refused: 'FORBIDDEN_WORDS', data: { places } }
  const characters = Array.from(body).length
  const atMost = charactersAtMost(medium, policies)
  return characters > atMost ? { refused: 'TOO_LONG', data: { characters, atMost } } : undefined
}

export const charactersAtMost = (medium: Draft['medium'], policies: Policies): number =>
  policies.whole(medium === 'sms' ? 'message.sms_characters' : 'message.letter_characters')

/** When it may leave; null: at once. What time does not lift, or not before it would be out of place, refuses. */
async function leavesAt(
  trx: Scoped,
  { customerId: id, medium, purpose }: Draft,
  now: Date,
  notAfter: Date,
): Promise<{ at: Date | null } | MessageRefusal> {
  const customerId = BigInt(id)
  const permissions = await mayContactMany(trx, [customerId], { at: now })
  const { allowed, reason } = permissions.may(customerId, channelOf[medium], purpose)
  if (allowed && now < notAfter) return { at: null }
  const next = permissions.nextAllowedAt(customerId, channelOf[medium], purpose)
  const at = next === null ? undefined : new Date(next)
  return at && at < notAfter ? { at } : { refused: 'NOT_ALLOWED', data: { reason } }
}

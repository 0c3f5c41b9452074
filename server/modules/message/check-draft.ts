import { businessDateOf } from '../../platform/calendar.ts'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { mayContactMany, type ContactPurpose } from '../privacy/index.ts'
import { compareText } from './compare-text.ts'
import type { CheckedDraft } from './contract.ts'
import { waysOut } from './gateway.sql.ts'
import { maskedAddress } from './masked-address.rules.ts'
import { channelOf, media, type Medium } from './message-terms.ts'
import { mayReadMessages, maySend } from './message.policy.ts'
import { charactersAtMost } from './queue-message.ts'
import { addressFor, insertAddress, recipientOf } from './recipient.sql.ts'
import { namesOf } from './salutation.rules.ts'
import { forbiddenIn, forbiddenWords } from './words.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'record-email': true
  }
}

/** What stands against a text while it is written: forbidden words with their places, what it is like, its length. */
export async function checkDraft(
  database: Database,
  person: Person,
  { customerId, medium, body }: { customerId: string; medium: Medium; body: string },
  now: Date,
): Promise<CheckedDraft | 'NOT_FOUND' | 'FORBIDDEN'> {
  if (!maySend(person.scope.role)) return forbidden(database, person, customerId)
  return withScope(database, person.scope, async (trx) => {
    const recipient = await recipientOf(trx, BigInt(customerId))
    if (!recipient) return 'NOT_FOUND'
    const today = businessDateOf(now)
    const policies = await policyAt(trx, today)
    const names = [...namesOf(recipient.name), person.name]
    const { likeness } = await compareText(trx, { body, names }, { userId: person.userId, today, policies })
    return {
      forbidden: forbiddenIn(body, forbiddenWords(policies)),
      likeness,
      characters: Array.from(body).length,
      charactersAtMost: charactersAtMost(medium, policies),
    }
  })
}

/** By which means a customer can be written to now for a purpose, and why not. Addresses are masked. */
export async function showMeans(
  database: Database,
  person: Person,
  { customerId: id, purpose }: { customerId: string; purpose: ContactPurpose },
  now: Date,
) {
  if (!mayReadMessages(person.scope.role)) return forbidden(database, person, id)
  const customerId = BigInt(id)
  return withScope(database, person.scope, async (trx) => {
    const recipient = await recipientOf(trx, customerId)
    if (!recipient) return 'NOT_FOUND' as const
    const permissions = await mayContactMany(trx, [customerId], { at: now })
    const ways = await waysOut(trx)
    return {
      maySend: maySend(person.scope.role),
      means: media.map((medium) => {
        const { allowed, reason } = permissions.may(customerId, channelOf[medium], purpose)
        return {
          medium,
          allowed,
          reason,
          nextAllowedAt: allowed ? null : permissions.nextAllowedAt(customerId, channelOf[medium], purpose),
          address: maskedAddress(addressFor(recipient, medium), medium),
          hasGateway: medium === 'letter' || medium === 'card' || ways.some((way) => way.media.includes(medium)),
        }
      }),
    }
  })
}

/** Writes a customer's e-mail address down, or takes it away; on record without the address. */
export async function recordEmail(
  database: Database,
  person: Person,
  { customerId: id, email, saidBy }: { customerId: string; email: string | null; saidBy: string },
  now: Date,
): Promise<{ recorded: true } | 'NOT_FOUND' | 'FORBIDDEN'> {
  if (!maySend(person.scope.role)) return forbidden(database, person, id)
  const customerId = BigInt(id)
  const asked = { actor: actorOf(person), action: 'record-email', subject: { kind: 'customer', id } } as const
  const outcome = await withScope(database, person.scope, async (trx) => {
    const recipient = await recipientOf(trx, customerId)
    if (!recipient) return 'NOT_FOUND'
    await insertAddress(trx, { customerId, email, saidBy, userId: person.userId, at: now })
    const detail = { saidBy, removed: email === null }
    await recordAudit(trx, { ...asked, institutionId: recipient.institutionId, outcome: 'done', detail })
    return { recorded: true as const }
  })
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}

async function forbidden(database: Database, person: Person, customerId: string): Promise<'FORBIDDEN'> {
  const subject = { kind: 'customer', id: customerId }
  await recordRefusal(database, { actor: actorOf(person), action: 'queue-message', subject, detail: { refusal: 'FORBIDDEN' } })
  return 'FORBIDDEN'
}

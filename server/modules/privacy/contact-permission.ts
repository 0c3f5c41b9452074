import { businessDateOf } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { mayContactBy, nextAllowed, type ContactFacts, type ContactPolicy } from './contact-permission.rules.ts'
import { contactFacts } from './contact-permission.sql.ts'
import { contactAnswer, type ContactAnswer } from './contact-terms.ts'
import type { ContactChannel, ContactPurpose } from './contract.ts'
import { workingDaysBetween, type WorkingDay } from './working-days.ts'

export interface ContactQuestion {
  channel: ContactChannel
  purpose: ContactPurpose
  at: Date
}

/** When contacts are asked about, and for whom. */
export interface WhenAsked {
  at: Date
  /** the whole day is meant: hours are left out, as in a plan */
  wholeDay?: boolean
  /** whose contact it would be, when it is not that of the person of the scope (a plan made for a manager) */
  staffId?: number
  /** of the business date, and the calendar from it on, when they are at hand */
  policies?: Policies
  workingDay?: WorkingDay
}

/** Answers about many customers, of one reading of the facts. */
export interface Permissions {
  may(customerId: bigint, channel: ContactChannel, purpose: ContactPurpose): ContactAnswer
  /** the first moment from now on at which it is allowed, ISO with offset +08:00; null when time alone does not lift what forbids */
  nextAllowedAt(customerId: bigint, channel: ContactChannel, purpose: ContactPurpose): string | null
}

const unknown = contactAnswer('unknown_customer')

/**
 * The permissions of many customers for every channel and purpose, at one statement whatever their number. A customer outside the scope is
 * `unknown_customer`, as one that does not exist. Call inside `withScope`.
 */
export async function mayContactMany(
  trx: Scoped,
  customerIds: readonly bigint[],
  { at, wholeDay = false, staffId, ...given }: WhenAsked,
): Promise<Permissions> {
  const date = businessDateOf(at)
  const policy = contactPolicyOf(given.policies ?? (await policyAt(trx, date)))
  const workingDay = given.workingDay ?? (await workingDaysBetween(trx, date, policy.lookAheadDays))
  const facts = await contactFacts(trx, customerIds, {
    date,
    days: Math.max(...policy.caps.map(({ days }) => days)),
    staffId: staffId ?? null,
  })
  const minute = minuteOf(at)
  const moment = { date, minute: wholeDay ? null : minute, workingDay: workingDay(date) }
  return {
    may: (id, channel, purpose) => {
      const known = facts.get(id)
      return known ? mayContactBy(known, channel, purpose, moment, policy) : unknown
    },
    nextAllowedAt: (id, channel, purpose) => {
      const known = facts.get(id)
      return isoOf(known && nextAllowed(known, channel, purpose, { ...moment, minute }, policy, workingDay))
    },
  }
}

/**
 * May these customers be contacted by this channel for this purpose at this moment? Every contact, task, invitation and message asks here or at
 * `mayContactMany` first. Call inside `withScope`.
 */
export async function mayContact(
  trx: Scoped,
  customerIds: readonly bigint[],
  { channel, purpose, at }: ContactQuestion,
): Promise<Map<bigint, ContactAnswer>> {
  const permissions = await mayContactMany(trx, customerIds, { at })
  return new Map(customerIds.map((id) => [id, permissions.may(id, channel, purpose)]))
}

/**
 * The same question about somebody who is no customer yet, of whom others keep what the answer needs (M31): same channels, hours, calendar and cap. Call
 * inside `withScope`.
 */
export async function mayContactKnown(
  trx: Scoped,
  at: Date,
  { wholeDay = false, ...given }: Omit<WhenAsked, 'at' | 'staffId'> = {},
): Promise<KnownPermissions> {
  const date = businessDateOf(at)
  const policy = contactPolicyOf(given.policies ?? (await policyAt(trx, date)))
  const workingDay = given.workingDay ?? (await workingDaysBetween(trx, date, policy.lookAheadDays))
  const minute = minuteOf(at)
  const moment = { date, minute: wholeDay ? null : minute, workingDay: workingDay(date) }
  return {
    may: (facts, channel, purpose) => mayContactBy(facts, channel, purpose, moment, policy),
    nextAllowedAt: (facts, channel, purpose) => isoOf(nextAllowed(facts, channel, purpose, { ...moment, minute }, policy, workingDay)),
  }
}

/** As {@link Permissions}, about people of whom the caller brings what is known. */
export interface KnownPermissions {
  may(facts: ContactFacts, channel: ContactChannel, purpose: ContactPurpose): ContactAnswer
  nextAllowedAt(facts: ContactFacts, channel: ContactChannel, purpose: ContactPurpose): string | null
}

const isoOf = (next: ReturnType<typeof nextAllowed> | undefined): string | null =>
  next ? `${next.date}T${two(next.minute / 60)}:${two(next.minute % 60)}:00+08:00` : null

const two = (number: number) => String(Math.floor(number)).padStart(2, '0')

/** Asia/Shanghai is UTC+8 all year. */
const minuteOf = (at: Date) => (Math.floor(at.getTime() / 60_000) + 8 * 60) % (24 * 60)

function contactPolicyOf(policies: Policies): ContactPolicy {
  const span = (part: 'morning' | 'afternoon') => ({
    from: policies.whole(`contact.${part}_from_minute`),
    until: policies.whole(`contact.${part}_until_minute`),
  })
  const cap = (length: 'short' | 'long') => ({
    days: policies.whole(`contact.cap_${length}_days`),
    contacts: policies.whole(`contact.cap_${length}_contacts`),
  })
  return {
    morning: span('morning'),
    afternoon: span('afternoon'),
    childUnderYears: policies.whole('contact.child_under_years'),
    caps: [cap('short'), cap('long')],
    lookAheadDays: policies.whole('contact.look_ahead_days'),
  }
}

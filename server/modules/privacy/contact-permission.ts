import { businessDateOf } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { policyAt } from '../policy/index.ts'
import {
  contactAnswer,
  mayContactBy,
  type ContactAnswer,
  type ContactChannel,
  type ContactMoment,
  type ContactPolicy,
  type ContactPurpose,
} from './contact-permission.rules.ts'
import { calendarException, contactFacts } from './contact-permission.sql.ts'

export interface ContactQuestion {
  channel: ContactChannel
  purpose: ContactPurpose
  at: Date
}

/**
 * May these customers be contacted by this channel for this purpose at this moment? Every contact, task, invitation and message asks here
 * first. A customer outside the scope is `unknown_customer`, as one that does not exist. Call inside `withScope`.
 */
export async function mayContact(
  trx: Scoped,
  customerIds: readonly bigint[],
  question: ContactQuestion,
): Promise<Map<bigint, ContactAnswer>> {
  const { channel, purpose, at } = question
  const date = businessDateOf(at)
  const policy = await contactPolicy(trx, date)
  const moment = await momentOf(trx, at, date)
  const facts = await contactFacts(trx, customerIds, channel, purpose, date)
  const answerOf = (id: bigint): ContactAnswer => {
    const known = facts.get(id)
    return known ? mayContactBy(known, channel, purpose, moment, policy) : contactAnswer('unknown_customer')
  }
  return new Map(customerIds.map((id) => [id, answerOf(id)]))
}

/** Asia/Shanghai is UTC+8 all year. */
async function momentOf(trx: Scoped, at: Date, date: string): Promise<ContactMoment> {
  const minute = (Math.floor(at.getTime() / 60_000) + 8 * 60) % (24 * 60)
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return { date, minute, workingDay: (await calendarException(trx, date)) ?? (weekday >= 1 && weekday <= 5) }
}

async function contactPolicy(trx: Scoped, date: string): Promise<ContactPolicy> {
  const policies = await policyAt(trx, date)
  const span = (part: 'morning' | 'afternoon') => ({
    from: policies.whole(`contact.${part}_from_minute`),
    until: policies.whole(`contact.${part}_until_minute`),
  })
  return { morning: span('morning'), afternoon: span('afternoon'), childUnderYears: policies.whole('contact.child_under_years') }
}

import type { canonical } from '../../../night/extract/canonical.ts'

export type ContactChannel = (typeof canonical.contact.columns.channel.values)[number]
type CustomerStatus = (typeof canonical.customer.columns.status.values)[number]
/** `service`: what the customer must be told (maturity, safety); needs no consent and carries no promotion. The others need consent. */
export type ContactPurpose = 'service' | 'marketing' | 'event' | 'care' | 'survey'

/** What is known of a customer, a channel and a purpose at a moment. */
export interface ContactFacts {
  notForMarketing: boolean
  status: CustomerStatus | null
  /** ISO date or null */
  birthDate: string | null
  doNotContact: boolean
  refused: boolean
  consented: boolean
}

export interface ContactMoment {
  /** business date and minute of the day, Asia/Shanghai */
  date: string
  minute: number
  workingDay: boolean
}

/** Policy rows contact.*: calls and visits in the morning and the afternoon, `from` included, `until` excluded; children by age in years. */
export interface ContactPolicy {
  morning: { from: number; until: number }
  afternoon: { from: number; until: number }
  childUnderYears: number
}

const contactReasons = {
  allowed: '可以联系',
  unknown_customer: '没有找到，或不在您的管辖范围内',
  deceased: '客户已故，不再联系',
  closed_by_bank: '银行已终止关系，不再联系',
  not_for_marketing: '不适用营销，仅可发送服务通知',
  special_status: '客户处于特殊状态，仅可发送服务通知',
  child: '未成年人，请联系监护人，仅可发送服务通知',
  do_not_contact: '客户要求不联系',
  refused: '客户已拒绝此渠道',
  no_consent: '没有此渠道和用途的有效同意',
  not_a_working_day: '非工作日不联系',
  quiet_hours: '不在可联系的时段',
} as const
export type ContactReason = keyof typeof contactReasons

export interface ContactAnswer {
  allowed: boolean
  reason: ContactReason
  /** for people */
  text: string
}

/** Channels that reach into somebody's day; messages and letters wait until read. A customer who walks in chose the hour. */
const interrupting: readonly ContactChannel[] = ['call', 'visit', 'invitation']
const waits: readonly ContactChannel[] = ['letter', 'walk_in']

export const contactAnswer = (reason: ContactReason): ContactAnswer => ({
  allowed: reason === 'allowed',
  reason,
  text: contactReasons[reason],
})

/**
 * May this customer be contacted by this channel for this purpose at this moment? The first thing that forbids it is the reason, in the order:
 * code N and special states, do-not-contact, refusal, consent, working days and hours (M21, M95, M96a).
 */
export function mayContactBy(
  facts: ContactFacts,
  channel: ContactChannel,
  purpose: ContactPurpose,
  moment: ContactMoment,
  policy: ContactPolicy,
): ContactAnswer {
  const service = purpose === 'service'
  return contactAnswer(
    stateForbids(facts, service, moment.date, policy) ??
      choiceForbids(facts, service) ??
      hourForbids(channel, service, moment, policy) ??
      'allowed',
  )
}

function stateForbids(
  { status, notForMarketing, birthDate }: ContactFacts,
  service: boolean,
  date: string,
  policy: ContactPolicy,
): ContactReason | undefined {
  if (status === 'deceased' || status === 'closed_by_bank') return status
  if (service) return undefined
  if (notForMarketing) return 'not_for_marketing'
  if (status !== null) return 'special_status'
  return birthDate !== null && isUnder(birthDate, policy.childUnderYears, date) ? 'child' : undefined
}

/** Do-not-contact and a refusal leave only what the customer must be told; consent is asked for everything else. */
function choiceForbids({ doNotContact, refused, consented }: ContactFacts, service: boolean): ContactReason | undefined {
  if (service) return undefined
  if (doNotContact) return 'do_not_contact'
  if (refused) return 'refused'
  return consented ? undefined : 'no_consent'
}

function hourForbids(
  channel: ContactChannel,
  service: boolean,
  { minute, workingDay }: ContactMoment,
  policy: ContactPolicy,
): ContactReason | undefined {
  if (waits.includes(channel) || (service && !interrupting.includes(channel))) return undefined
  if (!workingDay) return 'not_a_working_day'
  const open = [policy.morning, policy.afternoon].some(({ from, until }) => minute >= from && minute < until)
  return open ? undefined : 'quiet_hours'
}

/** The birthday itself completes the year; whoever was born on 29 February completes it on 1 March of a common year. */
function isUnder(birthDate: string, years: number, date: string): boolean {
  const birthday = `${String(Number(birthDate.slice(0, 4)) + years).padStart(4, '0')}${birthDate.slice(4)}`
  return date < birthday
}

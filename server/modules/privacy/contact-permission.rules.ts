import { addDays } from '../../platform/calendar.ts'
import type { CustomerStatus } from './contract.ts'
import { contactAnswer, passingWithTheDay, type ContactAnswer } from './contact-terms.ts'
import type { ContactChannel, ContactPurpose, ContactReason } from './contract.ts'

/** A consent or a refusal: by channel and purpose (null = every purpose but service), on the dates from–to, both included; null = open. */
export interface Choice {
  channel: ContactChannel
  purpose: ContactPurpose | null
  from: string | null
  to: string | null
}

/** What is known of a customer. `contacts` are the days on which somebody of the bank turned to the customer, one for each person and day. */
export interface ContactFacts {
  notForMarketing: boolean
  status: CustomerStatus | null
  /** ISO date or null */
  birthDate: string | null
  doNotContact: boolean
  openComplaint: boolean
  /** last day of the quiet period in force or to come, with its first */
  quiet: readonly { from: string; to: string }[]
  refusals: readonly Choice[]
  consents: readonly Choice[]
  contacts: readonly Turned[]
  /** of the other numbers of the same person (M20), whoever keeps them; null when there is none */
  linked: LinkedFacts | null
}

/** Somebody of the bank turned to the customer on a day. */
export interface Turned {
  on: string
  byOthers: boolean
}

/**
 * What binds this number though it was said to another of the same person. `withdrawn`: agreed for this number, and taken back for another since. `contacts`
 * are without the persons and days that are among the customer's own.
 */
export interface LinkedFacts {
  deceased: boolean
  notForMarketing: boolean
  doNotContact: boolean
  openComplaint: boolean
  quiet: readonly { from: string; to: string }[]
  refusals: readonly Choice[]
  withdrawn: readonly Choice[]
  contacts: readonly Turned[]
}

export interface ContactMoment {
  /** business date and minute of the day, Asia/Shanghai; without a minute the whole day is meant and hours are left out */
  date: string
  minute: number | null
  workingDay: boolean
}

/** Policy rows contact.*: calls and visits in the morning and the afternoon, `from` included, `until` excluded; at most `contacts` within `days`. */
export interface ContactPolicy {
  morning: { from: number; until: number }
  afternoon: { from: number; until: number }
  childUnderYears: number
  caps: readonly { days: number; contacts: number }[]
  lookAheadDays: number
}

/** Channels that reach into somebody's day; messages and letters wait until read. A customer who walks in chose the hour. */
const interrupting: readonly ContactChannel[] = ['call', 'visit', 'invitation']
const waits: readonly ContactChannel[] = ['letter', 'walk_in']
/** What time alone lifts. */
const passing: readonly ContactReason[] = ['quiet_period', 'linked_quiet_period', 'no_consent', ...passingWithTheDay]

/**
 * May this customer be contacted by this channel for this purpose at this moment? The first thing that forbids it is the reason, in the order:
 * code N and special states, do-not-contact, refusal, complaint, quiet period, consent, one voice a day, cap, working days and hours (M21, M95,
 * M96a).
 */
export function mayContactBy(
  facts: ContactFacts,
  channel: ContactChannel,
  purpose: ContactPurpose,
  moment: ContactMoment,
  policy: ContactPolicy,
): ContactAnswer {
  const service = purpose === 'service'
  const promotes = service
    ? undefined
    : (choiceForbids(facts, channel, purpose, moment.date) ?? contactsForbid(facts, channel, moment.date, policy))
  return contactAnswer(
    stateForbids(facts, service, moment.date, policy) ?? promotes ?? hourForbids(channel, service, moment, policy) ?? 'allowed',
  )
}

/**
 * The first moment from now on at which `mayContactBy` allows, as far as time alone lifts what forbids; null when it does not, or not within
 * the policy's days. `workingDay` tells of a date whether the bank works.
 */
export function nextAllowed(
  facts: ContactFacts,
  channel: ContactChannel,
  purpose: ContactPurpose,
  now: ContactMoment & { minute: number },
  policy: ContactPolicy,
  workingDay: (date: string) => boolean,
): { date: string; minute: number } | null {
  const openings = [policy.morning.from, policy.afternoon.from]
  for (let ahead = 0; ahead <= policy.lookAheadDays; ahead += 1) {
    const date = ahead === 0 ? now.date : addDays(now.date, ahead)
    const minutes = ahead === 0 ? [now.minute, ...openings.filter((minute) => minute > now.minute)] : openings
    for (const minute of minutes) {
      const { allowed, reason } = mayContactBy(facts, channel, purpose, { date, minute, workingDay: workingDay(date) }, policy)
      if (allowed) return { date, minute }
      if (!passing.includes(reason)) return null
    }
  }
  return null
}

function stateForbids(
  { status, notForMarketing, birthDate, linked }: ContactFacts,
  service: boolean,
  date: string,
  policy: ContactPolicy,
): ContactReason | undefined {
  if (status === 'deceased' || status === 'closed_by_bank') return status
  if (linked?.deceased) return 'linked_deceased'
  if (service) return undefined
  if (notForMarketing) return 'not_for_marketing'
  if (linked?.notForMarketing) return 'linked_not_for_marketing'
  if (status !== null) return 'special_status'
  return birthDate !== null && isUnder(birthDate, policy.childUnderYears, date) ? 'child' : undefined
}

/** Do-not-contact and a refusal leave only what the customer must be told; consent is asked for everything else. */
function choiceForbids(facts: ContactFacts, channel: ContactChannel, purpose: ContactPurpose, date: string): ContactReason | undefined {
  const holds = (choice: Choice): boolean =>
    choice.channel === channel &&
    (choice.purpose === null || choice.purpose === purpose) &&
    (choice.from === null || choice.from <= date) &&
    (choice.to === null || choice.to >= date)
  const within = ({ from, to }: { from: string; to: string }): boolean => from <= date && date <= to
  const { linked } = facts
  if (facts.doNotContact) return 'do_not_contact'
  if (linked?.doNotContact) return 'linked_do_not_contact'
  if (facts.refusals.some(holds)) return 'refused'
  if (linked?.refusals.some(holds)) return 'linked_refused'
  if (facts.openComplaint) return 'open_complaint'
  if (linked?.openComplaint) return 'linked_open_complaint'
  if (facts.quiet.some(within)) return 'quiet_period'
  if (linked?.quiet.some(within)) return 'linked_quiet_period'
  if (!facts.consents.some(holds)) return 'no_consent'
  return linked?.withdrawn.some(holds) ? 'linked_withdrawn' : undefined
}

/** One voice a day, and a cap over all staff, channels and numbers of the person. Who walks in is welcome at any time. */
function contactsForbid(
  { contacts, linked }: ContactFacts,
  channel: ContactChannel,
  date: string,
  { caps }: ContactPolicy,
): ContactReason | undefined {
  if (channel === 'walk_in') return undefined
  const elsewhere = linked?.contacts ?? []
  const onDate = ({ on }: Turned): boolean => on === date
  const others = ({ byOthers }: Turned): boolean => byOthers
  const [today, todayElsewhere] = [contacts.filter(onDate), elsewhere.filter(onDate)]
  if (today.some(others)) return 'one_voice'
  if (todayElsewhere.some(others)) return 'linked_one_voice'
  // one's own contact of today goes on through another channel, and not once more under another number
  if (today.length > 0) return undefined
  if (todayElsewhere.length > 0) return 'linked_cap'
  const full = (turned: readonly Turned[]): boolean =>
    caps.some(({ days, contacts: most }) => {
      if (turned.length < most) return false
      const before = addDays(date, -days)
      return turned.filter(({ on }) => on < date && on > before).length >= most
    })
  if (full(contacts)) return 'cap'
  return elsewhere.length > 0 && full([...contacts, ...elsewhere]) ? 'linked_cap' : undefined
}

function hourForbids(
  channel: ContactChannel,
  service: boolean,
  { minute, workingDay }: ContactMoment,
  policy: ContactPolicy,
): ContactReason | undefined {
  if (waits.includes(channel) || (service && !interrupting.includes(channel))) return undefined
  if (!workingDay) return 'not_a_working_day'
  const open = minute === null || [policy.morning, policy.afternoon].some(({ from, until }) => minute >= from && minute < until)
  return open ? undefined : 'quiet_hours'
}

/** Younger than so many years on a date. The birthday itself completes the year; 29 February completes it on 1 March of a common year. */
export function isUnder(birthDate: string, years: number, date: string): boolean {
  const birthday = `${String(Number(birthDate.slice(0, 4)) + years).padStart(4, '0')}${birthDate.slice(4)}`
  return date < birthday
}

import type { ContactPurpose } from '../privacy/index.ts'
import type { KnownCustomer } from './candidate.sql.ts'
import { capacityKinds, planChannels, type CapacityKind, type CustomerClass, type PlanChannel, type ReasonCode } from './contract.ts'
import type { ContactOption, PlanProblem } from './optimiser/problem.rules.ts'
import type { ProspectOption } from './prospect-options.rules.ts'
import type { CandidateReason } from './reasons.rules.ts'
import type { TodayPolicy } from './today-policy.ts'

/** A customer worth a contact, and what the manager wishes about it. */
export interface Candidate {
  known: KnownCustomer
  class: CustomerClass
  /** the most valuable first */
  reasons: readonly CandidateReason[]
  pinned: boolean
}

/** A contact that could be planned: a candidate by a channel, with what may be said there. */
export interface PlannedOption {
  candidate: Candidate
  channel: PlanChannel
  purpose: ContactPurpose
  reasons: readonly CandidateReason[]
  valueFen: bigint
}

/** Whether a channel may be used for a purpose with a customer today (privacy's answer for the whole day). */
export type May = (customerId: bigint, channel: PlanChannel, purpose: ContactPurpose) => boolean

const kinds: Record<PlanChannel, CapacityKind> = {
  call: 'call',
  visit: 'visit',
  invitation: 'invitation',
  wechat: 'message',
  sms: 'message',
  letter: 'message',
}
export const capacityKindOf = (channel: PlanChannel): CapacityKind => kinds[channel]

/** What a customer can be contacted by and for today; each channel with the reasons that may be spoken of there. */
export function optionsOf(candidate: Candidate, may: May, policy: TodayPolicy): PlannedOption[] {
  return planChannels.flatMap((channel) => {
    if (!isReachable(candidate.known, channel, policy)) return []
    const { customerId } = candidate.known
    const marketing = may(customerId, channel, 'marketing')
    const care = marketing || may(customerId, channel, 'care')
    // a notice is no ground to visit or invite; and without a consent nobody knows whether the customer is on WeChat at all
    const service = bearsNotices(channel) ? may(customerId, channel, 'service') : care
    const reasons = candidate.reasons.filter((reason) => (reason.service ? service : reason.care ? care : marketing))
    if (reasons.length === 0) return []
    const purpose = reasons.every((reason) => reason.service) ? 'service' : marketing ? 'marketing' : 'care'
    const sum = reasons.reduce((total, { valueFen }) => total + valueFen, 0n)
    const valueFen = (sum * BigInt(policy.effectBp[channel])) / 10_000n
    return valueFen > 0n ? [{ candidate, channel, purpose, reasons, valueFen }] : []
  })
}

const bearsNotices = (channel: PlanChannel): boolean => channel === 'call' || channel === 'sms' || channel === 'letter'

/** A channel needs what it goes by; a visit is for those from the policy's AUM on. */
function isReachable({ phoneUsable, addressFresh, aumFen }: KnownCustomer, channel: PlanChannel, { visitFromFen }: TodayPolicy): boolean {
  if (channel === 'visit') return addressFresh && aumFen >= visitFromFen
  return channel === 'letter' ? addressFresh : phoneUsable
}

/** What is used up already today, by capacity kind. */
export type Used = Partial<Record<CapacityKind, number>>

/** A limit of a manager's day: a kind of contact, or the contacts of one main reason; `floor`: at least so many with a reason. */
export interface DayLimit {
  kind: 'channel' | 'reason' | 'floor'
  code: CapacityKind | ReasonCode
  capacity: number
}

/** The limits of a day after what was done already. */
export function limitsOf(policy: TodayPolicy, used: Used): DayLimit[] {
  const channels = capacityKinds.map((code): DayLimit => ({
    kind: 'channel',
    code,
    capacity: Math.max(0, policy.capacity[code] - (used[code] ?? 0)),
  }))
  const reasons = Object.entries(policy.atMost).map(([code, capacity]): DayLimit => ({
    kind: 'reason',
    code: code as ReasonCode,
    capacity,
  }))
  return [...channels, ...reasons]
}

/** Somebody of a wake-up wave: the lot is drawn, and only what was drawn being done tells the effect (M45). */
export const isOfWave = ({ reasons }: Pick<PlannedOption, 'reasons'>): boolean => reasons.some(({ code }) => code === 'wake_up')

/** What else a day is made of: people who are no customers yet, and which customers share a person, by its number (M20). */
export interface Beside {
  prospects: readonly ProspectOption[]
  persons: ReadonlyMap<bigint, bigint>
  /** prospects still to be met today at least */
  floor: number
}

/**
 * The manager's day as a problem for the optimiser: its options are `options`, in their order, then those of prospects. A pinned customer comes by the channel
 * that is worth most; of two numbers of one person at most one is chosen. `floors`: contacts of class C, and of wake-up waves, still to be made today at least.
 */
export function problemOf(
  options: readonly PlannedOption[],
  limits: readonly DayLimit[],
  floors: { classC: number; wakeUp: number },
  { prospects, persons, floor }: Beside = { prospects: [], persons: new Map(), floor: 0 },
): PlanProblem {
  const households = new Map<bigint | string, number>()
  const householdOf = (key: bigint | string): number => {
    const held = households.get(key) ?? households.size
    households.set(key, held)
    return held
  }
  const bestOf = new Map<bigint, PlannedOption>()
  for (const option of options) {
    const { customerId } = option.candidate.known
    const best = bestOf.get(customerId)
    if (!best || option.valueFen > best.valueFen) bestOf.set(customerId, option)
  }
  const limitAt = (kind: DayLimit['kind'], code: string) => limits.findIndex((limit) => limit.kind === kind && limit.code === code)
  const plain = (option: PlannedOption | ProspectOption, household: number): ContactOption => {
    const atMost = limitAt('reason', option.reasons[0]?.code ?? '')
    const taken = [limitAt('channel', capacityKindOf(option.channel)), ...(atMost === -1 ? [] : [atMost])]
    return { household, valueFen: Number(option.valueFen), limits: taken }
  }
  const ofCustomers = options.map((option): ContactOption => {
    const { candidate } = option
    const { customerId } = candidate.known
    return {
      ...plain(option, householdOf(persons.get(customerId) ?? customerId)),
      ...(isOfWave(option) ? { floor: 1 } : candidate.class === 'c' ? { floor: 0 } : {}),
      ...(candidate.pinned ? { pinned: bestOf.get(customerId) === option } : {}),
    }
  })
  return {
    limits: limits.map(({ capacity }) => capacity),
    floors: [floors.classC, floors.wakeUp, floor].map((least) => Math.max(0, least)),
    options: [...ofCustomers, ...prospects.map((option) => ({ ...plain(option, householdOf(option.prospect.id)), floor: 2 }))],
  }
}

import type { DayProspect } from '../prospect/index.ts'
import { planChannels, type PlanChannel } from './contract.ts'
import { valueOf, type CandidateReason } from './reasons.rules.ts'
import type { TodayPolicy } from './today-policy.ts'

/** A contact with a prospect that could be planned (M31): it competes for the same places as customers' contacts. */
export interface ProspectOption {
  prospect: DayProspect
  /** neither pinned nor of a class: what a customer's option has of its candidate */
  candidate: { class: null; pinned: false }
  channel: PlanChannel
  reasons: readonly [CandidateReason]
  valueFen: bigint
}

/** By what a next step is taken. */
const stepChannels: Record<NonNullable<DayProspect['nextStep']>, readonly PlanChannel[]> = {
  call_again: ['call'],
  meet: ['visit', 'invitation', 'call'],
  send_material: ['wechat', 'sms', 'letter'],
  invite: ['invitation', 'call', 'wechat', 'sms'],
  open_product: ['invitation', 'visit', 'call'],
  none: planChannels,
}

/**
 * Why a prospect is worth a contact: what a customer won brings (policy prospect.amount_fen) × the chance of the source class × margin; of a first contact the
 * class's tension takes its share of the chance (M31, ICT).
 */
export function prospectReason(
  { sourceClass, nextStep, nextOn, contacts }: Pick<DayProspect, 'sourceClass' | 'nextStep' | 'nextOn' | 'contacts'>,
  date: string,
  policy: TodayPolicy,
): CandidateReason {
  const { amountFen, chanceBp: chances, tension } = policy.prospect
  const first = contacts === 0
  const chanceBp = first ? Math.floor((chances[sourceClass] * (10 - tension[sourceClass])) / 10) : chances[sourceClass]
  const values = { source: sourceClass, first, step: nextStep, on: nextOn, late: nextOn !== null && nextOn < date }
  return { code: 'prospect', values, amountFen, chanceBp, valueFen: valueOf(amountFen, chanceBp, policy), service: false, care: false }
}

/** What a prospect can be turned to by: what the next step asks for as far as it was agreed to, else whatever was agreed to and is allowed today. */
export function prospectOptionsOf(prospect: DayProspect, date: string, policy: TodayPolicy): ProspectOption[] {
  const reason = prospectReason(prospect, date, policy)
  const open = planChannels.filter(
    (channel) => prospect.channels.includes(channel) && prospect.may(channel).allowed && (prospect.hasPhone || !needsPhone(channel)),
  )
  const asked = prospect.nextStep === null ? open : open.filter((channel) => stepChannels[prospect.nextStep ?? 'none'].includes(channel))
  return (asked.length > 0 ? asked : open).flatMap((channel) => {
    const valueFen = (reason.valueFen * BigInt(policy.effectBp[channel])) / 10_000n
    return valueFen > 0n ? [{ prospect, candidate: { class: null, pinned: false }, channel, reasons: [reason], valueFen }] : []
  })
}

const needsPhone = (channel: PlanChannel): boolean => channel === 'call' || channel === 'sms'

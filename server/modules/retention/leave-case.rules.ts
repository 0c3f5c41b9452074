import type { Policies } from '../policy/index.ts'
import { commonReasons, moreReasons, offers, type CaseState, type LeaveReason, type Offer, type StepKind } from './contract.ts'

const open: readonly CaseState[] = ['opened', 'talking', 'waiting', 'said_stayed']

/** From which states a person may take a step, and where it leads; `same` keeps the state. */
const moves: Record<StepKind, { from: readonly CaseState[]; to: CaseState | 'same' }> = {
  talked: { from: open, to: 'talking' },
  offered: { from: ['opened', 'talking', 'waiting'], to: 'talking' },
  asked: { from: ['opened', 'talking', 'waiting'], to: 'waiting' },
  granted: { from: ['waiting'], to: 'talking' },
  refused: { from: ['waiting'], to: 'talking' },
  said_stayed: { from: ['opened', 'talking', 'waiting'], to: 'said_stayed' },
  said_left: { from: open, to: 'left' },
  farewell: { from: ['left'], to: 'same' },
  win_back: { from: ['left'], to: 'same' },
}

/** The state a step leads to; undefined when the case is past it. A talk while an answer is waited for, or after "I stay", changes nothing (M41). */
export function stateAfter(state: CaseState, kind: StepKind, cameBack = false): CaseState | undefined {
  const { from, to } = moves[kind]
  if (!from.includes(state)) return undefined
  if (kind === 'win_back' && cameBack) return 'said_stayed'
  const talkedAlong = (kind === 'talked' || kind === 'offered') && (state === 'waiting' || state === 'said_stayed')
  return to === 'same' || talkedAlong ? state : to
}

/** Whether the fraud check comes before anything else (M41, regulation F): an elder, and a large sudden outflow seen or announced. Amounts in fen; unknown age = no elder. */
export function needsFraudCheck(
  { age, outflowFen, leavingFen }: { age: number | null; outflowFen: bigint | null; leavingFen: bigint | null },
  policies: Policies,
): boolean {
  if (age === null || age < policies.whole('today.elder_from_age')) return false
  const line = policies.fen('leave.fraud_check_from_fen')
  return (outflowFen ?? 0n) >= line || (leavingFen ?? 0n) >= line
}

/** Reasons that may be given on a day: the four of M42, and those of the policy. */
export function reasonsOf(policies: Policies): LeaveReason[] {
  const more = policies.code('leave.more_reasons').split(' ')
  return [...commonReasons, ...moreReasons.filter((reason) => more.includes(reason))]
}

/** The roles that may promise an offer on the spot. */
export const grantersOf = (policies: Policies, offer: Offer): string[] => policies.code(`leave.offer.${offer}`).split(' ')

/** Offers as a request's subject names them. */
export const offerWords: Record<Offer, string> = {
  alternative: '替代产品',
  service: '解决服务问题',
  benefit: '增值权益',
  fee_waiver: '费用减免',
  rate: '利率优惠',
  president_talk: '行长出面',
}

/** What a role may offer: at once, or by asking. */
export const authorityOf = (policies: Policies, role: string): { offer: Offer; byAsking: boolean }[] =>
  offers.map((offer) => ({ offer, byAsking: !grantersOf(policies, offer).includes(role) }))

/** After how many days who left is turned to again (M41). */
export const winBackDays = (policies: Policies): number[] =>
  (['first', 'second', 'third'] as const).map((one) => policies.whole(`leave.win_back.${one}_days`))

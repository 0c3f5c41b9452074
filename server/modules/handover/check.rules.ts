import { addDays } from '../../platform/calendar.ts'
import type { CheckState, HandoverState } from './contract.ts'

/** Policy rows handover.*: within how many days everybody is contacted; below which share of the money of then a customer counts as lost. */
export interface CheckPolicy {
  checkDays: number
  lostBelowBp: number
}

/** One customer of a hand-over as the night in force and the worklog know it; amounts in fen, null = no longer in sight of the night. */
export interface HandedFacts {
  state: 'planned' | 'standing' | 'ended'
  endedWhy: string | null
  contactedOn: string | null
  aumBeforeFen: bigint
  aumNowFen: bigint | null
}

/** The last day by which everybody is to be contacted. */
export const checkDay = (takesEffectOn: string, { checkDays }: CheckPolicy): string => addDays(takesEffectOn, checkDays)

/**
 * What became of a customer since the hand-over (M29). Money that went counts before everything else: whoever was contacted and left all the same is
 * lost. `bank_follows` is the bank's own system saying the same: the customer stays with the new manager.
 */
export function checkOf(facts: HandedFacts, handover: { takesEffectOn: string; today: string }, policy: CheckPolicy): CheckState {
  const { state, endedWhy, contactedOn, aumBeforeFen, aumNowFen } = facts
  if (state === 'planned') return 'planned'
  if (state === 'ended' && endedWhy !== 'bank_follows') return 'elsewhere'
  const left = aumNowFen === null || aumNowFen * 10_000n < aumBeforeFen * BigInt(policy.lostBelowBp)
  if (left) return 'lost'
  if (contactedOn !== null) return 'contacted'
  return handover.today > checkDay(handover.takesEffectOn, policy) ? 'overdue' : 'waiting'
}

/** Where a hand-over as a whole stands. */
export function stateOf(
  { takesEffectOn, cancelled, applied }: { takesEffectOn: string; cancelled: boolean; applied: boolean },
  today: string,
  policy: CheckPolicy,
): HandoverState {
  if (cancelled) return 'cancelled'
  if (!applied) return 'planned'
  return today > checkDay(takesEffectOn, policy) ? 'checked' : 'running'
}

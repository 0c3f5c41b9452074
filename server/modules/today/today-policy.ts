import type { Policies } from '../policy/index.ts'
import { sourceClasses, type SourceClass } from '../prospect/contract.ts'
import { capacityKinds, planChannels, type CapacityKind, type PlanChannel, type ReasonCode } from './contract.ts'

/** The rows of policy today.* and those of other areas that a list is made by. Fen, basis points, days; see packs/cn/today.yaml. */
export interface TodayPolicy {
  capacity: Record<CapacityKind, number>
  floorC: number
  floorWakeUp: number
  floorProspect: number
  /** at most so many contacts a day of one main reason */
  atMost: Partial<Record<ReasonCode, number>>
  gapAtMostBp: number
  exactSeconds: number
  maturityDays: number
  inflowFromFen: bigint
  outflowFromFen: bigint
  ownNameOutflowFromFen: bigint
  payrollKeptLowBp: bigint
  nextTierNearBp: bigint
  /** where each tier begins, ascending */
  tiers: readonly { tier: string; fromFen: bigint }[]
  birthdayDays: number
  lunarFromAge: number
  elderFromAge: number
  assessmentMonths: number
  visitFromFen: bigint
  marginBp: number
  leastValueFen: bigint
  chanceBp: (reason: ReasonCode) => number
  effectBp: Record<PlanChannel, number>
  /** what a prospect who becomes a customer brings, with what chance and what tension of a first contact (of 10) by source class (M31) */
  prospect: { amountFen: bigint; chanceBp: Record<SourceClass, number>; tension: Record<SourceClass, number> }
  hours: readonly { fromMinute: number; untilMinute: number }[]
}

/** Reads them. Throws on a row that is missing: a missing threshold is a fault, never a default. */
export function todayPolicyOf(policies: Policies): TodayPolicy {
  const each = <K extends string>(keys: readonly K[], key: (code: K) => string) =>
    Object.fromEntries(keys.map((code) => [code, policies.whole(key(code))])) as Record<K, number>
  const tiers = ['potential', 'mid_to_high', 'wealth'].map((tier) => ({ tier, fromFen: policies.fen(`tier.${tier}.from_fen`) }))
  const hours = (['morning', 'afternoon'] as const).map((part) => ({
    fromMinute: policies.whole(`contact.${part}_from_minute`),
    untilMinute: policies.whole(`contact.${part}_until_minute`),
  }))
  return {
    capacity: each(capacityKinds, (kind) => `today.capacity.${kind}`),
    floorC: policies.whole('today.floor_c'),
    floorWakeUp: policies.whole('today.floor_wake_up'),
    floorProspect: policies.whole('today.floor_prospect'),
    atMost: each(
      ['birthday', 'occasion', 'address', 'cooling', 'tier_near', 'wake_up', 'benefit', 'prospect'],
      (code) => `today.at_most.${code}`,
    ),
    gapAtMostBp: policies.whole('today.gap_at_most_bp'),
    exactSeconds: policies.whole('today.exact_seconds'),
    maturityDays: policies.whole('today.maturity_days'),
    inflowFromFen: policies.fen('today.inflow_from_fen'),
    outflowFromFen: policies.fen('today.outflow_from_fen'),
    ownNameOutflowFromFen: policies.fen('says.own_name_outflow_from_fen'),
    payrollKeptLowBp: policies.fen('says.payroll_kept_low_bp'),
    nextTierNearBp: policies.fen('says.next_tier_near_bp'),
    tiers: [{ tier: 'long_tail', fromFen: 0n }, ...tiers],
    birthdayDays: policies.whole('today.birthday_days'),
    lunarFromAge: policies.whole('today.lunar_birthday_from_age'),
    elderFromAge: policies.whole('today.elder_from_age'),
    assessmentMonths: policies.whole('today.assessment_months'),
    visitFromFen: policies.fen('today.visit_from_fen'),
    marginBp: policies.whole('today.margin_bp'),
    leastValueFen: policies.fen('today.least_value_fen'),
    chanceBp: (reason) => policies.whole(`today.chance.${reason}_bp`),
    effectBp: each(planChannels, (channel) => `today.effect.${channel}_bp`),
    prospect: {
      amountFen: policies.fen('prospect.amount_fen'),
      chanceBp: each(sourceClasses, (source) => `prospect.chance.${source}_bp`),
      tension: each(sourceClasses, (source) => `prospect.tension.${source}`),
    },
    hours,
  }
}

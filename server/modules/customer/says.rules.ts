import { addDays } from '../../platform/calendar.ts'
import { rateBp } from '../../platform/rate.ts'
import type { DossierHead, SayCode } from './contract.ts'

/** What the night knows of a customer that may be worth a sentence; amounts in fen, days as business dates, null = not known. */
export interface Known {
  businessDate: string
  bucket: string
  status: string | null
  tier: string
  tierLastMonthEnd: string | null
  tierMove: string
  nextTierGap: bigint | null
  payrollCredit: bigint
  payrollKept: bigint
  ownNameOutflow90d: bigint | null
  maturing30d: bigint
  nextMaturityOn: string | null
  activity: string | null
  daysSinceOwnAct: number | null
  lastOwnActOn: string | null
  contactable: boolean
  phoneUsable: boolean
  addressFresh: boolean
  inconvenientToLeave: boolean
  stickiness: number
  oldCustomer: boolean
  categoryCount: number
}

/** Policy lines (fen, basis points, days) the sentences are decided by. */
export interface SayLines {
  /** of each tier but the lowest, where it begins, ascending */
  tiers: readonly { tier: string; fromFen: bigint }[]
  nextTierNearBp: bigint
  payrollKeptLowBp: bigint
  ownNameOutflowFromFen: bigint
  aheadDays: number
}

type Say = DossierHead['says'][number]
const say = (code: SayCode, tone: Say['tone'], values: Say['values']): Say => ({ code, tone, values })
const inactive = ['cooling', 'dormant', 'lost']

/**
 * What the night says of a customer, the most pressing first (codes and their values: contract.ts). Of customers outside the rates it says only
 * why (the dead, those the bank closed, N) and of N the special status: nothing that prompts an offer, a task or a contact (M96a).
 */
export function says(known: Known, lines: SayLines): Say[] {
  const { bucket, status } = known
  const special = status === null ? [] : [say('status', 'plain', { status })]
  if (bucket === 'counted') return [...special, ...warnings(known, lines), ...opportunities(known, lines), ...strengths(known)]
  return [say('bucket', 'plain', { bucket }), ...(bucket === 'not_for_marketing' ? special : [])]
}

function warnings(known: Known, lines: SayLines): Say[] {
  const said: Say[] = []
  const { payrollCredit: credit, payrollKept: kept, ownNameOutflow90d: outflow, maturing30d: amount, nextMaturityOn: on } = known
  if (known.tierMove === 'demoted') said.push(say('demoted', 'warning', { from: known.tierLastMonthEnd, to: known.tier }))
  const keptBp = rateBp(kept, credit)
  if (keptBp !== null && BigInt(keptBp) < lines.payrollKeptLowBp) {
    said.push(say('payroll_not_kept', 'warning', { credit: credit.toString(), kept: kept.toString(), kept_bp: keptBp }))
  }
  if (outflow !== null && outflow >= lines.ownNameOutflowFromFen)
    said.push(say('own_name_outflow', 'warning', { outflow: outflow.toString() }))
  if (amount > 0n && on !== null && on <= addDays(known.businessDate, lines.aheadDays)) {
    said.push(say('maturing_soon', 'warning', { amount: amount.toString(), on, days: daysBetween(known.businessDate, on) }))
  }
  if (known.activity !== null && inactive.includes(known.activity)) {
    said.push(say('inactive', 'warning', { activity: known.activity, days: known.daysSinceOwnAct, last_on: known.lastOwnActOn }))
  }
  if (!known.contactable) said.push(say('hard_to_reach', 'warning', { phone_usable: known.phoneUsable, address_fresh: known.addressFresh }))
  return said
}

/** The gap is near when it is at most so many basis points of the next tier's line. */
function opportunities({ tier, nextTierGap: gap }: Known, { tiers, nextTierNearBp }: SayLines): Say[] {
  const next = tiers[tiers.findIndex((line) => line.tier === tier) + 1]
  if (!next || gap === null || gap * 10_000n > next.fromFen * nextTierNearBp) return []
  return [say('next_tier_near', 'good', { tier: next.tier, gap: gap.toString() })]
}

function strengths(known: Known): Say[] {
  const said: Say[] = []
  if (known.tierMove === 'promoted') said.push(say('promoted', 'good', { from: known.tierLastMonthEnd, to: known.tier }))
  if (known.inconvenientToLeave) said.push(say('inconvenient_to_leave', 'good', { stickiness: known.stickiness }))
  if (known.oldCustomer) said.push(say('old_customer', 'good', { categories: known.categoryCount }))
  return said
}

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

import type { ShownMoney } from '../../platform/contract/terms.ts'
import type { DossierHead } from './contract.ts'
import type { FigureKey } from './figures.ts'
import type { FigureValue, CustomerRecord } from './list.sql.ts'
import type { Policies } from '../policy/index.ts'
import { shownAmount, type MaskedView } from '../privacy/index.ts'
import type { Known, SayLines } from './says.rules.ts'

const upperTiers = ['potential', 'mid_to_high', 'wealth'] as const

/** Where each tier begins, in fen, by the policies of the business date. */
export function tierLinesOf(policies: Policies): SayLines['tiers'] {
  return [{ tier: 'long_tail', fromFen: 0n }, ...upperTiers.map((tier) => ({ tier, fromFen: policies.fen(`tier.${tier}.from_fen`) }))]
}

export function sayLinesOf(policies: Policies): SayLines {
  return {
    tiers: tierLinesOf(policies),
    nextTierNearBp: policies.fen('says.next_tier_near_bp'),
    payrollKeptLowBp: policies.fen('says.payroll_kept_low_bp'),
    ownNameOutflowFromFen: policies.fen('says.own_name_outflow_from_fen'),
    aheadDays: policies.whole('maturity.ahead_days'),
  }
}

/** What is known of a customer, from the figures of the night; kept payroll is judged on the whole AUM where that is known (M08). */
export function knownOf(businessDate: string, keys: readonly FigureKey[], record: CustomerRecord, status: string | null): Known {
  const at = (key: FigureKey): FigureValue => record.figures[keys.indexOf(key)] ?? null
  const fen = (key: FigureKey) => at(key) as bigint | null
  const text = (key: FigureKey) => at(key) as string | null
  return {
    businessDate,
    status,
    bucket: String(at('bucket')),
    tier: String(at('tier')),
    tierLastMonthEnd: text('tier_last_month_end'),
    tierMove: String(at('tier_move')),
    nextTierGap: fen('next_tier_gap'),
    payrollCredit: fen('payroll_credit') ?? 0n,
    payrollKept: fen('payroll_kept_30d_aum') ?? fen('payroll_kept_30d') ?? 0n,
    ownNameOutflow90d: fen('own_name_outflow_90d'),
    maturing30d: fen('maturing_30d') ?? 0n,
    nextMaturityOn: text('next_maturity_on'),
    activity: text('activity'),
    daysSinceOwnAct: at('days_since_own_act') as number | null,
    lastOwnActOn: text('last_own_act_on'),
    contactable: at('contactable') === true,
    phoneUsable: at('phone_usable') === true,
    addressFresh: at('address_fresh') === true,
    inconvenientToLeave: at('inconvenient_to_leave') === true,
    stickiness: Number(at('stickiness')),
    oldCustomer: at('old_customer') === true,
    categoryCount: Number(at('category_count')),
  }
}

const shown = (fen: bigint | null, view: MaskedView): ShownMoney | null => (fen === null ? null : shownAmount(fen, view))

/** Copies records with some of their fen as the reader may see them, as JSON has no bigint. */
export const holdingsOut = (
  rows: readonly (Omit<DossierHead['holdings'][number], 'balanceFen'> & { balanceFen: bigint })[],
  view: MaskedView,
): DossierHead['holdings'] => rows.map((row) => ({ ...row, balanceFen: shownAmount(row.balanceFen, view) }))

export const payrollOut = (rows: readonly PayrollIn[], view: MaskedView): DossierHead['payroll'] =>
  rows.map((row) => ({
    ...row,
    creditFen: shownAmount(row.creditFen, view),
    kept7dFen: shown(row.kept7dFen, view),
    kept30dFen: shown(row.kept30dFen, view),
    keptMonthEndFen: shown(row.keptMonthEndFen, view),
  }))
type PayrollOut = DossierHead['payroll'][number]
type PayrollIn = Pick<PayrollOut, 'kind' | 'monthEnd' | 'detected' | 'employerName'> & {
  creditFen: bigint
  kept7dFen: bigint | null
  kept30dFen: bigint | null
  keptMonthEndFen: bigint | null
}

type MaturityIn = Omit<DossierHead['maturities'][number], 'amountFen' | 'captured30dFen'> & {
  amountFen: bigint
  captured30dFen: bigint | null
}
export const maturitiesOut = (rows: readonly MaturityIn[], view: MaskedView): DossierHead['maturities'] =>
  rows.map((row) => ({ ...row, amountFen: shownAmount(row.amountFen, view), captured30dFen: shown(row.captured30dFen, view) }))

/** The values of sentences that are amounts (contract.ts, sayCodes). */
const amounts: readonly string[] = ['credit', 'kept', 'outflow', 'amount', 'gap']

/** Sentences with their amounts as the reader may see them. */
export const saysOut = (said: DossierHead['says'], view: MaskedView): DossierHead['says'] =>
  said.map((one) => ({
    ...one,
    values: Object.fromEntries(
      Object.entries(one.values).map(([name, value]) => [
        name,
        amounts.includes(name) && typeof value === 'string' ? shownAmount(BigInt(value), view) : value,
      ]),
    ),
  }))

import { rateBp } from '../../platform/rate.ts'
import { activities, tiers } from '../customer/figures.ts'
import type { Policies } from '../policy/index.ts'
import type { OutletReport } from './contract.ts'
import { filtersOf } from './filters.rules.ts'
import type { Totals } from './totals.ts'

type Rate = OutletReport['leakage']['rate']
type Parts = Omit<
  OutletReport,
  'businessDate' | 'dataAsOf' | 'previousDate' | 'institution' | 'aumCurve' | 'flowCurve' | 'kept' | 'outlets' | 'cells'
>

export const fenText = (fen: bigint | null): string | null => (fen === null ? null : fen.toString())

/** A rate of two sums, divided once, half a basis point up; unknown sums read 0 and give no quotient. */
export const rateOf = (part: bigint | null, whole: bigint | null): Rate => ({
  part: (part ?? 0n).toString(),
  whole: (whole ?? 0n).toString(),
  bp: rateBp(part, whole),
})

/** The numbers of a report that come from totals: of now, and of the published date before for comparison. */
export function reportParts(now: Totals, previous: Totals | undefined, policies: Policies, dataAsOf: string): Parts {
  return {
    customers: {
      now: Number(now.customers),
      previous: previous ? Number(previous.customers) : null,
      opened: Number(now.opened_1d_customers),
      filters: filtersOf.everyone(),
      openedFilters: filtersOf.openedOn(dataAsOf),
    },
    aum: {
      nowFen: now.aum_fen.toString(),
      previousFen: previous ? previous.aum_fen.toString() : null,
      mdaFen: fenText(now.aum_mda_fen),
      filters: filtersOf.everyone(),
    },
    ...tierParts(now, previous, policies),
    ...flowParts(now),
    ...relationParts(now, policies),
    ...maturityParts(now, policies),
    notForMarketing: { customers: Number(now.not_for_marketing_customers), filters: filtersOf.notForMarketing() },
  }
}

function tierParts(now: Totals, previous: Totals | undefined, policies: Policies) {
  return {
    pyramid: tiers.map((tier) => ({
      tier,
      customers: Number(now[`${tier}_customers`]),
      previous: previous ? Number(previous[`${tier}_customers`]) : null,
      shareBp: rateBp(now[`${tier}_customers`], now.customers),
      benchmarkBp: policies.whole(`pyramid.benchmark.${tier}_bp`),
      aumFen: now[`${tier}_aum_fen`].toString(),
      filters: filtersOf.tier(tier),
    })),
    benchmarkCustomers: policies.whole('pyramid.benchmark.customers'),
    tierMoves: {
      promoted: { customers: Number(now.promoted_customers), filters: filtersOf.moved('promoted') },
      demoted: { customers: Number(now.demoted_customers), filters: filtersOf.moved('demoted') },
    },
  }
}

function flowParts(now: Totals) {
  return {
    flows: ([7, 30, 90] as const).map((days) => {
      const [inflow, outflow] = [now[`inflow_${days}d_fen`], now[`outflow_${days}d_fen`]]
      return {
        days,
        inflowFen: fenText(inflow),
        outflowFen: fenText(outflow),
        netFen: fenText(inflow === null || outflow === null ? null : inflow - outflow),
        inflowFilters: filtersOf.flow(`inflow_${days}d`),
        outflowFilters: filtersOf.flow(`outflow_${days}d`),
      }
    }),
    leakage: { rate: rateOf(now.leakage_outflow_fen, now.leakage_inflow_fen), filters: filtersOf.leakage() },
    ownNameOutflow: { fen: fenText(now.own_name_outflow_90d_fen), filters: filtersOf.flow('own_name_outflow_90d') },
    passThrough: { fen: fenText(now.pass_through_30d_fen), filters: filtersOf.flow('pass_through_30d') },
  }
}

function relationParts(now: Totals, policies: Policies) {
  return {
    crossSell: {
      rate: rateOf(now.category_count, now.category_holders),
      typicalBp: policies.whole('cross_sell.typical_bp'),
      attritionFallsBp: policies.whole('cross_sell.attrition_falls_bp'),
      attritionLowBp: policies.whole('cross_sell.attrition_low_bp'),
      filters: filtersOf.categoryHolders(),
      oldCustomers: { customers: Number(now.old_customers), filters: filtersOf.oldCustomers() },
      inconvenientToLeave: { customers: Number(now.inconvenient_to_leave_customers), filters: filtersOf.inconvenientToLeave() },
    },
    contactability: {
      rate: rateOf(now.contactable_customers, now.counted_customers),
      unreachableBenchmarkBp: policies.whole('contactability.unreachable_benchmark_bp'),
      filters: filtersOf.contactable(),
      repairFilters: filtersOf.unreachable(),
    },
    activity: activities.map((activity) => ({
      activity,
      customers: Number(now[`${activity}_customers`]),
      filters: filtersOf.activity(activity),
    })),
    coverage: {
      rate: rateOf(now.managed_customers, now.counted_customers),
      filters: filtersOf.managed(),
      uncoveredFilters: filtersOf.unmanaged(),
    },
  }
}

function maturityParts(now: Totals, policies: Policies) {
  return {
    maturing: {
      customers: Number(now.maturing_30d_customers),
      fen: now.maturing_30d_fen.toString(),
      days: policies.whole('maturity.ahead_days'),
      filters: filtersOf.maturing(),
    },
    maturityCapture: {
      day3: rateOf(now.captured_3d_fen, now.matured_fen),
      day7: rateOf(now.captured_7d_fen, now.matured_fen),
      day30: rateOf(now.captured_30d_fen, now.matured_fen),
      filters: filtersOf.matured(),
    },
  }
}

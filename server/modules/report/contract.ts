import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, refusals } from '../../platform/contract/terms.ts'
import { filter } from '../customer/contract.ts'
import { tiers } from '../customer/figures.ts'

/** A number that opens its list: the filters give exactly the customers it counts. */
const counted = z.object({ customers: z.number().int(), filters: z.array(filter) })
/** A rate: the parts and the quotient in basis points (half up), null when the whole is 0 or a part unknown; an unknown part reads 0. */
const rate = z.object({ part: z.string(), whole: z.string(), bp: z.number().int().nullable() })

const kept = z.object({
  kind: z.enum(['payroll', 'pension']),
  /** the newest month whose 30-day horizon has passed, or null when there is none */
  monthEnd: businessDate.nullable(),
  customers: z.number().int(),
  /** number of credits of the month */
  credits: z.number().int(),
  creditFen: fen,
  kept7d: rate,
  kept30d: rate,
  keptMonthEnd: rate,
  kept30dAum: rate,
  filters: z.array(filter),
  /** credits of the month of the data date so far, not yet judged */
  running: z.object({
    monthEnd: businessDate,
    customers: z.number().int(),
    credits: z.number().int(),
    creditFen: fen,
    filters: z.array(filter),
  }),
})

export const outletReport = z.object({
  businessDate,
  dataAsOf: businessDate,
  previousDate: businessDate.nullable(),
  institution: z.object({ id: z.number().int(), name: z.string(), level: z.string() }),
  customers: z.object({
    now: z.number().int(),
    previous: z.number().int().nullable(),
    opened: z.number().int(),
    filters: z.array(filter),
    openedFilters: z.array(filter),
  }),
  aum: z.object({ nowFen: fen, previousFen: fen.nullable(), mdaFen: fen.nullable(), filters: z.array(filter) }),
  pyramid: z.array(
    z.object({
      tier: z.enum(tiers),
      customers: z.number().int(),
      previous: z.number().int().nullable(),
      shareBp: z.number().int().nullable(),
      benchmarkBp: z.number().int(),
      aumFen: fen,
      filters: z.array(filter),
    }),
  ),
  benchmarkCustomers: z.number().int(),
  tierMoves: z.object({ promoted: counted, demoted: counted }),
  /** month ends oldest first, then the business date */
  aumCurve: z.array(z.object({ date: businessDate, aumFen: fen.nullable() })),
  flowCurve: z.array(z.object({ month: businessDate, inflowFen: fen.nullable(), outflowFen: fen.nullable() })),
  flows: z.array(
    z.object({
      days: z.number().int(),
      inflowFen: fen.nullable(),
      outflowFen: fen.nullable(),
      netFen: fen.nullable(),
      inflowFilters: z.array(filter),
      outflowFilters: z.array(filter),
    }),
  ),
  leakage: z.object({ rate, filters: z.array(filter) }),
  ownNameOutflow: z.object({ fen: fen.nullable(), filters: z.array(filter) }),
  passThrough: z.object({ fen: fen.nullable(), filters: z.array(filter) }),
  crossSell: z.object({
    rate,
    typicalBp: z.number().int(),
    attritionFallsBp: z.number().int(),
    attritionLowBp: z.number().int(),
    filters: z.array(filter),
    oldCustomers: counted,
    inconvenientToLeave: counted,
  }),
  contactability: z.object({ rate, unreachableBenchmarkBp: z.number().int(), filters: z.array(filter), repairFilters: z.array(filter) }),
  activity: z.array(
    z.object({ activity: z.enum(['active', 'cooling', 'dormant', 'lost']), customers: z.number().int(), filters: z.array(filter) }),
  ),
  kept: z.array(kept),
  maturing: z.object({ customers: z.number().int(), fen, days: z.number().int(), filters: z.array(filter) }),
  maturityCapture: z.object({ day3: rate, day7: rate, day30: rate, filters: z.array(filter) }),
  coverage: z.object({ rate, filters: z.array(filter), uncoveredFilters: z.array(filter) }),
  notForMarketing: counted,
  /** at head office over branches with databases of their own: how fresh the rows of each are that are in these sums; else empty */
  cells: z.array(
    z.object({
      branch: z.string(),
      name: z.string(),
      businessDate: businessDate.nullable(),
      dataAsOf: businessDate.nullable(),
      /** why the last reading brought nothing */
      problem: z.string().nullable(),
    }),
  ),
  /** one row per outlet below, the same figures side by side; empty for an outlet */
  outlets: z.array(
    z.object({
      institutionId: z.number().int(),
      name: z.string(),
      clusterRole: z.string().nullable(),
      customers: z.number().int(),
      aumFen: fen,
      net30dFen: fen.nullable(),
      leakage: rate,
      crossSell: rate,
      contactability: rate,
      maturing30dFen: fen,
    }),
  ),
})
export type OutletReport = z.infer<typeof outletReport>

export const reportContract = {
  outlet: oc
    .route({ method: 'GET', path: '/reports/outlet/{institutionId}', summary: '网点概览' })
    .errors(refusals)
    .input(z.object({ institutionId: z.coerce.number().int() }))
    .output(outletReport),
}

import { activities, tiers } from '../customer/figures.ts'

const counts = [
  'customers',
  'counted_customers',
  'not_for_marketing_customers',
  ...tiers.map((tier) => `${tier}_customers` as const),
  'promoted_customers',
  'demoted_customers',
  'category_holders',
  'old_customers',
  'inconvenient_to_leave_customers',
  'contactable_customers',
  ...activities.map((activity) => `${activity}_customers` as const),
  'managed_customers',
  'maturing_30d_customers',
  'opened_1d_customers',
] as const
const amounts = [
  'aum_fen',
  ...tiers.map((tier) => `${tier}_aum_fen` as const),
  'category_count',
  'maturing_30d_fen',
  'matured_fen',
  'captured_3d_fen',
  'captured_7d_fen',
  'captured_30d_fen',
] as const
const perhaps = [
  'aum_mda_fen',
  'inflow_7d_fen',
  'outflow_7d_fen',
  'inflow_30d_fen',
  'outflow_30d_fen',
  'inflow_90d_fen',
  'outflow_90d_fen',
  'own_name_outflow_90d_fen',
  'pass_through_30d_fen',
  'leakage_outflow_fen',
  'leakage_inflow_fen',
] as const

type Known = (typeof counts)[number] | (typeof amounts)[number]
type Perhaps = (typeof perhaps)[number]
/** Sums over outlets or over a portfolio; names and meaning are those of outlet_day.yml. Counts and fen; null = not known. */
export type Totals = Record<Known, bigint> & Record<Perhaps, bigint | null>
export type TotalName = Known | Perhaps

export const totalNames: readonly TotalName[] = [...counts, ...amounts, ...perhaps]

const known: readonly string[] = [...counts, ...amounts]
/** Totals of nobody. */
export const noTotals = Object.fromEntries(totalNames.map((name) => [name, known.includes(name) ? 0n : null])) as Totals

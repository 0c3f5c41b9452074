import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Totals } from './totals.ts'

/** Whose customers: row-level security holds a manager to the own ones anyway; said again because an index serves it so. */
export interface Portfolio {
  managerId: number
  institutions: readonly number[]
}

/** What outlet_day.sql counts, over the customers of one portfolio. What stayed after 3 and 7 days is no column of the snapshot: retention knows it. */
type PortfolioTotals = Omit<Totals, 'captured_3d_fen' | 'captured_7d_fen'>

/** The sums of a portfolio on a business date; undefined when there is no customer in it. `dataAsOf` is the day that `opened` counts. */
export async function portfolioTotals(
  trx: Scoped,
  businessDate: string,
  dataAsOf: string,
  { managerId, institutions }: Portfolio,
): Promise<PortfolioTotals | undefined> {
  const { rows } = await sql<PortfolioTotals>`
    with s as (
      select snapshot.*, snapshot.bucket = 'counted' as counted, customer.opened_on
      from customer.customer_snapshot snapshot
      left join customer.customer customer on customer.business_date = ${businessDate} and customer.customer_id = snapshot.customer_id
      where snapshot.business_date = ${businessDate} and snapshot.manager_id = ${managerId}
        and snapshot.institution_id = any (${[...institutions]}::integer[])
    )
    select
      count(*) as customers,
      count(*) filter (where counted) as counted_customers,
      count(*) filter (where bucket = 'not_for_marketing') as not_for_marketing_customers,
      count(*) filter (where tier = 'long_tail') as long_tail_customers,
      count(*) filter (where tier = 'potential') as potential_customers,
      count(*) filter (where tier = 'mid_to_high') as mid_to_high_customers,
      count(*) filter (where tier = 'wealth') as wealth_customers,
      count(*) filter (where tier_move = 'promoted') as promoted_customers,
      count(*) filter (where tier_move = 'demoted') as demoted_customers,
      count(*) filter (where counted and category_count > 0) as category_holders,
      count(*) filter (where counted and old_customer) as old_customers,
      count(*) filter (where counted and inconvenient_to_leave) as inconvenient_to_leave_customers,
      count(*) filter (where counted and contactable) as contactable_customers,
      count(*) filter (where counted and activity = 'active') as active_customers,
      count(*) filter (where counted and activity = 'cooling') as cooling_customers,
      count(*) filter (where counted and activity = 'dormant') as dormant_customers,
      count(*) filter (where counted and activity = 'lost') as lost_customers,
      count(*) filter (where counted and manager_id is not null) as managed_customers,
      count(*) filter (where counted and maturing_30d_fen > 0) as maturing_30d_customers,
      count(*) filter (where opened_on = ${dataAsOf}) as opened_1d_customers,
      sum(aum_fen)::bigint as aum_fen,
      coalesce(sum(aum_fen) filter (where tier = 'long_tail'), 0)::bigint as long_tail_aum_fen,
      coalesce(sum(aum_fen) filter (where tier = 'potential'), 0)::bigint as potential_aum_fen,
      coalesce(sum(aum_fen) filter (where tier = 'mid_to_high'), 0)::bigint as mid_to_high_aum_fen,
      coalesce(sum(aum_fen) filter (where tier = 'wealth'), 0)::bigint as wealth_aum_fen,
      coalesce(sum(category_count) filter (where counted), 0)::bigint as category_count,
      coalesce(sum(maturing_30d_fen) filter (where counted), 0)::bigint as maturing_30d_fen,
      coalesce(sum(matured_fen) filter (where counted), 0)::bigint as matured_fen,
      coalesce(sum(captured_fen) filter (where counted), 0)::bigint as captured_30d_fen,
      case when count(aum_mda_fen) = count(*) then sum(aum_mda_fen)::bigint end as aum_mda_fen,
      sum(inflow_7d_fen)::bigint as inflow_7d_fen,
      sum(outflow_7d_fen)::bigint as outflow_7d_fen,
      sum(inflow_30d_fen)::bigint as inflow_30d_fen,
      sum(outflow_30d_fen)::bigint as outflow_30d_fen,
      sum(inflow_90d_fen)::bigint as inflow_90d_fen,
      sum(outflow_90d_fen)::bigint as outflow_90d_fen,
      sum(own_name_outflow_90d_fen)::bigint as own_name_outflow_90d_fen,
      sum(pass_through_30d_fen)::bigint as pass_through_30d_fen,
      sum(leakage_outflow_fen) filter (where counted)::bigint as leakage_outflow_fen,
      sum(leakage_inflow_fen) filter (where counted)::bigint as leakage_inflow_fen
    from s having count(*) > 0`.execute(trx)
  return rows[0]
}

/** AUM of a portfolio at the last month end (first element) and the ones before, in fen; null = known of none of its customers. */
export async function portfolioMonthEnds(
  trx: Scoped,
  businessDate: string,
  { managerId, institutions }: Portfolio,
): Promise<(bigint | null)[]> {
  const { rows } = await sql<{ aum_fen: bigint | null }>`
    select sum(month.aum_fen)::bigint as aum_fen
    from customer.customer_snapshot s cross join lateral unnest(s.aum_month_ends) with ordinality as month (aum_fen, place)
    where s.business_date = ${businessDate} and s.manager_id = ${managerId} and s.institution_id = any (${[...institutions]}::integer[])
    group by month.place order by month.place`.execute(trx)
  return rows.map((row) => row.aum_fen)
}

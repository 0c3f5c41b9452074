with
snapshots as (
  select * from customer_snapshot
),
customers as (
  select customer_id, opened_on from customer_base
),
flows as (
  select customer_id, inflow_1d_fen, outflow_1d_fen from customer_flow where inflow_1d_fen > 0 or outflow_1d_fen > 0
),
maturities as (
  select customer_id, captured_3d_fen, captured_7d_fen from customer_maturity where matured_fen > 0
),
nights as (
  select * from night
),
sums as (
  select
    snapshots.business_date,
    snapshots.institution_id,
    nights.data_as_of,
    count(*) as customers,
    count(case when snapshots.bucket = 'counted' then 1 end) as counted_customers,
    count(case when snapshots.bucket = 'not_for_marketing' then 1 end) as not_for_marketing_customers,
    count(case when snapshots.tier = 'long_tail' then 1 end) as long_tail_customers,
    count(case when snapshots.tier = 'potential' then 1 end) as potential_customers,
    count(case when snapshots.tier = 'mid_to_high' then 1 end) as mid_to_high_customers,
    count(case when snapshots.tier = 'wealth' then 1 end) as wealth_customers,
    count(case when snapshots.tier_move = 'promoted' then 1 end) as promoted_customers,
    count(case when snapshots.tier_move = 'demoted' then 1 end) as demoted_customers,
    sum(snapshots.aum_fen) as aum_fen,
    sum(case when snapshots.tier = 'long_tail' then snapshots.aum_fen else 0 end) as long_tail_aum_fen,
    sum(case when snapshots.tier = 'potential' then snapshots.aum_fen else 0 end) as potential_aum_fen,
    sum(case when snapshots.tier = 'mid_to_high' then snapshots.aum_fen else 0 end) as mid_to_high_aum_fen,
    sum(case when snapshots.tier = 'wealth' then snapshots.aum_fen else 0 end) as wealth_aum_fen,
    case when count(snapshots.aum_mda_fen) = count(*) then sum(snapshots.aum_mda_fen) end as aum_mda_fen,
    sum(case when nights.first_posting_on <= nights.data_as_of then coalesce(flows.inflow_1d_fen, 0) end) as inflow_1d_fen,
    sum(case when nights.first_posting_on <= nights.data_as_of then coalesce(flows.outflow_1d_fen, 0) end) as outflow_1d_fen,
    sum(snapshots.inflow_7d_fen) as inflow_7d_fen,
    sum(snapshots.outflow_7d_fen) as outflow_7d_fen,
    sum(snapshots.inflow_30d_fen) as inflow_30d_fen,
    sum(snapshots.outflow_30d_fen) as outflow_30d_fen,
    sum(snapshots.inflow_90d_fen) as inflow_90d_fen,
    sum(snapshots.outflow_90d_fen) as outflow_90d_fen,
    sum(snapshots.own_name_outflow_90d_fen) as own_name_outflow_90d_fen,
    sum(snapshots.pass_through_30d_fen) as pass_through_30d_fen,
    sum(case when snapshots.bucket = 'counted' then snapshots.leakage_outflow_fen end) as leakage_outflow_fen,
    sum(case when snapshots.bucket = 'counted' then snapshots.leakage_inflow_fen end) as leakage_inflow_fen,
    count(case when snapshots.bucket = 'counted' and snapshots.category_count > 0 then 1 end) as category_holders,
    sum(case when snapshots.bucket = 'counted' then snapshots.category_count else 0 end) as category_count,
    count(case when snapshots.bucket = 'counted' and snapshots.old_customer then 1 end) as old_customers,
    count(case when snapshots.bucket = 'counted' and snapshots.inconvenient_to_leave then 1 end) as inconvenient_to_leave_customers,
    count(case when snapshots.bucket = 'counted' and snapshots.contactable then 1 end) as contactable_customers,
    count(case when snapshots.bucket = 'counted' and snapshots.activity = 'active' then 1 end) as active_customers,
    count(case when snapshots.bucket = 'counted' and snapshots.activity = 'cooling' then 1 end) as cooling_customers,
    count(case when snapshots.bucket = 'counted' and snapshots.activity = 'dormant' then 1 end) as dormant_customers,
    count(case when snapshots.bucket = 'counted' and snapshots.activity = 'lost' then 1 end) as lost_customers,
    count(case when snapshots.bucket = 'counted' and snapshots.manager_id is not null then 1 end) as managed_customers,
    count(case when snapshots.bucket = 'counted' and snapshots.maturing_30d_fen > 0 then 1 end) as maturing_30d_customers,
    sum(case when snapshots.bucket = 'counted' then snapshots.maturing_30d_fen else 0 end) as maturing_30d_fen,
    sum(case when snapshots.bucket = 'counted' then snapshots.matured_fen else 0 end) as matured_fen,
    sum(case when snapshots.bucket = 'counted' then coalesce(maturities.captured_3d_fen, 0) else 0 end) as captured_3d_fen,
    sum(case when snapshots.bucket = 'counted' then coalesce(maturities.captured_7d_fen, 0) else 0 end) as captured_7d_fen,
    sum(case when snapshots.bucket = 'counted' then snapshots.captured_fen else 0 end) as captured_30d_fen,
    count(case when customers.opened_on = nights.data_as_of then 1 end) as opened_1d_customers
  from snapshots
  join customers on customers.customer_id = snapshots.customer_id
  left join flows on flows.customer_id = snapshots.customer_id
  left join maturities on maturities.customer_id = snapshots.customer_id
  cross join nights
  group by snapshots.business_date, snapshots.institution_id, nights.data_as_of
)
select
  business_date,
  institution_id,
  data_as_of,
  cast(customers as integer) as customers,
  cast(counted_customers as integer) as counted_customers,
  cast(not_for_marketing_customers as integer) as not_for_marketing_customers,
  cast(long_tail_customers as integer) as long_tail_customers,
  cast(potential_customers as integer) as potential_customers,
  cast(mid_to_high_customers as integer) as mid_to_high_customers,
  cast(wealth_customers as integer) as wealth_customers,
  cast(promoted_customers as integer) as promoted_customers,
  cast(demoted_customers as integer) as demoted_customers,
  cast(aum_fen as bigint) as aum_fen,
  cast(long_tail_aum_fen as bigint) as long_tail_aum_fen,
  cast(potential_aum_fen as bigint) as potential_aum_fen,
  cast(mid_to_high_aum_fen as bigint) as mid_to_high_aum_fen,
  cast(wealth_aum_fen as bigint) as wealth_aum_fen,
  cast(aum_mda_fen as bigint) as aum_mda_fen,
  cast(inflow_1d_fen as bigint) as inflow_1d_fen,
  cast(outflow_1d_fen as bigint) as outflow_1d_fen,
  cast(inflow_7d_fen as bigint) as inflow_7d_fen,
  cast(outflow_7d_fen as bigint) as outflow_7d_fen,
  cast(inflow_30d_fen as bigint) as inflow_30d_fen,
  cast(outflow_30d_fen as bigint) as outflow_30d_fen,
  cast(inflow_90d_fen as bigint) as inflow_90d_fen,
  cast(outflow_90d_fen as bigint) as outflow_90d_fen,
  cast(own_name_outflow_90d_fen as bigint) as own_name_outflow_90d_fen,
  cast(pass_through_30d_fen as bigint) as pass_through_30d_fen,
  cast(leakage_outflow_fen as bigint) as leakage_outflow_fen,
  cast(leakage_inflow_fen as bigint) as leakage_inflow_fen,
  cast(category_holders as integer) as category_holders,
  cast(category_count as bigint) as category_count,
  cast(old_customers as integer) as old_customers,
  cast(inconvenient_to_leave_customers as integer) as inconvenient_to_leave_customers,
  cast(contactable_customers as integer) as contactable_customers,
  cast(active_customers as integer) as active_customers,
  cast(cooling_customers as integer) as cooling_customers,
  cast(dormant_customers as integer) as dormant_customers,
  cast(lost_customers as integer) as lost_customers,
  cast(managed_customers as integer) as managed_customers,
  cast(maturing_30d_customers as integer) as maturing_30d_customers,
  cast(maturing_30d_fen as bigint) as maturing_30d_fen,
  cast(matured_fen as bigint) as matured_fen,
  cast(captured_3d_fen as bigint) as captured_3d_fen,
  cast(captured_7d_fen as bigint) as captured_7d_fen,
  cast(captured_30d_fen as bigint) as captured_30d_fen,
  cast(opened_1d_customers as integer) as opened_1d_customers
from sums

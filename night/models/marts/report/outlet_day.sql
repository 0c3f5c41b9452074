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
)
select
  snapshots.business_date,
  snapshots.institution_id,
  nights.data_as_of,
  cast(count(*) as integer) as customers,
  cast(count(case when snapshots.bucket = 'counted' then 1 end) as integer) as counted_customers,
  cast(count(case when snapshots.bucket = 'not_for_marketing' then 1 end) as integer) as not_for_marketing_customers,
  cast(count(case when snapshots.tier = 'long_tail' then 1 end) as integer) as long_tail_customers,
  cast(count(case when snapshots.tier = 'potential' then 1 end) as integer) as potential_customers,
  cast(count(case when snapshots.tier = 'mid_to_high' then 1 end) as integer) as mid_to_high_customers,
  cast(count(case when snapshots.tier = 'wealth' then 1 end) as integer) as wealth_customers,
  cast(count(case when snapshots.tier_move = 'promoted' then 1 end) as integer) as promoted_customers,
  cast(count(case when snapshots.tier_move = 'demoted' then 1 end) as integer) as demoted_customers,
  cast(sum(snapshots.aum_fen) as bigint) as aum_fen,
  cast(sum(case when snapshots.tier = 'long_tail' then snapshots.aum_fen else 0 end) as bigint) as long_tail_aum_fen,
  cast(sum(case when snapshots.tier = 'potential' then snapshots.aum_fen else 0 end) as bigint) as potential_aum_fen,
  cast(sum(case when snapshots.tier = 'mid_to_high' then snapshots.aum_fen else 0 end) as bigint) as mid_to_high_aum_fen,
  cast(sum(case when snapshots.tier = 'wealth' then snapshots.aum_fen else 0 end) as bigint) as wealth_aum_fen,
  cast(case when count(snapshots.aum_mda_fen) = count(*) then sum(snapshots.aum_mda_fen) end as bigint) as aum_mda_fen,
  cast(sum(case when nights.first_posting_on <= nights.data_as_of then coalesce(flows.inflow_1d_fen, 0) end) as bigint) as inflow_1d_fen,
  cast(sum(case when nights.first_posting_on <= nights.data_as_of then coalesce(flows.outflow_1d_fen, 0) end) as bigint) as outflow_1d_fen,
  cast(sum(snapshots.inflow_7d_fen) as bigint) as inflow_7d_fen,
  cast(sum(snapshots.outflow_7d_fen) as bigint) as outflow_7d_fen,
  cast(sum(snapshots.inflow_30d_fen) as bigint) as inflow_30d_fen,
  cast(sum(snapshots.outflow_30d_fen) as bigint) as outflow_30d_fen,
  cast(sum(snapshots.inflow_90d_fen) as bigint) as inflow_90d_fen,
  cast(sum(snapshots.outflow_90d_fen) as bigint) as outflow_90d_fen,
  cast(sum(snapshots.own_name_outflow_90d_fen) as bigint) as own_name_outflow_90d_fen,
  cast(sum(snapshots.pass_through_30d_fen) as bigint) as pass_through_30d_fen,
  cast(sum(case when snapshots.bucket = 'counted' then snapshots.leakage_outflow_fen end) as bigint) as leakage_outflow_fen,
  cast(sum(case when snapshots.bucket = 'counted' then snapshots.leakage_inflow_fen end) as bigint) as leakage_inflow_fen,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.category_count > 0 then 1 end) as integer) as category_holders,
  cast(sum(case when snapshots.bucket = 'counted' then snapshots.category_count else 0 end) as bigint) as category_count,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.old_customer then 1 end) as integer) as old_customers,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.inconvenient_to_leave then 1 end) as integer) as inconvenient_to_leave_customers,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.contactable then 1 end) as integer) as contactable_customers,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.activity = 'active' then 1 end) as integer) as active_customers,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.activity = 'cooling' then 1 end) as integer) as cooling_customers,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.activity = 'dormant' then 1 end) as integer) as dormant_customers,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.activity = 'lost' then 1 end) as integer) as lost_customers,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.manager_id is not null then 1 end) as integer) as managed_customers,
  cast(count(case when snapshots.bucket = 'counted' and snapshots.maturing_30d_fen > 0 then 1 end) as integer) as maturing_30d_customers,
  cast(sum(case when snapshots.bucket = 'counted' then snapshots.maturing_30d_fen else 0 end) as bigint) as maturing_30d_fen,
  cast(sum(case when snapshots.bucket = 'counted' then snapshots.matured_fen else 0 end) as bigint) as matured_fen,
  cast(sum(case when snapshots.bucket = 'counted' then coalesce(maturities.captured_3d_fen, 0) else 0 end) as bigint) as captured_3d_fen,
  cast(sum(case when snapshots.bucket = 'counted' then coalesce(maturities.captured_7d_fen, 0) else 0 end) as bigint) as captured_7d_fen,
  cast(sum(case when snapshots.bucket = 'counted' then snapshots.captured_fen else 0 end) as bigint) as captured_30d_fen,
  cast(count(case when customers.opened_on = nights.data_as_of then 1 end) as integer) as opened_1d_customers
from snapshots
join customers on customers.customer_id = snapshots.customer_id
left join flows on flows.customer_id = snapshots.customer_id
left join maturities on maturities.customer_id = snapshots.customer_id
cross join nights
group by snapshots.business_date, snapshots.institution_id, nights.data_as_of

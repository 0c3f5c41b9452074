with
postings as (
  select * from posting where inflow_fen > 0 or outflow_fen > 0
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
windows as (
  select
    add_days(nights.data_as_of, -1) as after_1d,
    add_days(nights.data_as_of, -7) as after_7d,
    add_days(nights.data_as_of, -30) as after_30d,
    add_days(nights.data_as_of, -90) as after_90d,
    add_days(nights.data_as_of, -policies.flow_leakage_return_days) as leakage_until,
    add_days(nights.data_as_of, -policies.flow_leakage_return_days - policies.flow_leakage_window_days) as leakage_after
  from nights
  cross join policies
),
sums as (
  select
    postings.customer_id,
    sum(case when business_date > after_1d then inflow_fen else 0 end) as inflow_1d_fen,
    sum(case when business_date > after_1d then outflow_fen else 0 end) as outflow_1d_fen,
    sum(case when business_date > after_7d then inflow_fen else 0 end) as inflow_7d_fen,
    sum(case when business_date > after_7d then outflow_fen else 0 end) as outflow_7d_fen,
    sum(case when business_date > after_30d then inflow_fen else 0 end) as inflow_30d_fen,
    sum(case when business_date > after_30d then outflow_fen else 0 end) as outflow_30d_fen,
    sum(case when business_date > after_90d then inflow_fen else 0 end) as inflow_90d_fen,
    sum(case when business_date > after_90d then outflow_fen else 0 end) as outflow_90d_fen,
    sum(case when business_date > after_90d then own_name_outflow_fen else 0 end) as own_name_outflow_90d_fen,
    sum(case when business_date > leakage_after and business_date <= leakage_until then inflow_fen else 0 end) as leakage_inflow_fen,
    sum(case when business_date > leakage_after and business_date <= leakage_until then outflow_fen else 0 end) as window_outflow_fen,
    sum(case when business_date > leakage_until then inflow_fen else 0 end) as returned_fen
  from postings
  cross join windows
  where business_date > after_90d or business_date > leakage_after
  group by postings.customer_id
)
select
  customer_id,
  cast(inflow_1d_fen as bigint) as inflow_1d_fen,
  cast(outflow_1d_fen as bigint) as outflow_1d_fen,
  cast(inflow_7d_fen as bigint) as inflow_7d_fen,
  cast(outflow_7d_fen as bigint) as outflow_7d_fen,
  cast(inflow_30d_fen as bigint) as inflow_30d_fen,
  cast(outflow_30d_fen as bigint) as outflow_30d_fen,
  cast(inflow_90d_fen as bigint) as inflow_90d_fen,
  cast(outflow_90d_fen as bigint) as outflow_90d_fen,
  cast(own_name_outflow_90d_fen as bigint) as own_name_outflow_90d_fen,
  cast(leakage_inflow_fen as bigint) as leakage_inflow_fen,
  cast(greatest(window_outflow_fen - returned_fen, 0) as bigint) as leakage_outflow_fen
from sums

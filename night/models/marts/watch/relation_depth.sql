with
snapshots as (
  select * from customer_snapshot
),
nights as (
  select * from night
),
placed as (
  select snapshots.*, coalesce(snapshots.manager_id, 0) as group_manager_id
  from snapshots
),
sums as (
  select
    institution_id, group_manager_id, tier,
    count(*) as customers,
    sum(case when bucket = 'counted' then 1 else 0 end) as counted_customers,
    sum(case when bucket = 'counted' and category_count > 0 then 1 else 0 end) as holders,
    sum(case when bucket = 'counted' then category_count else 0 end) as categories,
    sum(case when bucket = 'counted' and category_count = 1 then 1 else 0 end) as holding_1,
    sum(case when bucket = 'counted' and category_count = 2 then 1 else 0 end) as holding_2,
    sum(case when bucket = 'counted' and category_count = 3 then 1 else 0 end) as holding_3,
    sum(case when bucket = 'counted' and category_count > 3 then 1 else 0 end) as holding_4,
    sum(case when bucket = 'counted' and old_customer then 1 else 0 end) as old_customers,
    sum(case when bucket = 'counted' and inconvenient_to_leave then 1 else 0 end) as inconvenient_customers,
    sum(case when bucket = 'counted' then stickiness else 0 end) as stickiness,
    sum(inflow_30d_fen) as inflow_fen,
    sum(outflow_30d_fen) as outflow_fen,
    sum(pass_through_30d_fen) as pass_through_fen,
    sum(case when bucket = 'counted' then leakage_inflow_fen end) as leakage_inflow_fen,
    sum(case when bucket = 'counted' then leakage_outflow_fen end) as leakage_outflow_fen
  from placed
  group by institution_id, group_manager_id, tier
)
select
  nights.business_date,
  sums.institution_id,
  sums.group_manager_id as manager_id,
  sums.tier,
  cast(sums.customers as integer) as customers,
  cast(sums.counted_customers as integer) as counted_customers,
  cast(sums.holders as integer) as holders,
  cast(sums.categories as bigint) as categories,
  cast(sums.holding_1 as integer) as holding_1,
  cast(sums.holding_2 as integer) as holding_2,
  cast(sums.holding_3 as integer) as holding_3,
  cast(sums.holding_4 as integer) as holding_4,
  cast(sums.old_customers as integer) as old_customers,
  cast(sums.inconvenient_customers as integer) as inconvenient_customers,
  cast(sums.stickiness as bigint) as stickiness,
  cast(sums.inflow_fen as bigint) as inflow_fen,
  cast(sums.outflow_fen as bigint) as outflow_fen,
  cast(sums.pass_through_fen as bigint) as pass_through_fen,
  cast(sums.leakage_inflow_fen as bigint) as leakage_inflow_fen,
  cast(sums.leakage_outflow_fen as bigint) as leakage_outflow_fen
from sums
cross join nights

with
holdings as (
  select customer_id, category from customer_holding
),
snapshots as (
  select customer_id, tier from customer_snapshot where bucket = 'counted'
),
nights as (
  select * from night
),
held as (
  select customer_id, category
  from holdings
  group by customer_id, category
),
holders as (
  select snapshots.tier, held.category, count(*) as holders
  from held
  join snapshots on snapshots.customer_id = held.customer_id
  group by snapshots.tier, held.category
),
tiers as (
  select tier, count(*) as customers
  from snapshots
  group by tier
)
select
  nights.business_date,
  holders.tier,
  holders.category,
  cast(holders.holders as integer) as holders,
  cast(tiers.customers as integer) as customers
from holders
join tiers on tiers.tier = holders.tier
cross join nights

with
funds as (
  select * from season_fund
),
snapshots as (
  select customer_id, institution_id, manager_id, bucket, aum_fen from customer_snapshot
),
nights as (
  select * from night
),
brought as (
  select customer_id, max(before_fen) as before_fen, max(gain_fen) as gain_fen
  from funds
  group by customer_id
)
select
  nights.business_date,
  brought.customer_id,
  snapshots.institution_id,
  snapshots.manager_id,
  snapshots.bucket = 'counted' as counted,
  cast(brought.gain_fen as bigint) as gain_fen,
  cast(greatest(least(snapshots.aum_fen - brought.before_fen, brought.gain_fen), 0) as bigint) as kept_fen
from brought
join snapshots on snapshots.customer_id = brought.customer_id
cross join nights

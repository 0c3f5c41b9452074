with
watched as (
  select * from warning_watch
),
policies as (
  select * from policy
),
snapshots as (
  select customer_id, manager_id from customer_snapshot
),
nights as (
  select * from night
)
select
  nights.business_date, watched.customer_id, watched.institution_id, snapshots.manager_id, watched.as_of, watched.has_left
from watched
cross join policies
cross join nights
left join snapshots on snapshots.customer_id = watched.customer_id
where watched.months_ago = policies.leaving_months + 1 and (watched.gone or watched.has_left)

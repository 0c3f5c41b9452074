with
today as (
  select * from warning_today
),
past as (
  select * from warning_past
),
customers as (
  select customer_id, institution_id, bucket from customer_base
),
roots as (
  select institution_id from lake_institution where parent_id is null
),
looked_from as (
  select
    customer_id, months_ago, as_of, aum_fen, average_fen, base_fen, before_fen, last_own_act_on, gone, cast(null as boolean) as has_left, cast(null as integer) as lead_days
  from today
  union all
  select customer_id, months_ago, as_of, aum_fen, average_fen, base_fen, before_fen, last_own_act_on, gone, has_left, lead_days
  from past
)
select
  looked_from.customer_id,
  looked_from.months_ago,
  coalesce(customers.institution_id, roots.institution_id) as institution_id,
  looked_from.as_of,
  looked_from.aum_fen,
  looked_from.average_fen,
  looked_from.base_fen,
  looked_from.before_fen,
  looked_from.last_own_act_on,
  looked_from.gone,
  looked_from.has_left,
  looked_from.lead_days
from looked_from
cross join roots
left join customers on customers.customer_id = looked_from.customer_id
where customers.bucket is null or customers.bucket = 'counted'

with
changes as (
  select * from aum_change
),
ends as (
  select * from customer_month
),
eighths as (
  select 1 as eighth
  union all select 2
  union all select 3
  union all select 4
  union all select 5
  union all select 6
  union all select 7
),
totals as (
  select customer_id, sum(change_fen) as change_fen
  from changes
  group by customer_id
),
openings as (
  select totals.customer_id, coalesce(ends.aum_fen, 0) - totals.change_fen as opening_fen
  from totals
  left join ends on ends.customer_id = totals.customer_id
),
crossings as (
  select changes.customer_id, eighths.eighth, min(changes.business_date) as low_on
  from changes
  join openings on openings.customer_id = changes.customer_id
  cross join eighths
  where openings.opening_fen > 0 and (openings.opening_fen + changes.moved_fen) * 8 <= openings.opening_fen * (8 - eighths.eighth)
  group by changes.customer_id, eighths.eighth
),
days as (
  select distinct customer_id, low_on from crossings
)
select days.customer_id, days.low_on, cast(openings.opening_fen + changes.moved_fen as bigint) as aum_fen
from days
join openings on openings.customer_id = days.customer_id
join changes on changes.customer_id = days.customer_id and changes.business_date = days.low_on

with
changes as (
  select customer_id, business_date, moved_fen from aum_change
),
month_changes as (
  select customer_id, change_fen from aum_change
),
ends as (
  select customer_id, aum_fen from customer_month
),
totals as (
  select customer_id, cast(sum(change_fen) as bigint) as change_fen
  from month_changes
  group by customer_id
),
openings as (
  select totals.customer_id, coalesce(ends.aum_fen, 0) - totals.change_fen as opening_fen
  from totals
  left join ends on ends.customer_id = totals.customer_id
),
fallen as (
  select changes.customer_id, changes.business_date, openings.opening_fen, openings.opening_fen + changes.moved_fen as aum_fen
  from changes
  join openings on openings.customer_id = changes.customer_id
  where openings.opening_fen > 0 and (openings.opening_fen + changes.moved_fen) * 8 <= openings.opening_fen * 7
),
eighths as (
  select
    customer_id, business_date, aum_fen,
    case
      when aum_fen * 8 <= opening_fen then 7
      when aum_fen * 8 <= opening_fen * 2 then 6
      when aum_fen * 8 <= opening_fen * 3 then 5
      when aum_fen * 8 <= opening_fen * 4 then 4
      when aum_fen * 8 <= opening_fen * 5 then 3
      when aum_fen * 8 <= opening_fen * 6 then 2
      else 1
    end as gone
  from fallen
),
records as (
  select
    customer_id, business_date, aum_fen, gone,
    max(gone) over (partition by customer_id order by business_date asc nulls last rows between unbounded preceding and 1 preceding) as gone_before
  from eighths
)
select customer_id, business_date as low_on, aum_fen
from records
where gone_before is null or gone > gone_before

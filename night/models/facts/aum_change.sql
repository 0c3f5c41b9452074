with
postings as (
  select * from posting where counts_as_aum
),
days as (
  select customer_id, business_date, cast(sum(amount_fen) as bigint) as change_fen
  from postings
  group by customer_id, business_date
),
moves as (
  select
    customer_id, business_date, change_fen,
    sum(change_fen) over (
      partition by customer_id order by business_date asc nulls last rows between unbounded preceding and current row
    ) as moved_fen
  from days
)
select
  customer_id,
  business_date,
  change_fen,
  cast(moved_fen as bigint) as moved_fen
from moves

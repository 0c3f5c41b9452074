with
changes as (
  select * from aum_change
),
terms as (
  select * from lake_term
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
windows as (
  select add_days(nights.data_as_of, -policies.maturity_list_days) as first_day, nights.data_as_of as last_day
  from nights
  cross join policies
),
watched as (
  select distinct terms.customer_id
  from terms
  cross join windows
  where terms.matures_on <= windows.last_day and terms.matures_on >= windows.first_day
),
days as (
  select changes.customer_id, changes.business_date, changes.change_fen
  from changes
  join watched on watched.customer_id = changes.customer_id
  cross join windows
  where changes.business_date >= windows.first_day
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
  cast(moved_fen - change_fen as bigint) as moved_before_fen,
  cast(moved_fen as bigint) as moved_fen
from moves

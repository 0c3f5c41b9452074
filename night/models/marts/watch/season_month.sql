with
funds as (
  select * from season_fund
),
seasons as (
  select * from season where counted
),
nights as (
  select * from night
),
points as (
  select seasons.institution_id, seasons.manager_id, funds.month_end, funds.gain_fen, funds.kept_fen
  from funds
  join seasons on seasons.customer_id = funds.customer_id
  union all
  select seasons.institution_id, seasons.manager_id, nights.business_date, seasons.gain_fen, seasons.kept_fen
  from seasons
  cross join nights
),
sums as (
  select institution_id, coalesce(manager_id, 0) as manager_id, month_end, count(*) as customers, sum(gain_fen) as gain_fen, sum(kept_fen) as kept_fen
  from points
  group by institution_id, coalesce(manager_id, 0), month_end
)
select
  nights.business_date,
  sums.institution_id,
  sums.manager_id,
  sums.month_end,
  cast(sums.customers as integer) as customers,
  cast(sums.gain_fen as bigint) as gain_fen,
  cast(sums.kept_fen as bigint) as kept_fen
from sums
cross join nights

with
known_months as (
  select months_ago, month_end, month_index(month_end) - 12 * div_floor(month_index(month_end), 12) + 1 as month_no from month where months_ago >= 1 and balances_known
),
starts as (
  select * from customer_month where months_ago >= 1
),
ends as (
  select * from customer_month where months_ago >= 1
),
laters as (
  select * from customer_month where months_ago >= 1
),
policies as (
  select * from policy
),
newest as (
  select min(known_months.months_ago) as end_ago
  from known_months
  cross join policies
  where known_months.month_no = policies.season_last_month
),
-- both ends must be known; the season is the one that ended last
seasons as (
  select newest.end_ago, known_months.months_ago as start_ago
  from newest
  cross join policies
  join known_months on known_months.months_ago = newest.end_ago + policies.season_last_month - policies.season_first_month + 1
),
season_months as (
  select known_months.months_ago, known_months.month_end
  from known_months
  cross join seasons
  where known_months.months_ago <= seasons.end_ago
),
before_season as (
  select starts.customer_id, starts.aum_fen
  from starts
  join seasons on seasons.start_ago = starts.months_ago
),
after_season as (
  select ends.customer_id, ends.aum_fen
  from ends
  join seasons on seasons.end_ago = ends.months_ago
  where ends.aum_fen > 0
),
brought as (
  select
    after_season.customer_id, coalesce(before_season.aum_fen, 0) as before_fen, after_season.aum_fen - coalesce(before_season.aum_fen, 0) as gain_fen
  from after_season
  left join before_season on before_season.customer_id = after_season.customer_id
  cross join policies
  where after_season.aum_fen - coalesce(before_season.aum_fen, 0) >= policies.season_from_fen
)
select
  brought.customer_id,
  season_months.month_end,
  cast(brought.before_fen as bigint) as before_fen,
  cast(brought.gain_fen as bigint) as gain_fen,
  cast(greatest(least(coalesce(laters.aum_fen, 0) - brought.before_fen, brought.gain_fen), 0) as bigint) as kept_fen
from brought
cross join season_months
left join laters on laters.customer_id = brought.customer_id and laters.months_ago = season_months.months_ago

with
known_months as (
  select months_ago, month_end from month where months_ago = 1
),
befores as (
  select customer_id, months_ago, aum_fen from customer_month where months_ago >= 1
),
ends as (
  select customer_id, months_ago, aum_fen from customer_month where months_ago >= 1
),
-- of the month that runs, January is 0: the season is January to March of this year, or as much of it as is closed
running as (
  select month_index(month_end) + 1 - div_floor(month_index(month_end) + 1, 12) * 12 as month_no from known_months
),
season_months as (
  select month_no + 1 as before_ago, case when month_no <= 2 then 0 else month_no - 2 end as end_ago from running
),
before_season as (
  select befores.customer_id, befores.aum_fen
  from befores
  join season_months on season_months.before_ago = befores.months_ago
),
after_season as (
  select ends.customer_id, ends.aum_fen
  from ends
  join season_months on season_months.end_ago = ends.months_ago
),
seen as (
  select customer_id from before_season
  union
  select customer_id from after_season
)
select seen.customer_id, before_season.aum_fen as before_fen, after_season.aum_fen as end_fen
from seen
left join before_season on before_season.customer_id = seen.customer_id
left join after_season on after_season.customer_id = seen.customer_id

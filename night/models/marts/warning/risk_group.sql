with
watched as (
  select customer_id, aum_fen from warning_watch where months_ago = 0
),
snapshots as (
  select * from customer_snapshot where bucket = 'counted'
),
holdings as (
  select * from customer_holding where category = 'demand_deposit'
),
terms as (
  select * from lake_term
),
month_rows as (
  select customer_id, months_ago, aum_fen from customer_month
),
known_months as (
  select months_ago from month where balances_known
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
-- January is 0: the season is January to March of this year, or as much of it as has been
seasons as (
  select month_index(data_as_of) - div_floor(month_index(data_as_of), 12) * 12 as month_no from nights
),
season_months as (
  select month_no + 1 as before_ago, case when month_no <= 2 then 0 else month_no - 2 end as end_ago from seasons
),
season as (
  select
    month_rows.customer_id,
    coalesce(max(case when month_rows.months_ago = season_months.before_ago then month_rows.aum_fen end), 0) as before_fen,
    max(case when month_rows.months_ago = season_months.end_ago then month_rows.aum_fen end) as end_fen
  from month_rows
  cross join season_months
  where month_rows.months_ago = season_months.before_ago or month_rows.months_ago = season_months.end_ago
  group by month_rows.customer_id
),
season_known as (
  select count(*) as known
  from season_months
  join known_months on known_months.months_ago = season_months.before_ago
),
demand as (
  select customer_id, cast(sum(balance_fen) as bigint) as demand_fen
  from holdings
  group by customer_id
),
maturing as (
  select terms.customer_id, cast(sum(terms.amount_fen) as bigint) as amount_fen, min(terms.matures_on) as due_on
  from terms
  cross join nights
  cross join policies
  where terms.matures_on > nights.data_as_of and terms.matures_on <= add_days(nights.data_as_of, policies.warning_group_maturing_days)
  group by terms.customer_id
),
members as (
  select
    watched.customer_id, 'opening_season' as risk_group, least(season.end_fen, watched.aum_fen) - season.before_fen as amount_fen, cast(null as date) as due_on
  from watched
  join season on season.customer_id = watched.customer_id
  cross join season_known
  cross join policies
  where season_known.known = 1 and least(season.end_fen, watched.aum_fen) - season.before_fen >= policies.warning_group_opening_season_from_fen
  union all
  select customer_id, 'maturing', amount_fen, due_on from maturing
  union all
  select snapshots.customer_id, 'payroll', snapshots.aum_fen, null from snapshots where snapshots.payroll_kind is not null
  union all
  select snapshots.customer_id, 'merchant', snapshots.aum_fen, null from snapshots where snapshots.merchant
  union all
  select demand.customer_id, 'idle_demand', demand.demand_fen, null
  from demand
  join snapshots on snapshots.customer_id = demand.customer_id
  cross join policies
  where demand.demand_fen >= policies.warning_group_idle_demand_from_fen
    and (snapshots.inflow_30d_fen + snapshots.outflow_30d_fen) * 10000 <= demand.demand_fen * policies.warning_group_idle_demand_flow_at_most_bp
)
select
  nights.business_date, members.customer_id, snapshots.institution_id, snapshots.manager_id, members.risk_group,
  cast(members.amount_fen as bigint) as amount_fen, members.due_on
from members
join watched on watched.customer_id = members.customer_id
join snapshots on snapshots.customer_id = members.customer_id
cross join nights

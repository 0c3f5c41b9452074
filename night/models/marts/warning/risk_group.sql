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
season as (
  select * from opening_season
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
season_known as (
  select count(*) as known
  from season_months
  join known_months on known_months.months_ago = season_months.before_ago
),
who as (
  select
    watched.customer_id, watched.aum_fen as watched_fen, snapshots.institution_id, snapshots.manager_id, snapshots.aum_fen, snapshots.payroll_kind, snapshots.merchant,
    snapshots.inflow_30d_fen, snapshots.outflow_30d_fen
  from watched
  join snapshots on snapshots.customer_id = watched.customer_id
),
demand as (
  select who.customer_id, who.inflow_30d_fen, who.outflow_30d_fen, cast(sum(holdings.balance_fen) as bigint) as demand_fen
  from holdings
  join who on who.customer_id = holdings.customer_id
  group by who.customer_id, who.inflow_30d_fen, who.outflow_30d_fen
),
maturing as (
  select terms.customer_id, cast(sum(terms.amount_fen) as bigint) as amount_fen, min(terms.matures_on) as due_on
  from terms
  cross join nights
  cross join policies
  where terms.matures_on > nights.data_as_of and terms.matures_on <= add_days(nights.data_as_of, policies.warning_group_maturing_days)
  group by terms.customer_id
),
season_funds as (
  select
    who.customer_id,
    case when season_months.end_ago = 0 then who.watched_fen else least(season.end_fen, who.watched_fen) end - coalesce(season.before_fen, 0) as amount_fen
  from who
  left join season on season.customer_id = who.customer_id
  cross join season_months
  cross join season_known
  where season_known.known = 1 and (season_months.end_ago = 0 or season.customer_id is not null)
),
members as (
  select season_funds.customer_id, 'opening_season' as risk_group, season_funds.amount_fen, cast(null as date) as due_on
  from season_funds
  cross join policies
  where season_funds.amount_fen >= policies.warning_group_opening_season_from_fen
  union all
  select customer_id, 'maturing', amount_fen, due_on from maturing
  union all
  select customer_id, 'payroll', aum_fen, null from who where payroll_kind is not null
  union all
  select customer_id, 'merchant', aum_fen, null from who where merchant
  union all
  select demand.customer_id, 'idle_demand', demand.demand_fen, null
  from demand
  cross join policies
  where demand.demand_fen >= policies.warning_group_idle_demand_from_fen
    and (demand.inflow_30d_fen + demand.outflow_30d_fen) * 10000 <= demand.demand_fen * policies.warning_group_idle_demand_flow_at_most_bp
)
select
  nights.business_date, members.customer_id, who.institution_id, who.manager_id, members.risk_group,
  cast(members.amount_fen as bigint) as amount_fen, members.due_on
from members
join who on who.customer_id = members.customer_id
cross join nights

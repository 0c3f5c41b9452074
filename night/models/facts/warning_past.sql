with
month_rows as (
  select * from customer_month where months_ago >= 1
),
sums as (
  select customer_id, months_ago, aum_fen, month_sum_fen from customer_month where months_ago >= 1
),
known_months as (
  select * from month where months_ago >= 1
),
lows as (
  select * from aum_low where months_ago >= 1
),
policies as (
  select * from policy
),
-- who never had as much as can be lost is not watched in any month; whole sums are compared, so that only who is watched is divided
candidates as (
  select sums.customer_id
  from sums
  join known_months on known_months.months_ago = sums.months_ago
  cross join policies
  where coalesce(sums.month_sum_fen, sums.aum_fen * known_months.days) >= policies.leaving_floor_fen * known_months.days
  group by sums.customer_id
),
watched as (
  select
    month_rows.customer_id, month_rows.months_ago, known_months.month_end, month_rows.aum_fen, month_rows.last_own_act_on,
    coalesce(div_floor(month_rows.month_sum_fen, known_months.days), month_rows.aum_fen) as average_fen
  from month_rows
  join candidates on candidates.customer_id = month_rows.customer_id
  join known_months on known_months.months_ago = month_rows.months_ago
),
-- months counted backwards: those that follow lie before
looked_back as (
  select
    customer_id, months_ago, month_end as as_of, aum_fen, average_fen,
    max(average_fen) over (partition by customer_id order by months_ago asc nulls last range between current row and 2 following) as base_fen,
    max(average_fen) over (partition by customer_id order by months_ago asc nulls last range between 1 following and 2 following) as before_fen,
    max(last_own_act_on) over (partition by customer_id order by months_ago asc nulls last range between current row and unbounded following) as last_own_act_on
  from watched
),
judged as (
  select
    looked_back.customer_id, looked_back.months_ago, looked_back.as_of, looked_back.aum_fen, looked_back.average_fen, looked_back.base_fen,
    looked_back.before_fen, looked_back.last_own_act_on,
    looked_back.aum_fen * 10000 <= looked_back.base_fen * policies.leaving_left_at_most_bp
      and looked_back.base_fen - looked_back.aum_fen >= policies.leaving_floor_fen as gone,
    looked_back.months_ago - policies.leaving_months as judged_ago, policies.leaving_left_at_most_bp, policies.leaving_floor_fen, policies.leaving_months
  from looked_back
  cross join policies
  where looked_back.base_fen >= policies.leaving_floor_fen and looked_back.aum_fen is not null
    and looked_back.months_ago > policies.leaving_months and looked_back.months_ago <= 12
),
outcomes as (
  select
    judged.customer_id, judged.months_ago, known_months.month_end as judged_on,
    later.aum_fen is null or (later.average_fen * 10000 <= judged.base_fen * judged.leaving_left_at_most_bp
      and judged.base_fen - later.average_fen >= judged.leaving_floor_fen) as has_left
  from judged
  join known_months on known_months.months_ago = judged.judged_ago and known_months.balances_known
  left join watched later on later.customer_id = judged.customer_id and later.months_ago = judged.judged_ago
  where not judged.gone
),
-- the first day on which what leaving takes was gone: a day on which much of it went, or the end of a month
falls as (
  select judged.customer_id, judged.months_ago, lows.low_on as fell_on
  from judged
  join lows on lows.customer_id = judged.customer_id
  where lows.months_ago < judged.months_ago and lows.months_ago >= judged.judged_ago
    and lows.aum_fen * 10000 <= judged.base_fen * judged.leaving_left_at_most_bp and judged.base_fen - lows.aum_fen >= judged.leaving_floor_fen
  union all
  select judged.customer_id, judged.months_ago, later.month_end as fell_on
  from judged
  join watched later on later.customer_id = judged.customer_id
  where later.months_ago < judged.months_ago and later.months_ago >= judged.judged_ago
    and later.aum_fen * 10000 <= judged.base_fen * judged.leaving_left_at_most_bp and judged.base_fen - later.aum_fen >= judged.leaving_floor_fen
),
first_falls as (
  select customer_id, months_ago, min(fell_on) as fell_on
  from falls
  group by customer_id, months_ago
)
select
  judged.customer_id,
  judged.months_ago,
  judged.as_of,
  judged.aum_fen,
  judged.average_fen,
  judged.base_fen,
  judged.before_fen,
  judged.last_own_act_on,
  judged.gone,
  outcomes.has_left,
  case when outcomes.has_left then days_between(judged.as_of, coalesce(least(first_falls.fell_on, outcomes.judged_on), outcomes.judged_on)) end as lead_days
from judged
left join outcomes on outcomes.customer_id = judged.customer_id and outcomes.months_ago = judged.months_ago
left join first_falls on first_falls.customer_id = judged.customer_id and first_falls.months_ago = judged.months_ago

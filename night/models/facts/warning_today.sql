with
present as (
  select customer_id, aum_fen, last_own_act_on from customer_month where months_ago = 0
),
sums as (
  select customer_id, months_ago, aum_fen, month_sum_fen from customer_month where months_ago <= 2
),
newest as (
  select customer_id, months_ago, aum_fen, month_sum_fen from customer_month where months_ago <= 2
),
known_months as (
  select * from month where months_ago <= 2
),
histories as (
  select customer_id, last_own_act_on from history
),
policies as (
  select * from policy
),
-- whole sums are compared, so that only who is watched is divided
candidates as (
  select distinct sums.customer_id
  from sums
  join known_months on known_months.months_ago = sums.months_ago
  cross join policies
  where coalesce(sums.month_sum_fen, sums.aum_fen * known_months.days) >= policies.leaving_floor_fen * known_months.days
),
averages as (
  select newest.customer_id, newest.months_ago, coalesce(div_floor(newest.month_sum_fen, known_months.days), newest.aum_fen) as average_fen
  from newest
  join candidates on candidates.customer_id = newest.customer_id
  join known_months on known_months.months_ago = newest.months_ago
),
bases as (
  select
    customer_id,
    max(case when months_ago = 0 then average_fen end) as average_fen,
    max(average_fen) as base_fen,
    max(case when months_ago > 0 then average_fen end) as before_fen
  from averages
  group by customer_id
)
select
  bases.customer_id,
  0 as months_ago,
  known_months.month_end as as_of,
  present.aum_fen,
  bases.average_fen,
  bases.base_fen,
  bases.before_fen,
  greatest(present.last_own_act_on, histories.last_own_act_on) as last_own_act_on,
  present.aum_fen * 10000 <= bases.base_fen * policies.leaving_left_at_most_bp and bases.base_fen - present.aum_fen >= policies.leaving_floor_fen as gone
from bases
join present on present.customer_id = bases.customer_id
join known_months on known_months.months_ago = 0
cross join policies
left join histories on histories.customer_id = bases.customer_id
where bases.base_fen >= policies.leaving_floor_fen and present.aum_fen is not null

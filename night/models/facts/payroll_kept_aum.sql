with
credits as (
  select * from payroll_kept
),
days as (
  select * from aum_day
),
policies as (
  select * from policy
),
credit_days as (
  select distinct customer_id, business_date, month_end from credits
),
lowest as (
  select
    credit_days.customer_id, credit_days.business_date,
    max(case when days.business_date = credit_days.business_date then days.aum_before_fen end) as before_fen,
    min(case when days.business_date <= add_days(credit_days.business_date, policies.payroll_short_horizon_days) then days.aum_fen end) as lowest_short_fen,
    min(case when days.business_date <= add_days(credit_days.business_date, policies.payroll_long_horizon_days) then days.aum_fen end) as lowest_long_fen,
    min(case when days.business_date <= credit_days.month_end then days.aum_fen end) as lowest_month_fen
  from credit_days
  join days on days.customer_id = credit_days.customer_id
  cross join policies
  where days.business_date >= credit_days.business_date
  group by credit_days.customer_id, credit_days.business_date
)
select
  credits.account_id, credits.customer_id, credits.business_date, credits.sequence, credits.amount_fen, credits.kind, credits.detected, credits.employer_id,
  credits.months_ago, credits.month_end, credits.kept_7d_fen, credits.kept_30d_fen, credits.kept_month_end_fen,
  case when credits.kept_7d_fen is not null and lowest.before_fen is not null then greatest(least(lowest.lowest_short_fen - lowest.before_fen, credits.amount_fen), 0) end as kept_7d_aum_fen,
  case when credits.kept_30d_fen is not null and lowest.before_fen is not null then greatest(least(lowest.lowest_long_fen - lowest.before_fen, credits.amount_fen), 0) end as kept_30d_aum_fen,
  case when credits.kept_month_end_fen is not null and lowest.before_fen is not null then greatest(least(lowest.lowest_month_fen - lowest.before_fen, credits.amount_fen), 0) end as kept_month_end_aum_fen
from credits
left join lowest on lowest.customer_id = credits.customer_id and lowest.business_date = credits.business_date

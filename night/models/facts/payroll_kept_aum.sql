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
reaches as (
  select
    credits.credit_no, credits.customer_id, credits.business_date, credits.month_end,
    add_days(credits.business_date, policies.payroll_short_horizon_days) as short_until,
    add_days(credits.business_date, policies.payroll_long_horizon_days) as long_until
  from credits
  cross join policies
),
since_credit as (
  select
    reaches.credit_no, reaches.short_until, reaches.long_until, reaches.month_end, days.business_date, days.aum_fen,
    case when days.business_date = reaches.business_date then days.aum_before_fen end as before_fen
  from reaches
  join days on days.customer_id = reaches.customer_id
  where days.business_date >= reaches.business_date and days.business_date <= greatest(reaches.short_until, reaches.long_until, reaches.month_end)
),
lowest as (
  select
    credit_no,
    max(before_fen) as before_fen,
    min(case when business_date <= short_until then aum_fen end) as lowest_short_fen,
    min(case when business_date <= long_until then aum_fen end) as lowest_long_fen,
    min(case when business_date <= month_end then aum_fen end) as lowest_month_fen
  from since_credit
  group by credit_no
)
select
  credits.credit_no, credits.account_id, credits.customer_id, credits.business_date, credits.sequence, credits.amount_fen, credits.kind, credits.detected, credits.employer_id,
  credits.months_ago, credits.month_end, credits.kept_7d_fen, credits.kept_30d_fen, credits.kept_month_end_fen,
  case when credits.kept_7d_fen is not null and lowest.before_fen is not null then greatest(least(lowest.lowest_short_fen - lowest.before_fen, credits.amount_fen), 0) end as kept_7d_aum_fen,
  case when credits.kept_30d_fen is not null and lowest.before_fen is not null then greatest(least(lowest.lowest_long_fen - lowest.before_fen, credits.amount_fen), 0) end as kept_30d_aum_fen,
  case when credits.kept_month_end_fen is not null and lowest.before_fen is not null then greatest(least(lowest.lowest_month_fen - lowest.before_fen, credits.amount_fen), 0) end as kept_month_end_aum_fen
from credits
left join lowest on lowest.credit_no = credits.credit_no

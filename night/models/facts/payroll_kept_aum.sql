with
credits as (
  select * from payroll_kept
),
changes as (
  select * from aum_change where months_ago = 0
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
-- what the closed months do not settle
reaches as (
  select
    credits.account_id, credits.customer_id, credits.business_date, credits.sequence, credits.month_end,
    add_days(credits.business_date, policies.payroll_short_horizon_days) as short_until,
    add_days(credits.business_date, policies.payroll_long_horizon_days) as long_until
  from credits
  cross join policies
  cross join nights
  where credits.months_ago = 0
    or greatest(add_days(credits.business_date, policies.payroll_short_horizon_days), add_days(credits.business_date, policies.payroll_long_horizon_days)) >= nights.month_start
),
since_credit as (
  select
    reaches.account_id, reaches.business_date as credited_on, reaches.sequence, reaches.short_until, reaches.long_until, reaches.month_end,
    changes.business_date, changes.moved_fen,
    case when changes.business_date = reaches.business_date then changes.moved_fen - changes.change_fen end as before_fen
  from reaches
  join changes on changes.customer_id = reaches.customer_id
  where changes.business_date >= reaches.business_date and changes.business_date <= greatest(reaches.short_until, reaches.long_until, reaches.month_end)
),
running_lowest as (
  select
    account_id, credited_on, sequence,
    max(before_fen) as before_fen,
    min(case when business_date <= short_until then moved_fen end) as lowest_short_fen,
    min(case when business_date <= long_until then moved_fen end) as lowest_long_fen,
    min(case when business_date <= month_end then moved_fen end) as lowest_month_fen
  from since_credit
  group by account_id, credited_on, sequence
),
lowest as (
  select
    credits.*,
    coalesce(credits.moved_before_fen, running_lowest.before_fen) as before_fen,
    least(credits.moved_short_fen, running_lowest.lowest_short_fen) as lowest_short_fen,
    least(credits.moved_long_fen, running_lowest.lowest_long_fen) as lowest_long_fen,
    least(credits.moved_month_fen, running_lowest.lowest_month_fen) as lowest_month_fen
  from credits
  left join running_lowest on running_lowest.account_id = credits.account_id and running_lowest.credited_on = credits.business_date
    and running_lowest.sequence = credits.sequence
)
select
  account_id, customer_id, business_date, sequence, amount_fen, kind, detected, employer_id, months_ago, month_end, kept_7d_fen, kept_30d_fen, kept_month_end_fen,
  case when kept_7d_fen is not null and before_fen is not null then greatest(least(lowest_short_fen - before_fen, amount_fen), 0) end as kept_7d_aum_fen,
  case when kept_30d_fen is not null and before_fen is not null then greatest(least(lowest_long_fen - before_fen, amount_fen), 0) end as kept_30d_aum_fen,
  case when kept_month_end_fen is not null and before_fen is not null then greatest(least(lowest_month_fen - before_fen, amount_fen), 0) end as kept_month_end_aum_fen
from lowest

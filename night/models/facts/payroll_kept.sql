with
credits as (
  select * from payroll_credit
),
postings as (
  select * from posting
),
balances as (
  select * from balance
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
receiving_accounts as (
  select distinct account_id from credits
),
account_postings as (
  select postings.account_id, postings.business_date, postings.sequence, postings.amount_fen, postings.balance_after_fen
  from postings
  join receiving_accounts on receiving_accounts.account_id = postings.account_id
),
undelivered_accounts as (
  select distinct account_id from account_postings where balance_after_fen is null
),
-- where the bank gives no balance after a posting: today's balance less all that came later
later_postings as (
  select
    account_postings.account_id, account_postings.business_date, account_postings.sequence, account_postings.amount_fen, account_postings.balance_after_fen,
    sum(account_postings.amount_fen) over (
      partition by account_postings.account_id
      order by account_postings.business_date desc nulls last, account_postings.sequence desc nulls last
      rows between unbounded preceding and current row
    ) - account_postings.amount_fen as later_fen
  from account_postings
  join undelivered_accounts on undelivered_accounts.account_id = account_postings.account_id
),
running_balances as (
  select account_id, business_date, sequence, amount_fen, balance_after_fen
  from account_postings
  where balance_after_fen is not null
  union all
  select
    later_postings.account_id, later_postings.business_date, later_postings.sequence, later_postings.amount_fen,
    cast(coalesce(balances.balance_fen, 0) - later_postings.later_fen as bigint) as balance_after_fen
  from later_postings
  left join balances on balances.account_id = later_postings.account_id
  where later_postings.balance_after_fen is null
),
reaches as (
  select
    credits.credit_no, credits.account_id, credits.business_date, credits.sequence, credits.amount_fen, credits.month_end,
    add_days(credits.business_date, policies.payroll_short_horizon_days) as short_until,
    add_days(credits.business_date, policies.payroll_long_horizon_days) as long_until
  from credits
  cross join policies
),
after_credit as (
  select
    reaches.credit_no, reaches.short_until, reaches.long_until, reaches.month_end, running.business_date, running.balance_after_fen,
    case when running.business_date = reaches.business_date and running.sequence = reaches.sequence then running.balance_after_fen - reaches.amount_fen end as before_fen
  from reaches
  join running_balances running on running.account_id = reaches.account_id
  where running.business_date >= reaches.business_date and running.business_date <= greatest(reaches.short_until, reaches.long_until, reaches.month_end)
    and (running.business_date > reaches.business_date or running.sequence >= reaches.sequence)
),
lowest as (
  select
    credit_no,
    max(before_fen) as before_fen,
    min(case when business_date <= short_until then balance_after_fen end) as lowest_short_fen,
    min(case when business_date <= long_until then balance_after_fen end) as lowest_long_fen,
    min(case when business_date <= month_end then balance_after_fen end) as lowest_month_fen
  from after_credit
  group by credit_no
)
select
  credits.credit_no, credits.account_id, credits.customer_id, credits.business_date, credits.sequence, credits.amount_fen, credits.kind, credits.detected,
  credits.employer_id, credits.months_ago, credits.month_end,
  case when add_days(credits.business_date, policies.payroll_short_horizon_days) <= nights.data_as_of
    then greatest(least(lowest.lowest_short_fen - lowest.before_fen, credits.amount_fen), 0) end as kept_7d_fen,
  case when add_days(credits.business_date, policies.payroll_long_horizon_days) <= nights.data_as_of
    then greatest(least(lowest.lowest_long_fen - lowest.before_fen, credits.amount_fen), 0) end as kept_30d_fen,
  case when credits.month_end <= nights.data_as_of
    then greatest(least(lowest.lowest_month_fen - lowest.before_fen, credits.amount_fen), 0) end as kept_month_end_fen
from credits
join lowest on lowest.credit_no = credits.credit_no
cross join nights
cross join policies

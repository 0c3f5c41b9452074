with
credits as (
  select * from payroll_credit
),
postings as (
  select * from posting where months_ago = 0
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
-- what the closed months do not settle
reaches as (
  select
    credits.account_id, credits.business_date, credits.sequence, credits.amount_fen, credits.month_end,
    add_days(credits.business_date, policies.payroll_short_horizon_days) as short_until,
    add_days(credits.business_date, policies.payroll_long_horizon_days) as long_until
  from credits
  cross join policies
  cross join nights
  where credits.months_ago = 0
    or greatest(add_days(credits.business_date, policies.payroll_short_horizon_days), add_days(credits.business_date, policies.payroll_long_horizon_days)) >= nights.month_start
),
receiving_accounts as (
  select distinct account_id from reaches
),
account_postings as (
  select postings.account_id, postings.business_date, postings.sequence, postings.amount_fen, postings.balance_after_fen
  from postings
  join receiving_accounts on receiving_accounts.account_id = postings.account_id
),
undelivered_accounts as (
  select account_id from account_postings where balance_after_fen is null
  union
  select account_id from credits where back_before_fen is not null or back_short_fen is not null or back_long_fen is not null or back_month_fen is not null
),
-- where the bank gives no balance after a posting: today's balance less all that came later
running_postings as (
  select
    postings.account_id, postings.business_date, postings.sequence, postings.balance_after_fen,
    sum(postings.amount_fen) over (
      partition by postings.account_id
      order by postings.business_date asc nulls last, postings.sequence asc nulls last
      rows between unbounded preceding and current row
    ) as moved_fen
  from postings
  join undelivered_accounts on undelivered_accounts.account_id = postings.account_id
),
month_moves as (
  select postings.account_id, sum(postings.amount_fen) as moved_fen
  from postings
  join undelivered_accounts on undelivered_accounts.account_id = postings.account_id
  group by postings.account_id
),
openings as (
  select undelivered_accounts.account_id, coalesce(balances.balance_fen, 0) - coalesce(month_moves.moved_fen, 0) as opening_fen
  from undelivered_accounts
  left join balances on balances.account_id = undelivered_accounts.account_id
  left join month_moves on month_moves.account_id = undelivered_accounts.account_id
),
running_balances as (
  select account_id, business_date, sequence, balance_after_fen
  from account_postings
  where balance_after_fen is not null
  union all
  select
    running_postings.account_id, running_postings.business_date, running_postings.sequence,
    cast(openings.opening_fen + running_postings.moved_fen as bigint) as balance_after_fen
  from running_postings
  join openings on openings.account_id = running_postings.account_id
  where running_postings.balance_after_fen is null
),
after_credit as (
  select
    reaches.account_id, reaches.business_date as credited_on, reaches.sequence, reaches.short_until, reaches.long_until, reaches.month_end,
    running.business_date, running.balance_after_fen,
    case when running.business_date = reaches.business_date and running.sequence = reaches.sequence then running.balance_after_fen - reaches.amount_fen end as before_fen
  from reaches
  join running_balances running on running.account_id = reaches.account_id
  where running.business_date >= reaches.business_date and running.business_date <= greatest(reaches.short_until, reaches.long_until, reaches.month_end)
    and (running.business_date > reaches.business_date or running.sequence >= reaches.sequence)
),
running_lowest as (
  select
    account_id, credited_on, sequence,
    max(before_fen) as before_fen,
    min(case when business_date <= short_until then balance_after_fen end) as lowest_short_fen,
    min(case when business_date <= long_until then balance_after_fen end) as lowest_long_fen,
    min(case when business_date <= month_end then balance_after_fen end) as lowest_month_fen
  from after_credit
  group by account_id, credited_on, sequence
),
lowest as (
  select
    credits.*,
    coalesce(credits.before_fen, running_lowest.before_fen, openings.opening_fen + credits.back_before_fen) as start_fen,
    least(credits.lowest_short_fen, running_lowest.lowest_short_fen, openings.opening_fen + credits.back_short_fen) as short_fen,
    least(credits.lowest_long_fen, running_lowest.lowest_long_fen, openings.opening_fen + credits.back_long_fen) as long_fen,
    least(credits.lowest_month_fen, running_lowest.lowest_month_fen, openings.opening_fen + credits.back_month_fen) as month_fen
  from credits
  left join running_lowest on running_lowest.account_id = credits.account_id and running_lowest.credited_on = credits.business_date
    and running_lowest.sequence = credits.sequence
  left join openings on openings.account_id = credits.account_id
)
select
  lowest.account_id, lowest.customer_id, lowest.business_date, lowest.sequence, lowest.amount_fen, lowest.kind, lowest.detected,
  lowest.employer_id, lowest.months_ago, lowest.month_end,
  case when add_days(lowest.business_date, policies.payroll_short_horizon_days) <= nights.data_as_of
    then cast(greatest(least(lowest.short_fen - lowest.start_fen, lowest.amount_fen), 0) as bigint) end as kept_7d_fen,
  case when add_days(lowest.business_date, policies.payroll_long_horizon_days) <= nights.data_as_of
    then cast(greatest(least(lowest.long_fen - lowest.start_fen, lowest.amount_fen), 0) as bigint) end as kept_30d_fen,
  case when lowest.month_end <= nights.data_as_of
    then cast(greatest(least(lowest.month_fen - lowest.start_fen, lowest.amount_fen), 0) as bigint) end as kept_month_end_fen,
  lowest.moved_before_fen, lowest.moved_short_fen, lowest.moved_long_fen, lowest.moved_month_fen
from lowest
cross join nights
cross join policies

with
candidates as (
  select * from payroll_candidate where months_ago >= 1
),
postings as (
  select * from posting where months_ago >= 1
),
changes as (
  select * from aum_change where months_ago >= 1
),
policies as (
  select * from policy
),
coded as (
  select account_id, customer_id, business_date, sequence, amount_fen, coded_kind, employer_id, payer_name, months_ago
  from candidates
  where coded_kind is not null and months_ago <= 3
),
coded_customers as (
  select distinct customer_id from coded
),
payer_months as (
  select
    candidates.account_id, candidates.customer_id, candidates.business_date, candidates.sequence, candidates.amount_fen, candidates.coded_kind, candidates.employer_id,
    candidates.payer_name, candidates.months_ago
  from candidates
  left join coded_customers on coded_customers.customer_id = candidates.customer_id
  cross join policies
  where candidates.coded_kind is null and coded_customers.customer_id is null
    and candidates.amount_fen >= policies.payroll_detect_smallest_fen and candidates.months_ago <= 2 + policies.payroll_detect_months
),
-- with the running month these may come to the months that make a rhythm
promising as (
  select payer_months.customer_id, payer_months.payer_name
  from payer_months
  cross join policies
  group by payer_months.customer_id, payer_months.payer_name, policies.payroll_detect_months
  having count(*) >= policies.payroll_detect_months - 1
),
credits as (
  select * from coded
  union all
  select payer_months.*
  from payer_months
  join promising on promising.customer_id = payer_months.customer_id and promising.payer_name = payer_months.payer_name
),
numbered as (
  select
    credits.account_id, credits.customer_id, credits.business_date, credits.sequence, credits.amount_fen, credits.coded_kind, credits.employer_id, credits.payer_name,
    credits.months_ago,
    row_number() over (
      order by credits.account_id asc nulls last, credits.business_date asc nulls last, credits.sequence asc nulls last, credits.payer_name asc nulls last
    ) as credit_no
  from credits
),
reaches as (
  select
    numbered.credit_no, numbered.account_id, numbered.customer_id, numbered.business_date, numbered.sequence, numbered.amount_fen,
    add_days(numbered.business_date, policies.payroll_short_horizon_days) as short_until,
    add_days(numbered.business_date, policies.payroll_long_horizon_days) as long_until,
    last_day(numbered.business_date) as month_end
  from numbered
  cross join policies
  where numbered.months_ago <= 3
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
  select distinct account_id from account_postings where balance_after_fen is null
),
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
  select account_id, business_date, sequence, balance_after_fen as after_fen, cast(null as bigint) as back_fen
  from account_postings
  where balance_after_fen is not null
  union all
  select account_id, business_date, sequence, null, cast(-later_fen as bigint)
  from later_postings
  where balance_after_fen is null
),
after_credit as (
  select
    reaches.credit_no, reaches.short_until, reaches.long_until, reaches.month_end, running.business_date, running.after_fen, running.back_fen,
    case when running.business_date = reaches.business_date and running.sequence = reaches.sequence then running.after_fen - reaches.amount_fen end as before_fen,
    case when running.business_date = reaches.business_date and running.sequence = reaches.sequence then running.back_fen - reaches.amount_fen end as back_before_fen
  from reaches
  join running_balances running on running.account_id = reaches.account_id
  where running.business_date >= reaches.business_date and running.business_date <= greatest(reaches.short_until, reaches.long_until, reaches.month_end)
    and (running.business_date > reaches.business_date or running.sequence >= reaches.sequence)
),
lowest as (
  select
    credit_no,
    max(before_fen) as before_fen,
    min(case when business_date <= short_until then after_fen end) as lowest_short_fen,
    min(case when business_date <= long_until then after_fen end) as lowest_long_fen,
    min(case when business_date <= month_end then after_fen end) as lowest_month_fen,
    max(back_before_fen) as back_before_fen,
    min(case when business_date <= short_until then back_fen end) as back_short_fen,
    min(case when business_date <= long_until then back_fen end) as back_long_fen,
    min(case when business_date <= month_end then back_fen end) as back_month_fen
  from after_credit
  group by credit_no
),
receiving_customers as (
  select distinct customer_id from reaches
),
moves as (
  select
    changes.customer_id, changes.business_date, changes.change_fen,
    sum(changes.change_fen) over (
      partition by changes.customer_id order by changes.business_date desc nulls last rows between unbounded preceding and current row
    ) as since_fen
  from changes
  join receiving_customers on receiving_customers.customer_id = changes.customer_id
),
since_credit as (
  select
    reaches.credit_no, reaches.short_until, reaches.long_until, reaches.month_end, moves.business_date, moves.change_fen - moves.since_fen as moved_fen,
    case when moves.business_date = reaches.business_date then -moves.since_fen end as moved_before_fen
  from reaches
  join moves on moves.customer_id = reaches.customer_id
  where moves.business_date >= reaches.business_date and moves.business_date <= greatest(reaches.short_until, reaches.long_until, reaches.month_end)
),
lowest_moves as (
  select
    credit_no,
    max(moved_before_fen) as moved_before_fen,
    min(case when business_date <= short_until then moved_fen end) as moved_short_fen,
    min(case when business_date <= long_until then moved_fen end) as moved_long_fen,
    min(case when business_date <= month_end then moved_fen end) as moved_month_fen
  from since_credit
  group by credit_no
)
select
  numbered.account_id, numbered.customer_id, numbered.business_date, numbered.sequence, numbered.amount_fen, numbered.coded_kind, numbered.employer_id,
  numbered.payer_name, numbered.months_ago,
  lowest.before_fen, lowest.lowest_short_fen, lowest.lowest_long_fen, lowest.lowest_month_fen,
  lowest.back_before_fen, lowest.back_short_fen, lowest.back_long_fen, lowest.back_month_fen,
  cast(lowest_moves.moved_before_fen as bigint) as moved_before_fen,
  cast(lowest_moves.moved_short_fen as bigint) as moved_short_fen,
  cast(lowest_moves.moved_long_fen as bigint) as moved_long_fen,
  cast(lowest_moves.moved_month_fen as bigint) as moved_month_fen
from numbered
left join lowest on lowest.credit_no = numbered.credit_no
left join lowest_moves on lowest_moves.credit_no = numbered.credit_no

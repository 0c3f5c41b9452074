with
customers as (
  select customer_id, opened_on from customer_base
),
present as (
  select * from customer_month where months_ago = 0
),
histories as (
  select * from history
),
days as (
  select * from calendar
),
nights as (
  select * from night
),
acts as (
  select
    customers.customer_id,
    coalesce(present.aum_fen, 0) as aum_fen,
    greatest(present.last_own_act_on, histories.last_own_act_on) as last_own_act_on,
    -- without a known act, the silence began at the latest when postings were first delivered or the customer came
    greatest(add_days(nights.first_posting_on, -1), customers.opened_on) as silent_since
  from customers
  left join present on present.customer_id = customers.customer_id
  left join histories on histories.customer_id = customers.customer_id
  cross join nights
  where nights.first_posting_on is not null
)
select
  acts.customer_id,
  acts.aum_fen,
  acts.last_own_act_on,
  case when acts.last_own_act_on is not null then days.data_days_since end as days_since_own_act,
  days.data_days_since as silent_days
from acts
left join days on days.calendar_date = coalesce(acts.last_own_act_on, acts.silent_since)

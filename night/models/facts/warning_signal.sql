with
today as (
  select customer_id, months_ago, as_of, last_own_act_on from warning_today
),
past as (
  select customer_id, months_ago, as_of, last_own_act_on from warning_past
),
signs as (
  select * from warning_sign
),
past_signs as (
  select * from warning_past_sign
),
customers as (
  select customer_id, bucket from customer_base
),
terms as (
  select * from lake_term
),
contacts as (
  select * from lake_contact where reached
),
complaints as (
  select * from lake_complaint
),
acted as (
  select calendar_date, data_days_since from calendar
),
looked as (
  select calendar_date, data_days_since from calendar
),
policies as (
  select * from policy
),
term_span as (
  select min(matures_on) as from_on from terms
),
watched as (
  select customer_id, months_ago, as_of, last_own_act_on from today
  union all
  select customer_id, months_ago, as_of, last_own_act_on from past
),
cooling as (
  select watched.customer_id, watched.months_ago, cast(acted.data_days_since - looked.data_days_since as bigint) as amount, watched.last_own_act_on as told_on
  from watched
  join acted on acted.calendar_date = watched.last_own_act_on
  join looked on looked.calendar_date = watched.as_of
),
maturities as (
  select watched.customer_id, watched.months_ago, watched.as_of, cast(sum(terms.amount_fen) as bigint) as amount, min(terms.matures_on) as told_on
  from watched
  join terms on terms.customer_id = watched.customer_id
  cross join term_span
  cross join policies
  where terms.matures_on > watched.as_of and terms.matures_on <= add_days(watched.as_of, policies.warning_maturing_days)
    and coalesce(terms.starts_on <= watched.as_of, true) and (watched.months_ago = 0 or watched.as_of >= term_span.from_on)
  group by watched.customer_id, watched.months_ago, watched.as_of
),
talked as (
  select maturities.customer_id, maturities.months_ago
  from maturities
  join contacts on contacts.customer_id = maturities.customer_id
  cross join policies
  where contacts.business_date <= maturities.as_of and contacts.business_date > add_days(maturities.as_of, -policies.warning_maturing_talk_days)
  group by maturities.customer_id, maturities.months_ago
),
complained as (
  select
    watched.customer_id, watched.months_ago, watched.as_of, min(complaints.opened_on) as told_on
  from watched
  join complaints on complaints.customer_id = watched.customer_id
  where complaints.opened_on <= watched.as_of and (complaints.closed_on is null or complaints.closed_on > watched.as_of)
  group by watched.customer_id, watched.months_ago, watched.as_of
),
told as (
  select customer_id, months_ago, signal, amount, told_on from signs
  union all
  select customer_id, months_ago, signal, amount, told_on from past_signs
  union all
  select maturities.customer_id, maturities.months_ago, 'maturing', maturities.amount, maturities.told_on
  from maturities
  cross join policies
  left join talked on talked.customer_id = maturities.customer_id and talked.months_ago = maturities.months_ago
  where talked.customer_id is null and maturities.amount >= policies.warning_signal_from_fen
  union all
  select cooling.customer_id, cooling.months_ago, 'cooling', cooling.amount, cooling.told_on
  from cooling
  cross join policies
  where cooling.amount >= policies.activity_cooling_from_days and cooling.amount < policies.activity_dormant_from_days
  union all
  select customer_id, months_ago, 'complaint', days_between(told_on, as_of), told_on from complained
),
-- the dead, those the bank closed and code N are in no part
signals as (
  select told.customer_id, told.months_ago, told.signal, told.amount, told.told_on
  from told
  left join customers on customers.customer_id = told.customer_id
  where customers.bucket is null or customers.bucket = 'counted'
),
-- a warning counts once, when it comes
earlier as (
  select customer_id, months_ago, signal from signals
)
select
  signals.customer_id,
  signals.months_ago,
  signals.signal,
  cast(signals.amount as bigint) as amount,
  signals.told_on,
  earlier.customer_id is null as is_new
from signals
left join earlier on earlier.customer_id = signals.customer_id and earlier.signal = signals.signal and earlier.months_ago = signals.months_ago + 1

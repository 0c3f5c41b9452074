with
silent_at as (
  select customer_id, months_ago, as_of, last_own_act_on from warning_watch
),
mature_at as (
  select customer_id, months_ago, as_of from warning_watch
),
complaint_at as (
  select customer_id, months_ago, as_of from warning_watch
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
cooling as (
  select silent_at.customer_id, silent_at.months_ago, cast(acted.data_days_since - looked.data_days_since as bigint) as amount, silent_at.last_own_act_on as told_on
  from silent_at
  join acted on acted.calendar_date = silent_at.last_own_act_on
  join looked on looked.calendar_date = silent_at.as_of
),
maturities as (
  select mature_at.customer_id, mature_at.months_ago, mature_at.as_of, cast(sum(terms.amount_fen) as bigint) as amount, min(terms.matures_on) as told_on
  from mature_at
  join terms on terms.customer_id = mature_at.customer_id
  cross join term_span
  cross join policies
  where terms.matures_on > mature_at.as_of and terms.matures_on <= add_days(mature_at.as_of, policies.warning_maturing_days)
    and coalesce(terms.starts_on <= mature_at.as_of, true) and (mature_at.months_ago = 0 or mature_at.as_of >= term_span.from_on)
  group by mature_at.customer_id, mature_at.months_ago, mature_at.as_of
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
    complaint_at.customer_id, complaint_at.months_ago, complaint_at.as_of, min(complaints.opened_on) as told_on
  from complaint_at
  join complaints on complaints.customer_id = complaint_at.customer_id
  where complaints.opened_on <= complaint_at.as_of and (complaints.closed_on is null or complaints.closed_on > complaint_at.as_of)
  group by complaint_at.customer_id, complaint_at.months_ago, complaint_at.as_of
),
told as (
  select customer_id, months_ago, signal, amount, told_on from signs
  union all
  select customer_id, months_ago, signal, amount, told_on from past_signs
),
signals as (
  select told.customer_id, told.months_ago, told.signal, told.amount, told.told_on
  from told
  left join customers on customers.customer_id = told.customer_id
  where customers.bucket is null or customers.bucket = 'counted'
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

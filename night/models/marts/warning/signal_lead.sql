with
watched as (
  select * from warning_watch where has_left
),
signals as (
  select * from warning_signal where is_new
),
nights as (
  select * from night
),
leads as (
  select signals.signal, watched.as_of, watched.institution_id, watched.lead_days, count(*) as customers
  from signals
  join watched on watched.customer_id = signals.customer_id and watched.months_ago = signals.months_ago
  group by signals.signal, watched.as_of, watched.institution_id, watched.lead_days
)
select
  nights.business_date, leads.institution_id, leads.signal, leads.as_of as month_end, leads.lead_days, cast(leads.customers as integer) as customers
from leads
cross join nights

with
watched as (
  select * from warning_watch where has_left is not null
),
signals as (
  select * from warning_signal where is_new
),
nights as (
  select * from night
),
judged as (
  select signals.signal, watched.as_of, watched.institution_id, watched.has_left
  from signals
  join watched on watched.customer_id = signals.customer_id and watched.months_ago = signals.months_ago
  union all
  select 'everyone', as_of, institution_id, has_left from watched
),
sums as (
  select signal, as_of, institution_id, count(*) as warned, sum(case when has_left then 1 else 0 end) as has_left
  from judged
  group by signal, as_of, institution_id
)
select
  nights.business_date, sums.institution_id, sums.signal, sums.as_of as month_end, cast(sums.warned as integer) as warned, cast(sums.has_left as integer) as has_left
from sums
cross join nights

with
watched as (
  select * from warning_watch
),
signals as (
  select * from warning_signal
),
everyone as (
  select customer_id, months_ago, has_left from watched where has_left is not null
),
judged as (
  select signals.signal, everyone.has_left
  from signals
  join everyone on everyone.customer_id = signals.customer_id and everyone.months_ago = signals.months_ago
  where signals.is_new
  union all
  select 'everyone', has_left from everyone
),
sums as (
  select signal, count(*) as warned, sum(case when has_left then 1 else 0 end) as has_left
  from judged
  group by signal
)
select signal, cast(warned as bigint) as warned, cast(has_left as bigint) as has_left, cast(div_floor(cast(has_left as bigint) * 10000, warned) as integer) as rate_bp
from sums

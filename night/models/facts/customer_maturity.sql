with
terms as (
  select * from lake_term
),
captures as (
  select * from maturity_capture where captured_30d_fen is not null
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
rows_of_both as (
  select
    terms.customer_id,
    case when terms.matures_on <= add_days(nights.data_as_of, policies.maturity_ahead_days) then terms.amount_fen else 0 end as maturing_fen,
    terms.matures_on as next_maturity_on,
    0 as matured_fen, 0 as captured_3d_fen, 0 as captured_7d_fen, 0 as captured_30d_fen
  from terms
  cross join nights
  cross join policies
  where terms.matures_on > nights.data_as_of
  union all
  select captures.customer_id, 0, null, captures.amount_fen, captures.captured_3d_fen, captures.captured_7d_fen, captures.captured_30d_fen
  from captures
  cross join nights
  cross join policies
  where captures.matures_on > add_days(nights.data_as_of, -policies.maturity_long_horizon_days - policies.maturity_capture_window_days)
),
sums as (
  select
    customer_id,
    sum(maturing_fen) as maturing_30d_fen,
    min(next_maturity_on) as next_maturity_on,
    sum(matured_fen) as matured_fen,
    sum(captured_3d_fen) as captured_3d_fen,
    sum(captured_7d_fen) as captured_7d_fen,
    sum(captured_30d_fen) as captured_30d_fen
  from rows_of_both
  group by customer_id
)
select
  customer_id,
  cast(maturing_30d_fen as bigint) as maturing_30d_fen,
  next_maturity_on,
  cast(matured_fen as bigint) as matured_fen,
  cast(captured_3d_fen as bigint) as captured_3d_fen,
  cast(captured_7d_fen as bigint) as captured_7d_fen,
  cast(captured_30d_fen as bigint) as captured_30d_fen
from sums

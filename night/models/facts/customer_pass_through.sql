with
postings as (
  select * from posting where inflow_fen > 0 or outflow_fen > 0
),
flows as (
  select * from customer_flow
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
windows as (
  select
    add_days(nights.data_as_of, -30) as after_30d,
    policies.flow_pass_through_days as within_days
  from nights
  cross join policies
),
-- only who had both can have money that passed through
candidates as (
  select customer_id from flows where inflow_90d_fen > 0 and outflow_30d_fen > 0
),
flow_days as (
  select
    postings.customer_id,
    postings.business_date,
    cast(sum(postings.inflow_fen) as bigint) as inflow_fen,
    cast(sum(postings.outflow_fen) as bigint) as outflow_fen
  from postings
  join candidates on candidates.customer_id = postings.customer_id
  cross join windows
  where postings.business_date > add_days(windows.after_30d, -windows.within_days)
  group by postings.customer_id, postings.business_date
),
matched_days as (
  select
    outs.customer_id,
    outs.business_date,
    outs.outflow_fen,
    cast(sum(ins.inflow_fen - case when ins.business_date < outs.business_date then ins.outflow_fen else 0 end) as bigint) as unused_inflow_fen
  from flow_days outs
  join flow_days ins on ins.customer_id = outs.customer_id
  cross join windows
  where outs.outflow_fen > 0 and outs.business_date > windows.after_30d
    and ins.business_date <= outs.business_date and ins.business_date >= add_days(outs.business_date, -windows.within_days)
  group by outs.customer_id, outs.business_date, outs.outflow_fen
),
sums as (
  select customer_id, sum(least(outflow_fen, greatest(unused_inflow_fen, 0))) as pass_through_30d_fen
  from matched_days
  group by customer_id
)
select customer_id, cast(pass_through_30d_fen as bigint) as pass_through_30d_fen
from sums

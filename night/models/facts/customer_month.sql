with
balances as (
  select * from balance where counts_as_aum
),
postings as (
  select * from posting
),
customers as (
  select customer_id from period_customer
),
periods as (
  select * from period
),
delivered as (
  select coalesce(max(case when month_sum_fen is not null then 1 else 0 end), 0) as sums from balances
),
-- accounts whose 月积数 the bank gave need no postings for it
summed_accounts as (
  select account_id from balances where month_sum_fen is not null
),
unsummed_postings as (
  select postings.customer_id, postings.amount_fen * (day(postings.business_date) - 1) as weighted_fen
  from postings
  left join summed_accounts on summed_accounts.account_id = postings.account_id
  where postings.counts_as_aum and summed_accounts.account_id is null
),
held as (
  select
    customer_id,
    cast(sum(balance_fen) as bigint) as aum_fen,
    cast(sum(coalesce(month_sum_fen, 0)) as bigint) as summed_fen,
    cast(sum(case when month_sum_fen is null then balance_fen else 0 end) as bigint) as unsummed_fen,
    max(case when month_sum_fen is null then 1 else 0 end) as unsummed
  from balances
  group by customer_id
),
weighted as (
  select customer_id, cast(sum(weighted_fen) as bigint) as weighted_fen
  from unsummed_postings
  group by customer_id
),
flows as (
  select
    customer_id,
    cast(sum(inflow_fen) as bigint) as inflow_fen,
    cast(sum(outflow_fen) as bigint) as outflow_fen,
    max(case when own_act then business_date end) as last_own_act_on
  from postings
  group by customer_id
),
-- nearly everybody was delivered; who else has a row is looked for among the others
others as (
  select held.customer_id
  from held
  left join customers on customers.customer_id = held.customer_id
  where customers.customer_id is null
  union
  select flows.customer_id
  from flows
  left join customers on customers.customer_id = flows.customer_id
  where customers.customer_id is null
),
everyone as (
  select customer_id, 1 as delivered from customers
  union all
  select customer_id, 0 from others
),
totals as (
  select
    everyone.customer_id,
    case when everyone.delivered = 1 then coalesce(held.aum_fen, 0) else held.aum_fen end as aum_fen,
    coalesce(held.summed_fen, 0) as summed_fen,
    coalesce(held.unsummed_fen, 0) as unsummed_fen,
    coalesce(weighted.weighted_fen, 0) as weighted_fen,
    case when held.unsummed = 1 or weighted.customer_id is not null then 1 else 0 end as unsummed,
    case when held.customer_id is not null then 1 else 0 end as accounts,
    coalesce(flows.inflow_fen, 0) as inflow_fen,
    coalesce(flows.outflow_fen, 0) as outflow_fen,
    flows.last_own_act_on
  from everyone
  left join held on held.customer_id = everyone.customer_id
  left join weighted on weighted.customer_id = everyone.customer_id
  left join flows on flows.customer_id = everyone.customer_id
)
select
  totals.customer_id,
  totals.aum_fen,
  case
    when totals.unsummed = 0 and (totals.accounts = 1 or delivered.sums = 1 or periods.transactions_known) then totals.summed_fen
    when periods.transactions_known then totals.summed_fen + totals.unsummed_fen * periods.days - totals.weighted_fen
  end as month_sum_fen,
  totals.inflow_fen,
  totals.outflow_fen,
  totals.last_own_act_on
from totals
cross join periods
cross join delivered

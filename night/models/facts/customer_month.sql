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
contributions as (
  select
    customer_id, balance_fen as aum_fen, coalesce(month_sum_fen, 0) as summed_fen,
    case when month_sum_fen is null then balance_fen else 0 end as unsummed_fen, 0 as weighted_fen,
    case when month_sum_fen is null then 1 else 0 end as unsummed, 1 as accounts, 0 as inflow_fen, 0 as outflow_fen, cast(null as date) as last_own_act_on
  from balances
  union all
  select customer_id, 0, 0, 0, 0, 0, 0, 0, 0, null
  from customers
  union all
  select customer_id, null, 0, 0, weighted_fen, 1, 0, 0, 0, null
  from unsummed_postings
  union all
  select customer_id, null, 0, 0, 0, 0, 0, inflow_fen, outflow_fen, case when own_act then business_date end
  from postings
),
totals as (
  select
    customer_id,
    cast(sum(aum_fen) as bigint) as aum_fen,
    cast(sum(summed_fen) as bigint) as summed_fen,
    cast(sum(unsummed_fen) as bigint) as unsummed_fen,
    cast(sum(weighted_fen) as bigint) as weighted_fen,
    max(unsummed) as unsummed,
    max(accounts) as accounts,
    cast(sum(inflow_fen) as bigint) as inflow_fen,
    cast(sum(outflow_fen) as bigint) as outflow_fen,
    max(last_own_act_on) as last_own_act_on
  from contributions
  group by customer_id
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

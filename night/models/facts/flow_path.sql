with
postings as (
  select * from posting where inflow_fen > 0 or outflow_fen > 0
),
nights as (
  select * from night
),
paths as (
  select
    postings.customer_id, postings.business_date, postings.inflow_fen, postings.outflow_fen,
    case
      when postings.kind in ('transfer_in', 'transfer_out') and postings.own_name then 'own_name'
      when postings.kind in ('transfer_in', 'transfer_out') then 'others'
      when postings.kind in ('cash_in', 'cash_out') then 'cash'
      when postings.kind in ('payroll', 'pension') then 'payroll'
      when postings.kind in ('card_payment', 'bill_payment') then 'spending'
      when postings.kind = 'merchant_settlement' then 'merchant'
      when postings.kind in ('loan_draw', 'loan_payment') then 'loan'
      else 'other'
    end as form,
    case when postings.kind in ('transfer_in', 'transfer_out') then coalesce(postings.counterparty_bank, '') else '' end as bank
  from postings
  cross join nights
  where postings.business_date > add_days(nights.data_as_of, -30)
),
sums as (
  select
    customer_id, form, bank,
    cast(sum(inflow_fen) as bigint) as inflow_fen, cast(sum(outflow_fen) as bigint) as outflow_fen,
    min(case when outflow_fen > 0 then business_date end) as first_out
  from paths
  group by customer_id, form, bank
),
-- what came from another bank after money had gone there
returns as (
  select paths.customer_id, paths.form, paths.bank, cast(sum(paths.inflow_fen) as bigint) as back_fen
  from paths
  join sums on sums.customer_id = paths.customer_id and sums.form = paths.form and sums.bank = paths.bank
  where paths.inflow_fen > 0 and paths.bank <> '' and paths.business_date > sums.first_out
  group by paths.customer_id, paths.form, paths.bank
)
select
  sums.customer_id,
  sums.form,
  sums.bank,
  cast(sums.inflow_fen as bigint) as inflow_fen,
  cast(sums.outflow_fen as bigint) as outflow_fen,
  cast(least(sums.outflow_fen, coalesce(returns.back_fen, 0)) as bigint) as returned_fen
from sums
left join returns on returns.customer_id = sums.customer_id and returns.form = sums.form and returns.bank = sums.bank

with
transactions as (
  select * from lake_transaction
),
kinds as (
  select * from transaction_kind
),
judged as (
  select
    transactions.*,
    kinds.own_act or (transactions.kind = 'transfer_in' and coalesce(transactions.own_name, false)) as own_act,
    kinds.between_outside and transactions.counts_as_aum
      and not (transactions.kind in ('transfer_in', 'transfer_out') and coalesce(transactions.own_name, false) and transactions.counterparty_bank is null) as is_flow
  from transactions
  join kinds on kinds.kind = transactions.kind
)
select
  account_id, customer_id, business_date, sequence, kind, amount_fen, balance_after_fen, employer_id, counterparty_name, counterparty_bank, counts_as_aum, own_act,
  coalesce(own_name, false) as own_name,
  case when is_flow and amount_fen > 0 then amount_fen else 0 end as inflow_fen,
  case when is_flow and amount_fen < 0 then -amount_fen else 0 end as outflow_fen,
  case when is_flow and amount_fen < 0 and coalesce(own_name, false) and counterparty_bank is not null then -amount_fen else 0 end as own_name_outflow_fen
from judged

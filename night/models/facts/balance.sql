with
balances as (
  select * from lake_holding_balance
)
select account_id, customer_id, product_code, counts_as_aum, balance_fen, month_sum_fen
from balances

with
held as (
  select * from held_account
),
sums as (
  select customer_id, product_code, sum(accounts) as account_count, sum(balance_fen) as balance_fen, min(running_since) as running_since
  from held
  group by customer_id, product_code
)
select
  customer_id,
  product_code,
  cast(account_count as integer) as account_count,
  cast(balance_fen as bigint) as balance_fen,
  running_since
from sums

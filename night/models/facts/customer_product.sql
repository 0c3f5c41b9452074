with
held as (
  select * from held_account
),
-- nearly everybody has one account of a product: only several are summed
several as (
  select customer_id, product_code
  from held
  group by customer_id, product_code
  having count(*) > 1
),
sums as (
  select held.customer_id, held.product_code, sum(held.accounts) as account_count, sum(held.balance_fen) as balance_fen, min(held.running_since) as running_since
  from held
  join several on several.customer_id = held.customer_id and several.product_code = held.product_code
  group by held.customer_id, held.product_code
)
select held.customer_id, held.product_code, held.accounts as account_count, held.balance_fen, held.running_since
from held
left join several on several.customer_id = held.customer_id and several.product_code = held.product_code
where several.customer_id is null
union all
select
  customer_id,
  product_code,
  cast(account_count as integer) as account_count,
  cast(balance_fen as bigint) as balance_fen,
  running_since
from sums

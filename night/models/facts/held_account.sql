with
balances as (
  select * from balance
),
accounts as (
  select * from lake_account
),
products as (
  select * from product
),
nights as (
  select * from night
),
with_balance as (
  select account_id, customer_id, product_code, balance_fen from balances where balance_fen <> 0
),
running as (
  select accounts.account_id, accounts.customer_id, accounts.product_code, accounts.opened_on, products.category
  from accounts
  join products on products.product_code = accounts.product_code
  cross join nights
  where products.runs_without_balance
    and (accounts.closed_on is null or accounts.closed_on > nights.data_as_of)
    and (accounts.opened_on is null or accounts.opened_on <= nights.data_as_of)
),
running_with_balance as (
  select running.account_id, running.customer_id, running.product_code, running.opened_on, running.category, coalesce(with_balance.balance_fen, 0) as balance_fen
  from running
  left join with_balance on with_balance.account_id = running.account_id
)
-- an account with a balance counts once, by its balance; the row of its running arrangement carries only the date
select customer_id, product_code, balance_fen, 1 as accounts, cast(null as date) as running_since
from with_balance
union all
select customer_id, product_code, cast(0 as bigint) as balance_fen, case when balance_fen = 0 then 1 else 0 end as accounts, opened_on as running_since
from running_with_balance
where category <> 'loan' or balance_fen <> 0

with
held as (
  select * from held_account
),
products as (
  select * from product
),
customers as (
  select customer_id, institution_id, manager_id from customer_base
),
terms as (
  select * from lake_term
),
nights as (
  select * from night
),
sums as (
  select customer_id, product_code, sum(accounts) as account_count, sum(balance_fen) as balance_fen
  from held
  group by customer_id, product_code
),
next_terms as (
  select terms.customer_id, terms.product_code, min(terms.matures_on) as next_maturity_on
  from terms
  cross join nights
  where terms.matures_on > nights.data_as_of
  group by terms.customer_id, terms.product_code
)
select
  nights.business_date,
  sums.customer_id,
  customers.institution_id,
  customers.manager_id,
  sums.product_code,
  products.product_name,
  products.category,
  products.counts_as_aum,
  cast(sums.account_count as integer) as account_count,
  cast(sums.balance_fen as bigint) as balance_fen,
  next_terms.next_maturity_on
from sums
join products on products.product_code = sums.product_code
join customers on customers.customer_id = sums.customer_id
left join next_terms on next_terms.customer_id = sums.customer_id and next_terms.product_code = sums.product_code
cross join nights

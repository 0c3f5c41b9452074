with
held as (
  select * from customer_product
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
next_terms as (
  select terms.customer_id, terms.product_code, min(terms.matures_on) as next_maturity_on
  from terms
  cross join nights
  where terms.matures_on > nights.data_as_of
  group by terms.customer_id, terms.product_code
)
select
  nights.business_date,
  held.customer_id,
  customers.institution_id,
  customers.manager_id,
  held.product_code,
  products.product_name,
  products.category,
  products.counts_as_aum,
  held.account_count,
  held.balance_fen,
  next_terms.next_maturity_on
from held
join products on products.product_code = held.product_code
join customers on customers.customer_id = held.customer_id
left join next_terms on next_terms.customer_id = held.customer_id and next_terms.product_code = held.product_code
cross join nights

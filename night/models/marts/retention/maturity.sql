with
terms as (
  select * from lake_term
),
products as (
  select * from product
),
customers as (
  select customer_id, institution_id, manager_id, bucket from customer_base
),
captures as (
  select * from maturity_capture
),
nights as (
  select * from night
),
policies as (
  select * from policy
)
select
  nights.business_date,
  terms.term_no,
  terms.customer_id,
  customers.institution_id,
  customers.manager_id,
  customers.bucket = 'counted' as counted,
  products.product_name,
  terms.matures_on,
  days_between(nights.data_as_of, terms.matures_on) as days_to_maturity,
  terms.amount_fen,
  captures.captured_3d_fen,
  captures.captured_7d_fen,
  captures.captured_30d_fen
from terms
join products on products.product_code = terms.product_code
join customers on customers.customer_id = terms.customer_id
left join captures on captures.term_no = terms.term_no
cross join nights
cross join policies
where terms.matures_on >= add_days(nights.data_as_of, -policies.maturity_list_days) and terms.matures_on <= add_days(nights.data_as_of, policies.maturity_list_days)

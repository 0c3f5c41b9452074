with
products as (
  select * from lake_product
),
nights as (
  select * from night
)
select
  nights.business_date,
  products.product_code,
  products.name as product_name,
  products.category,
  products.counts_as_aum,
  products.arrangement,
  products.risk_level
from products
cross join nights

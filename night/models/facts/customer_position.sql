with
held as (
  select * from customer_product
),
products as (
  select * from product
),
products_held as (
  select
    held.customer_id,
    products.category_bit,
    products.arrangement_bit,
    case when products.arrangement = 'fund_plan' then held.running_since end as fund_plan_since,
    case when products.arrangement = 'regular_premium_insurance' then held.running_since end as premium_since
  from held
  join products on products.product_code = held.product_code
),
bits as (
  select
    customer_id,
    bit_or(category_bit) as categories,
    bit_or(arrangement_bit) as arrangements,
    min(fund_plan_since) as fund_plan_since,
    min(premium_since) as premium_since
  from products_held
  group by customer_id
)
select
  customer_id,
  cast(bit_count(categories) as integer) as category_count,
  cast(bit_count(arrangements) as integer) as arrangement_count,
  (arrangements & 8) = 8 or (categories & 8192) = 8192 as merchant,
  fund_plan_since,
  premium_since
from bits

with
held as (
  select * from customer_product
),
products as (
  select * from product
),
bits as (
  select
    held.customer_id,
    bit_or(products.category_bit) as categories,
    bit_or(products.arrangement_bit) as arrangements,
    min(case when products.arrangement = 'fund_plan' then held.running_since end) as fund_plan_since,
    min(case when products.arrangement = 'regular_premium_insurance' then held.running_since end) as premium_since
  from held
  join products on products.product_code = held.product_code
  group by held.customer_id
)
select
  customer_id,
  cast(bit_count(categories) as integer) as category_count,
  cast(bit_count(arrangements) as integer) as arrangement_count,
  (arrangements & 8) = 8 or (categories & 8192) = 8192 as merchant,
  fund_plan_since,
  premium_since
from bits

with
products as (
  select * from lake_product
)
select
  product_code,
  name as product_name,
  category,
  counts_as_aum,
  arrangement,
  cast(case category
    when 'demand_deposit' then 1 when 'time_deposit' then 2 when 'structured_deposit' then 4 when 'large_certificate' then 8 when 'wealth_product' then 16
    when 'fund' then 32 when 'asset_management' then 64 when 'insurance' then 128 when 'bond' then 256 when 'precious_metal' then 512 when 'loan' then 1024
    when 'card' then 2048 when 'bill_payment' then 4096 when 'merchant_acquiring' then 8192 else 0
  end as bigint) as category_bit,
  cast(case arrangement
    when 'fund_plan' then 1 when 'regular_premium_insurance' then 2 when 'bill_payment' then 4 when 'merchant_acquiring' then 8 when 'loan' then 16 else 0
  end as bigint) as arrangement_bit,
  arrangement is not null or category in ('card', 'bill_payment', 'merchant_acquiring') as runs_without_balance
from products

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
nights as (
  select * from night
),
policies as (
  select * from policy
),
coefficients as (
  select
    products.product_code,
    case products.category
      when 'demand_deposit' then policies.conversion_demand_deposit_bp
      when 'time_deposit' then policies.conversion_time_deposit_bp
      when 'structured_deposit' then policies.conversion_structured_deposit_bp
      when 'large_certificate' then policies.conversion_large_certificate_bp
      when 'wealth_product' then policies.conversion_wealth_product_bp
      when 'fund' then policies.conversion_fund_bp
      when 'asset_management' then policies.conversion_asset_management_bp
      when 'insurance' then policies.conversion_insurance_bp
      when 'bond' then policies.conversion_bond_bp
      when 'precious_metal' then policies.conversion_precious_metal_bp
      else 0
    end as coefficient_bp
  from products
  cross join policies
),
weighed as (
  select held.customer_id, cast(sum(held.balance_fen * coefficients.coefficient_bp) as bigint) as weighed
  from held
  join coefficients on coefficients.product_code = held.product_code
  group by held.customer_id
),
converted as (
  select customer_id, div_floor(weighed, 10000) as converted_fen from weighed where weighed >= 10000
)
select
  nights.business_date,
  converted.customer_id,
  customers.institution_id,
  customers.manager_id,
  converted.converted_fen,
  case
    when converted.converted_fen >= policies.event_standard_wealth_from_fen then 'wealth'
    when converted.converted_fen >= policies.event_standard_mid_to_high_from_fen then 'mid_to_high'
    when converted.converted_fen >= policies.event_standard_potential_from_fen then 'potential'
    else 'long_tail'
  end as level,
  policies.event_standard_basis = 'converted' as experience,
  converted.converted_fen >= policies.super_member_from_fen as super_member
from converted
join customers on customers.customer_id = converted.customer_id
cross join nights
cross join policies

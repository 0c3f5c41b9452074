with
lives as (
  select * from survival_life
),
customers as (
  select customer_id, institution_id, manager_id from customer_base where bucket = 'counted'
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
policies as (
  select * from policy
),
held as (
  select lives.customer_id, bit_or(products.category_bit) as categories, bit_or(products.arrangement_bit) as arrangements
  from lives
  join accounts on accounts.customer_id = lives.customer_id
  join products on products.product_code = accounts.product_code
  where (accounts.opened_on is null or accounts.opened_on <= lives.entered_on) and (accounts.closed_on is null or accounts.closed_on > lives.entered_on)
  group by lives.customer_id
),
placed as (
  select
    customers.institution_id, coalesce(customers.manager_id, 0) as manager_id, lives.months, lives.ended,
    case when lives.entered_fen >= policies.tier_wealth_from_fen then 'wealth' when lives.entered_fen >= policies.tier_mid_to_high_from_fen then 'mid_to_high'
      when lives.entered_fen >= policies.tier_potential_from_fen then 'potential' else 'long_tail' end as tier,
    cast(least(bit_count(coalesce(held.categories, 0)), 6) as integer) as products,
    cast(coalesce(held.arrangements, 0) + case when lives.payroll then 32 else 0 end + case when lives.pension then 64 else 0 end as integer) as programmes
  from lives
  join customers on customers.customer_id = lives.customer_id
  left join held on held.customer_id = lives.customer_id
  cross join policies
),
sums as (
  select
    institution_id, manager_id, tier, products, programmes, months,
    cast(sum(case when ended then 1 else 0 end) as integer) as ended,
    cast(sum(case when ended then 0 else 1 end) as integer) as last_seen
  from placed
  group by institution_id, manager_id, tier, products, programmes, months
)
select
  nights.business_date,
  sums.institution_id,
  sums.manager_id,
  sums.tier,
  sums.products,
  sums.programmes,
  sums.months,
  sums.ended,
  sums.last_seen
from sums
cross join nights

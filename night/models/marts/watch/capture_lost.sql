with
captures as (
  select * from capture
),
customers as (
  select customer_id, institution_id, manager_id from customer_base where bucket = 'counted'
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
sums as (
  select
    customer_id, max(matures_on) as last_matured_on,
    sum(amount_fen) as amount_fen,
    sum(coalesce(kept_30d_fen, kept_7d_fen, amount_fen)) as kept_fen
  from captures
  group by customer_id
)
select
  nights.business_date,
  sums.customer_id,
  customers.institution_id,
  customers.manager_id,
  sums.last_matured_on,
  cast(sums.amount_fen as bigint) as amount_fen,
  cast(sums.amount_fen - sums.kept_fen as bigint) as lost_fen
from sums
join customers on customers.customer_id = sums.customer_id
cross join nights
cross join policies
where sums.amount_fen - sums.kept_fen >= policies.leakage_listed_from_fen

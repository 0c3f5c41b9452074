with
paths as (
  select * from flow_path
),
customers as (
  select customer_id, institution_id, manager_id from customer_base
),
nights as (
  select * from night
),
policies as (
  select * from policy
)
select
  nights.business_date,
  paths.customer_id,
  customers.institution_id,
  customers.manager_id,
  paths.form,
  paths.bank,
  paths.inflow_fen,
  paths.outflow_fen,
  paths.returned_fen
from paths
join customers on customers.customer_id = paths.customer_id
cross join nights
cross join policies
where paths.inflow_fen >= policies.leakage_listed_from_fen or paths.outflow_fen >= policies.leakage_listed_from_fen

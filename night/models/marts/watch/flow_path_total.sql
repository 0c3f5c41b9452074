with
paths as (
  select * from flow_path
),
customers as (
  select customer_id, institution_id, coalesce(manager_id, 0) as manager_id from customer_base
),
nights as (
  select * from night
),
sums as (
  select
    customers.institution_id, customers.manager_id, paths.form, paths.bank,
    sum(paths.inflow_fen) as inflow_fen, sum(paths.outflow_fen) as outflow_fen, sum(paths.returned_fen) as returned_fen,
    sum(case when paths.inflow_fen > 0 then 1 else 0 end) as customers_in,
    sum(case when paths.outflow_fen > 0 then 1 else 0 end) as customers_out
  from paths
  join customers on customers.customer_id = paths.customer_id
  group by customers.institution_id, customers.manager_id, paths.form, paths.bank
)
select
  nights.business_date,
  sums.institution_id,
  sums.manager_id,
  sums.form,
  sums.bank,
  cast(sums.inflow_fen as bigint) as inflow_fen,
  cast(sums.outflow_fen as bigint) as outflow_fen,
  cast(sums.returned_fen as bigint) as returned_fen,
  cast(sums.customers_in as integer) as customers_in,
  cast(sums.customers_out as integer) as customers_out
from sums
cross join nights

with
captures as (
  select * from capture
),
customers as (
  select customer_id, institution_id, coalesce(manager_id, 0) as manager_id from customer_base where bucket = 'counted'
),
nights as (
  select * from night
),
sums as (
  select
    customers.institution_id, customers.manager_id,
    count(*) as cohorts,
    sum(case when captures.kept_7d_fen is not null then captures.amount_fen else 0 end) as matured_7d_fen,
    sum(captures.kept_7d_fen) as kept_7d_fen,
    sum(captures.deposit_7d_fen) as deposit_7d_fen,
    sum(captures.investment_7d_fen) as investment_7d_fen,
    sum(captures.insurance_7d_fen) as insurance_7d_fen,
    sum(case when captures.kept_30d_fen is not null then captures.amount_fen else 0 end) as matured_30d_fen,
    sum(captures.kept_30d_fen) as kept_30d_fen,
    sum(captures.deposit_30d_fen) as deposit_30d_fen,
    sum(captures.investment_30d_fen) as investment_30d_fen,
    sum(captures.insurance_30d_fen) as insurance_30d_fen
  from captures
  join customers on customers.customer_id = captures.customer_id
  group by customers.institution_id, customers.manager_id
)
select
  nights.business_date,
  sums.institution_id,
  sums.manager_id,
  cast(sums.cohorts as integer) as cohorts,
  cast(sums.matured_7d_fen as bigint) as matured_7d_fen,
  cast(coalesce(sums.kept_7d_fen, 0) as bigint) as kept_7d_fen,
  cast(coalesce(sums.deposit_7d_fen, 0) as bigint) as deposit_7d_fen,
  cast(coalesce(sums.investment_7d_fen, 0) as bigint) as investment_7d_fen,
  cast(coalesce(sums.insurance_7d_fen, 0) as bigint) as insurance_7d_fen,
  cast(sums.matured_30d_fen as bigint) as matured_30d_fen,
  cast(coalesce(sums.kept_30d_fen, 0) as bigint) as kept_30d_fen,
  cast(coalesce(sums.deposit_30d_fen, 0) as bigint) as deposit_30d_fen,
  cast(coalesce(sums.investment_30d_fen, 0) as bigint) as investment_30d_fen,
  cast(coalesce(sums.insurance_30d_fen, 0) as bigint) as insurance_30d_fen
from sums
cross join nights

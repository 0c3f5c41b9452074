with
credits as (
  select * from payroll_credit
),
customers as (
  select customer_id, institution_id from customer_base
),
nights as (
  select * from night
),
named as (
  select
    credits.business_date as paid_on, coalesce(credits.employer_id, 0) as employer_id,
    case when credits.employer_id is null then coalesce(credits.payer_name, '') else '' end as payer_name,
    credits.kind, customers.institution_id, credits.detected, credits.customer_id, credits.amount_fen
  from credits
  join customers on customers.customer_id = credits.customer_id
),
batches as (
  select
    paid_on, employer_id, payer_name, kind, institution_id,
    min(case when detected then 1 else 0 end) = 1 as detected,
    cast(count(distinct customer_id) as integer) as people,
    cast(count(*) as integer) as credits,
    cast(sum(amount_fen) as bigint) as credit_fen
  from named
  group by paid_on, employer_id, payer_name, kind, institution_id
)
select
  nights.business_date,
  batches.paid_on,
  batches.employer_id,
  batches.payer_name,
  batches.kind,
  batches.institution_id,
  batches.detected,
  batches.people,
  batches.credits,
  batches.credit_fen
from batches
cross join nights

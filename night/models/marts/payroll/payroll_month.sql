with
credits as (
  select * from payroll_kept_aum
),
customers as (
  select customer_id, institution_id, manager_id, bucket from customer_base
),
nights as (
  select * from night
),
largest as (
  select
    customer_id, kind, month_end, employer_id,
    row_number() over (
      partition by customer_id, kind, month_end
      order by amount_fen desc nulls last, business_date asc nulls last, account_id asc nulls last, sequence asc nulls last
    ) as place
  from credits
),
sums as (
  select
    customer_id, kind, month_end,
    min(case when detected then 1 else 0 end) = 1 as detected,
    cast(count(*) as integer) as credits,
    cast(sum(amount_fen) as bigint) as credit_fen,
    case when count(kept_7d_fen) = count(*) then cast(sum(kept_7d_fen) as bigint) end as kept_7d_fen,
    case when count(kept_30d_fen) = count(*) then cast(sum(kept_30d_fen) as bigint) end as kept_30d_fen,
    case when count(kept_month_end_fen) = count(*) then cast(sum(kept_month_end_fen) as bigint) end as kept_month_end_fen,
    case when count(kept_7d_aum_fen) = count(*) then cast(sum(kept_7d_aum_fen) as bigint) end as kept_7d_aum_fen,
    case when count(kept_30d_aum_fen) = count(*) then cast(sum(kept_30d_aum_fen) as bigint) end as kept_30d_aum_fen,
    case when count(kept_month_end_aum_fen) = count(*) then cast(sum(kept_month_end_aum_fen) as bigint) end as kept_month_end_aum_fen
  from credits
  group by customer_id, kind, month_end
)
select
  nights.business_date,
  sums.customer_id,
  customers.institution_id,
  customers.manager_id,
  sums.kind,
  sums.month_end,
  sums.detected,
  largest.employer_id,
  customers.bucket = 'counted' as counted,
  sums.credits,
  sums.credit_fen,
  sums.kept_7d_fen,
  sums.kept_30d_fen,
  sums.kept_month_end_fen,
  sums.kept_7d_aum_fen,
  sums.kept_30d_aum_fen,
  sums.kept_month_end_aum_fen
from sums
join largest on largest.customer_id = sums.customer_id and largest.kind = sums.kind and largest.month_end = sums.month_end and largest.place = 1
join customers on customers.customer_id = sums.customer_id
cross join nights

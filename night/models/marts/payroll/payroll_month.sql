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
sums as (
  select
    customer_id, kind, month_end,
    min(case when detected then 1 else 0 end) = 1 as detected,
    max(employer_id) as employer_id,
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
),
-- of several credits in a month the largest one's employer
several as (
  select customer_id, kind, month_end from sums where credits > 1
),
largest as (
  select
    credits.customer_id, credits.kind, credits.month_end, credits.employer_id,
    row_number() over (
      partition by credits.customer_id, credits.kind, credits.month_end
      order by credits.amount_fen desc nulls last, credits.business_date asc nulls last, credits.account_id asc nulls last, credits.sequence asc nulls last
    ) as place
  from credits
  join several on several.customer_id = credits.customer_id and several.kind = credits.kind and several.month_end = credits.month_end
)
select
  nights.business_date,
  sums.customer_id,
  customers.institution_id,
  customers.manager_id,
  sums.kind,
  sums.month_end,
  sums.detected,
  case when sums.credits = 1 then sums.employer_id else largest.employer_id end as employer_id,
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
left join largest on largest.customer_id = sums.customer_id and largest.kind = sums.kind and largest.month_end = sums.month_end and largest.place = 1
join customers on customers.customer_id = sums.customer_id
cross join nights

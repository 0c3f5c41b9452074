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
-- nearly every month has one credit: only of those with several is anything summed
several as (
  select customer_id, kind, month_end
  from credits
  group by customer_id, kind, month_end
  having count(*) > 1
),
sums as (
  select
    credits.customer_id, credits.kind, credits.month_end,
    min(case when credits.detected then 1 else 0 end) = 1 as detected,
    cast(count(*) as integer) as credits,
    cast(sum(credits.amount_fen) as bigint) as credit_fen,
    case when count(credits.kept_7d_fen) = count(*) then cast(sum(credits.kept_7d_fen) as bigint) end as kept_7d_fen,
    case when count(credits.kept_30d_fen) = count(*) then cast(sum(credits.kept_30d_fen) as bigint) end as kept_30d_fen,
    case when count(credits.kept_month_end_fen) = count(*) then cast(sum(credits.kept_month_end_fen) as bigint) end as kept_month_end_fen,
    case when count(credits.kept_7d_aum_fen) = count(*) then cast(sum(credits.kept_7d_aum_fen) as bigint) end as kept_7d_aum_fen,
    case when count(credits.kept_30d_aum_fen) = count(*) then cast(sum(credits.kept_30d_aum_fen) as bigint) end as kept_30d_aum_fen,
    case when count(credits.kept_month_end_aum_fen) = count(*) then cast(sum(credits.kept_month_end_aum_fen) as bigint) end as kept_month_end_aum_fen
  from credits
  join several on several.customer_id = credits.customer_id and several.kind = credits.kind and several.month_end = credits.month_end
  group by credits.customer_id, credits.kind, credits.month_end
),
-- of several credits in a month the largest one's employer
largest as (
  select
    credits.customer_id, credits.kind, credits.month_end, credits.employer_id,
    row_number() over (
      partition by credits.customer_id, credits.kind, credits.month_end
      order by credits.amount_fen desc nulls last, credits.business_date asc nulls last, credits.account_id asc nulls last, credits.sequence asc nulls last
    ) as place
  from credits
  join several on several.customer_id = credits.customer_id and several.kind = credits.kind and several.month_end = credits.month_end
),
months as (
  select
    credits.customer_id, credits.kind, credits.month_end, credits.detected, credits.employer_id, 1 as credits, credits.amount_fen as credit_fen,
    credits.kept_7d_fen, credits.kept_30d_fen, credits.kept_month_end_fen, credits.kept_7d_aum_fen, credits.kept_30d_aum_fen, credits.kept_month_end_aum_fen
  from credits
  left join several on several.customer_id = credits.customer_id and several.kind = credits.kind and several.month_end = credits.month_end
  where several.customer_id is null
  union all
  select
    sums.customer_id, sums.kind, sums.month_end, sums.detected, largest.employer_id, sums.credits, sums.credit_fen,
    sums.kept_7d_fen, sums.kept_30d_fen, sums.kept_month_end_fen, sums.kept_7d_aum_fen, sums.kept_30d_aum_fen, sums.kept_month_end_aum_fen
  from sums
  join largest on largest.customer_id = sums.customer_id and largest.kind = sums.kind and largest.month_end = sums.month_end and largest.place = 1
)
select
  nights.business_date,
  months.customer_id,
  customers.institution_id,
  customers.manager_id,
  months.kind,
  months.month_end,
  months.detected,
  months.employer_id,
  customers.bucket = 'counted' as counted,
  months.credits,
  months.credit_fen,
  months.kept_7d_fen,
  months.kept_30d_fen,
  months.kept_month_end_fen,
  months.kept_7d_aum_fen,
  months.kept_30d_aum_fen,
  months.kept_month_end_aum_fen
from months
join customers on customers.customer_id = months.customer_id
cross join nights

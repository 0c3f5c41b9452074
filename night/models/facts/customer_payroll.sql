with
credits as (
  select * from payroll_kept_aum
),
months as (
  select * from month
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
retention as (
  select max(months.month_end) as month_end
  from months
  cross join nights
  cross join policies
  where months.months_ago >= 1 and add_days(months.month_end, policies.payroll_long_horizon_days) <= nights.data_as_of
)
select
  credits.customer_id,
  case
    when max(case when credits.months_ago <= 1 and credits.kind = 'pension' then 1 else 0 end) = 1 then 'pension'
    when max(case when credits.months_ago <= 1 then 1 else 0 end) = 1 then 'payroll'
  end as payroll_kind,
  max(case when credits.months_ago <= 1 and credits.kind = 'payroll' then 1 else 0 end) + max(case when credits.months_ago <= 1 and credits.kind = 'pension' then 1 else 0 end)
    as arrangement_count,
  cast(sum(case when credits.month_end = retention.month_end then credits.amount_fen else 0 end) as bigint) as payroll_credit_fen,
  cast(sum(case when credits.month_end = retention.month_end then credits.kept_30d_fen else 0 end) as bigint) as payroll_kept_30d_fen,
  cast(sum(case when credits.month_end = retention.month_end then credits.kept_30d_aum_fen else 0 end) as bigint) as payroll_kept_30d_aum_fen
from credits
cross join retention
group by credits.customer_id

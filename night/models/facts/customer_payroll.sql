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
),
sums as (
  select
    credits.customer_id,
    max(case when credits.months_ago <= 1 and credits.kind = 'pension' then 1 else 0 end) as pension,
    max(case when credits.months_ago <= 1 and credits.kind = 'payroll' then 1 else 0 end) as payroll,
    sum(case when credits.month_end = retention.month_end then credits.amount_fen else 0 end) as credit_fen,
    sum(case when credits.month_end = retention.month_end then credits.kept_30d_fen else 0 end) as kept_30d_fen,
    sum(case when credits.month_end = retention.month_end then credits.kept_30d_aum_fen else 0 end) as kept_30d_aum_fen
  from credits
  cross join retention
  group by credits.customer_id
)
select
  customer_id,
  case when pension = 1 then 'pension' when payroll = 1 then 'payroll' end as payroll_kind,
  pension + payroll as arrangement_count,
  cast(credit_fen as bigint) as payroll_credit_fen,
  cast(kept_30d_fen as bigint) as payroll_kept_30d_fen,
  cast(kept_30d_aum_fen as bigint) as payroll_kept_30d_aum_fen
from sums

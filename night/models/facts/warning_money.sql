with
watched as (
  select customer_id, months_ago, as_of, base_fen from warning_today
),
days as (
  select * from warning_day where months_ago <= 4
),
policies as (
  select * from policy
),
-- a day of a month is looked back at from the end of that month and of those after it
back as (
  select 0 as months
  union all select 1
  union all select 2
  union all select 3
  union all select 4
),
seen as (
  select
    watched.customer_id, watched.months_ago, watched.as_of, watched.base_fen, back.months as back_months, days.business_date,
    days.own_name_outflow_fen, days.payroll_fen, days.gone_same_day_fen, days.gone_next_day_fen, days.redeemed_fen, days.purchased_fen
  from watched
  cross join back
  join days on days.customer_id = watched.customer_id and days.months_ago = watched.months_ago + back.months
),
sums as (
  select
    seen.customer_id, seen.months_ago, seen.as_of, seen.base_fen,
    sum(case when seen.business_date > add_days(seen.as_of, -policies.warning_own_name_outflow_days) then seen.own_name_outflow_fen else 0 end) as own_name_fen,
    max(case when seen.own_name_outflow_fen > 0 then seen.business_date end) as own_name_on,
    sum(case when seen.business_date > add_days(seen.as_of, -policies.warning_redemption_days) then seen.redeemed_fen - seen.purchased_fen else 0 end) as redeemed_fen,
    max(case when seen.redeemed_fen > 0 then seen.business_date end) as redeemed_on,
    max(case when seen.payroll_fen > 0 then seen.business_date end) as paid_on,
    max(case when seen.payroll_fen > 0 and seen.back_months = 1 then 1 else 0 end) + max(case when seen.payroll_fen > 0 and seen.back_months = 2 then 1 else 0 end)
      + max(case when seen.payroll_fen > 0 and seen.back_months = 3 then 1 else 0 end) + max(case when seen.payroll_fen > 0 and seen.back_months = 4 then 1 else 0 end) as paid_months,
    sum(case when seen.payroll_fen > 0 and seen.back_months <= 1 and seen.business_date < seen.as_of then 1 else 0 end) as credits,
    sum(case when seen.payroll_fen > 0 and seen.back_months <= 1 and seen.business_date < seen.as_of
        and (seen.gone_same_day_fen + case when policies.warning_payroll_emptied_next_day = 'on' then seen.gone_next_day_fen else 0 end) * 10000
          >= seen.payroll_fen * policies.warning_payroll_emptied_share_bp then 1 else 0 end) as emptied
  from seen
  cross join policies
  group by seen.customer_id, seen.months_ago, seen.as_of, seen.base_fen
)
select
  customer_id, months_ago, as_of, base_fen,
  cast(own_name_fen as bigint) as own_name_fen,
  own_name_on,
  cast(redeemed_fen as bigint) as redeemed_fen,
  redeemed_on,
  paid_on,
  cast(paid_months as integer) as paid_months,
  cast(credits as integer) as credits,
  cast(emptied as integer) as emptied
from sums

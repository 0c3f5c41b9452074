with
watched as (
  select * from warning_today
),
moneys as (
  select * from warning_money
),
policies as (
  select * from policy
),
levels as (
  select
    watched.customer_id, watched.months_ago, watched.aum_fen,
    case when watched.average_fen >= policies.tier_wealth_from_fen then policies.tier_wealth_from_fen
      when watched.average_fen >= policies.tier_mid_to_high_from_fen then policies.tier_mid_to_high_from_fen
      when watched.average_fen >= policies.tier_potential_from_fen then policies.tier_potential_from_fen else 0 end as line_fen
  from watched
  cross join policies
),
signs as (
  select
    watched.customer_id, watched.months_ago, 'falling_average' as signal,
    cast(10000 - div_floor(watched.average_fen * 10000, watched.before_fen) as bigint) as amount, cast(null as date) as told_on
  from watched
  cross join policies
  where watched.before_fen > 0 and watched.before_fen - watched.average_fen >= policies.warning_signal_from_fen
    and watched.average_fen * 10000 <= watched.before_fen * (10000 - policies.warning_falling_average_fall_bp)
  union all
  select moneys.customer_id, moneys.months_ago, 'own_name_outflow', moneys.own_name_fen, moneys.own_name_on
  from moneys
  cross join policies
  where moneys.own_name_fen >= policies.warning_signal_from_fen and moneys.own_name_fen * 10000 >= moneys.base_fen * policies.warning_own_name_outflow_share_bp
  union all
  select moneys.customer_id, moneys.months_ago, 'payroll_stopped', days_between(moneys.paid_on, moneys.as_of), moneys.paid_on
  from moneys
  cross join policies
  where moneys.paid_months >= policies.warning_payroll_stopped_months and days_between(moneys.paid_on, moneys.as_of) >= policies.warning_payroll_stopped_days
    and days_between(moneys.paid_on, moneys.as_of) < policies.warning_payroll_stopped_until_days
  union all
  select moneys.customer_id, moneys.months_ago, 'payroll_emptied', moneys.emptied, moneys.paid_on
  from moneys
  cross join policies
  where moneys.emptied >= policies.warning_payroll_emptied_times and moneys.emptied = moneys.credits
  union all
  select moneys.customer_id, moneys.months_ago, 'redemption', moneys.redeemed_fen, moneys.redeemed_on
  from moneys
  cross join policies
  where moneys.redeemed_fen >= policies.warning_signal_from_fen and moneys.redeemed_fen * 10000 >= moneys.base_fen * policies.warning_redemption_share_bp
  union all
  select customer_id, months_ago, 'tier_falling', line_fen - aum_fen, null from levels where aum_fen < line_fen
)
select customer_id, months_ago, signal, cast(amount as bigint) as amount, told_on
from signs

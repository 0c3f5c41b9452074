with
watched as (
  select * from warning_watch
),
moneys as (
  select * from warning_money
),
terms as (
  select * from lake_term
),
contacts as (
  select * from lake_contact where reached
),
complaints as (
  select * from lake_complaint
),
acted as (
  select calendar_date, data_days_since from calendar
),
looked as (
  select calendar_date, data_days_since from calendar
),
policies as (
  select * from policy
),
term_span as (
  select min(matures_on) as from_on from terms
),
falling as (
  select
    watched.customer_id, watched.months_ago, cast(10000 - div_floor(watched.average_fen * 10000, watched.before_fen) as bigint) as amount, cast(null as date) as told_on
  from watched
  cross join policies
  where watched.before_fen > 0 and watched.before_fen - watched.average_fen >= policies.warning_signal_from_fen
    and watched.average_fen * 10000 <= watched.before_fen * (10000 - policies.warning_falling_average_fall_bp)
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
cooling as (
  select watched.customer_id, watched.months_ago, cast(acted.data_days_since - looked.data_days_since as bigint) as amount, watched.last_own_act_on as told_on
  from watched
  join acted on acted.calendar_date = watched.last_own_act_on
  join looked on looked.calendar_date = watched.as_of
),
maturities as (
  select watched.customer_id, watched.months_ago, watched.as_of, cast(sum(terms.amount_fen) as bigint) as amount, min(terms.matures_on) as told_on
  from watched
  join terms on terms.customer_id = watched.customer_id
  cross join term_span
  cross join policies
  where terms.matures_on > watched.as_of and terms.matures_on <= add_days(watched.as_of, policies.warning_maturing_days)
    and coalesce(terms.starts_on <= watched.as_of, true) and (watched.months_ago = 0 or watched.as_of >= term_span.from_on)
  group by watched.customer_id, watched.months_ago, watched.as_of
),
talked as (
  select maturities.customer_id, maturities.months_ago
  from maturities
  join contacts on contacts.customer_id = maturities.customer_id
  cross join policies
  where contacts.business_date <= maturities.as_of and contacts.business_date > add_days(maturities.as_of, -policies.warning_maturing_talk_days)
  group by maturities.customer_id, maturities.months_ago
),
complained as (
  select
    watched.customer_id, watched.months_ago, watched.as_of, min(complaints.opened_on) as told_on
  from watched
  join complaints on complaints.customer_id = watched.customer_id
  where complaints.opened_on <= watched.as_of and (complaints.closed_on is null or complaints.closed_on > watched.as_of)
  group by watched.customer_id, watched.months_ago, watched.as_of
),
signals as (
  select customer_id, months_ago, 'falling_average' as signal, amount, told_on from falling
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
  select maturities.customer_id, maturities.months_ago, 'maturing', maturities.amount, maturities.told_on
  from maturities
  cross join policies
  left join talked on talked.customer_id = maturities.customer_id and talked.months_ago = maturities.months_ago
  where talked.customer_id is null and maturities.amount >= policies.warning_signal_from_fen
  union all
  select moneys.customer_id, moneys.months_ago, 'redemption', moneys.redeemed_fen, moneys.redeemed_on
  from moneys
  cross join policies
  where moneys.redeemed_fen >= policies.warning_signal_from_fen and moneys.redeemed_fen * 10000 >= moneys.base_fen * policies.warning_redemption_share_bp
  union all
  select customer_id, months_ago, 'tier_falling', line_fen - aum_fen, null from levels where aum_fen < line_fen
  union all
  select cooling.customer_id, cooling.months_ago, 'cooling', cooling.amount, cooling.told_on
  from cooling
  cross join policies
  where cooling.amount >= policies.activity_cooling_from_days and cooling.amount < policies.activity_dormant_from_days
  union all
  select customer_id, months_ago, 'complaint', days_between(told_on, as_of), told_on from complained
),
-- a warning counts once, when it comes
earlier as (
  select customer_id, months_ago, signal from signals
)
select
  signals.customer_id,
  signals.months_ago,
  signals.signal,
  cast(signals.amount as bigint) as amount,
  signals.told_on,
  earlier.customer_id is null as is_new
from signals
left join earlier on earlier.customer_id = signals.customer_id and earlier.signal = signals.signal and earlier.months_ago = signals.months_ago + 1

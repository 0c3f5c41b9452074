with
states as (
  select * from customer_state
),
events as (
  select * from customer_event
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
-- what is known at all: postings must reach back to the first day of a window
known as (
  select
    coalesce(nights.first_posting_on <= add_days(nights.data_as_of, -6), false) as days_7,
    coalesce(nights.first_posting_on <= add_days(nights.data_as_of, -29), false) as days_30,
    coalesce(nights.first_posting_on <= add_days(nights.data_as_of, -89), false) as days_90,
    coalesce(nights.first_posting_on
      <= add_days(nights.data_as_of, 1 - policies.flow_leakage_return_days - policies.flow_leakage_window_days), false) as leakage,
    add_months(nights.data_as_of, cast(-policies.contactability_address_fresh_months as integer)) as address_fresh_from,
    add_months(nights.data_as_of, cast(-policies.contactability_reached_months as integer)) as reached_from,
    add_months(nights.data_as_of, cast(-policies.inconvenient_to_leave_plan_months as integer)) as plan_until
  from nights
  cross join policies
),
joined as (
  select
    states.customer_id, states.institution_id, states.manager_id, states.bucket,
    coalesce(events.category_count, 0) as category_count,
    coalesce(events.arrangement_count, 0) as arrangement_count,
    coalesce(events.merchant, false) as merchant,
    coalesce(states.aum_fen >= policies.inconvenient_to_leave_aum_from_fen and events.fund_plan_since <= known.plan_until
      and events.premium_since <= known.plan_until, false) as inconvenient_to_leave,
    coalesce(states.phone_usable, states.phone is not null) as phone_usable,
    coalesce(states.address_confirmed_on >= known.address_fresh_from, false) as address_fresh,
    coalesce(greatest(states.last_reached_on, events.reached_on) >= known.reached_from, false) as reached_lately,
    case when states.opened_on <= nights.data_as_of then full_months_between(states.opened_on, nights.data_as_of) end as months_on_book,
    case
      when states.silent_days < policies.activity_cooling_from_days then 'active'
      when states.silent_days < policies.activity_dormant_from_days then 'cooling'
      when states.aum_fen > policies.activity_dormant_balance_at_most_fen then 'cooling'
      when states.silent_days < policies.activity_lost_from_days then 'dormant'
      when states.silent_days >= policies.activity_lost_from_days then 'lost'
    end as activity,
    states.last_own_act_on,
    states.days_since_own_act,
    case when known.days_7 then coalesce(events.inflow_7d_fen, 0) end as inflow_7d_fen,
    case when known.days_7 then coalesce(events.outflow_7d_fen, 0) end as outflow_7d_fen,
    case when known.days_30 then coalesce(events.inflow_30d_fen, 0) end as inflow_30d_fen,
    case when known.days_30 then coalesce(events.outflow_30d_fen, 0) end as outflow_30d_fen,
    case when known.days_90 then coalesce(events.inflow_90d_fen, 0) end as inflow_90d_fen,
    case when known.days_90 then coalesce(events.outflow_90d_fen, 0) end as outflow_90d_fen,
    case when known.days_90 then coalesce(events.own_name_outflow_90d_fen, 0) end as own_name_outflow_90d_fen,
    case when known.days_30 then coalesce(events.pass_through_30d_fen, 0) end as pass_through_30d_fen,
    case when known.leakage then coalesce(events.leakage_outflow_fen, 0) end as leakage_outflow_fen,
    case when known.leakage then coalesce(events.leakage_inflow_fen, 0) end as leakage_inflow_fen,
    events.payroll_kind,
    coalesce(events.payroll_credit_fen, 0) as payroll_credit_fen,
    coalesce(events.payroll_kept_30d_fen, 0) as payroll_kept_30d_fen,
    case when events.paid then events.payroll_kept_30d_aum_fen else 0 end as payroll_kept_30d_aum_fen,
    coalesce(events.maturing_30d_fen, 0) as maturing_30d_fen,
    events.next_maturity_on,
    coalesce(events.matured_fen, 0) as matured_fen,
    coalesce(events.captured_30d_fen, 0) as captured_fen,
    states.aum_fen, states.month_sum_fen, states.month_days, states.aum_mda_fen, states.aum_mda_3m_fen, states.aum_mda_12m_fen, states.aum_peak_12m_fen,
    states.aum_last_month_end_fen, states.tier, states.tier_basis, states.tier_last_month_end, states.tier_move, states.months_in_tier,
    states.next_tier_gap_fen,
    states.aum_01_fen, states.aum_02_fen, states.aum_03_fen, states.aum_04_fen, states.aum_05_fen, states.aum_06_fen, states.aum_07_fen,
    states.aum_08_fen, states.aum_09_fen, states.aum_10_fen, states.aum_11_fen, states.aum_12_fen, states.aum_13_fen
  from states
  left join events on events.customer_id = states.customer_id
  cross join known
  cross join nights
  cross join policies
)
select
  nights.business_date,
  joined.customer_id,
  joined.institution_id,
  joined.manager_id,
  joined.bucket,
  joined.aum_fen,
  joined.month_sum_fen as aum_month_sum_fen,
  joined.month_days as aum_month_days,
  joined.aum_mda_fen,
  joined.aum_mda_3m_fen,
  joined.aum_mda_12m_fen,
  joined.aum_peak_12m_fen,
  joined.aum_last_month_end_fen,
  joined.tier,
  joined.tier_basis,
  joined.tier_last_month_end,
  joined.tier_move,
  joined.months_in_tier,
  joined.next_tier_gap_fen,
  joined.category_count,
  joined.category_count >= policies.cross_sell_old_customer_categories as old_customer,
  joined.arrangement_count,
  cast(least(joined.category_count * policies.stickiness_category_points, policies.stickiness_category_points_at_most)
    + least(joined.arrangement_count * policies.stickiness_arrangement_points, policies.stickiness_arrangement_points_at_most)
    + least(coalesce(div_floor(joined.months_on_book, 12), 0) * policies.stickiness_tenure_year_points, policies.stickiness_tenure_points_at_most) as integer)
    as stickiness,
  joined.inconvenient_to_leave,
  joined.merchant,
  joined.inflow_7d_fen,
  joined.outflow_7d_fen,
  joined.inflow_30d_fen,
  joined.outflow_30d_fen,
  joined.inflow_90d_fen,
  joined.outflow_90d_fen,
  joined.own_name_outflow_90d_fen,
  joined.pass_through_30d_fen,
  joined.leakage_outflow_fen,
  joined.leakage_inflow_fen,
  joined.last_own_act_on,
  joined.days_since_own_act,
  joined.activity,
  joined.phone_usable,
  joined.address_fresh,
  joined.reached_lately,
  case policies.contactability_rule
    when 'phone' then joined.phone_usable
    when 'reached' then joined.reached_lately
    when 'phone_or_reached' then joined.phone_usable or joined.reached_lately
    else joined.phone_usable or joined.address_fresh or joined.reached_lately
  end as contactable,
  joined.payroll_kind,
  joined.payroll_credit_fen,
  joined.payroll_kept_30d_fen,
  joined.payroll_kept_30d_aum_fen,
  joined.maturing_30d_fen,
  joined.next_maturity_on,
  joined.matured_fen,
  joined.captured_fen,
  joined.months_on_book,
  joined.aum_01_fen as aum_month_end_01_fen,
  joined.aum_02_fen as aum_month_end_02_fen,
  joined.aum_03_fen as aum_month_end_03_fen,
  joined.aum_04_fen as aum_month_end_04_fen,
  joined.aum_05_fen as aum_month_end_05_fen,
  joined.aum_06_fen as aum_month_end_06_fen,
  joined.aum_07_fen as aum_month_end_07_fen,
  joined.aum_08_fen as aum_month_end_08_fen,
  joined.aum_09_fen as aum_month_end_09_fen,
  joined.aum_10_fen as aum_month_end_10_fen,
  joined.aum_11_fen as aum_month_end_11_fen,
  joined.aum_12_fen as aum_month_end_12_fen,
  joined.aum_13_fen as aum_month_end_13_fen
from joined
cross join nights
cross join policies

with
customers as (
  select * from customer_base
),
present as (
  select * from customer_month where months_ago = 0
),
known_histories as (
  select * from history
),
known_customers as (
  select customer_id from history
),
delivered as (
  select customer_id from customer_base
),
days as (
  select * from calendar
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
-- newcomers have a row without anything, so that everybody finds one
newcomers as (
  select delivered.customer_id
  from delivered
  left join known_customers on known_customers.customer_id = delivered.customer_id
  where known_customers.customer_id is null
),
histories as (
  select
    customer_id,
    last_own_act_on, aum_last_known_fen, level_last_known, level_newest, months_at_newest, sum_2m_fen, days_2m, sum_11m_fen,
    days_11m, peak_12m_fen, aum_01_fen, aum_02_fen, aum_03_fen, aum_04_fen, aum_05_fen, aum_06_fen,
    aum_07_fen, aum_08_fen, aum_09_fen, aum_10_fen, aum_11_fen, aum_12_fen, aum_13_fen
  from known_histories
  union all
  select
    customer_id,
    null, null, null, null, null, null, null, null,
    null, null, null, null, null, null, null, null,
    null, null, null, null, null, null, null
  from newcomers
),
amounts as (
  select
    customers.customer_id, customers.institution_id, customers.manager_id, customers.bucket,
    customers.phone, customers.phone_usable, customers.address_confirmed_on, customers.last_reached_on, customers.opened_on,
    coalesce(present.aum_fen, 0) as aum_fen,
    present.month_sum_fen,
    present.last_own_act_on as acted_this_month_on,
    nights.month_days,
    case when policies.tier_basis = 'month_daily_average' and present.month_sum_fen is not null then 'month_daily_average' else 'point_in_time' end as tier_basis,
    case when policies.tier_basis = 'month_daily_average' and present.month_sum_fen is not null then present.month_sum_fen else coalesce(present.aum_fen, 0) end as basis_fen,
    case when policies.tier_basis = 'month_daily_average' and present.month_sum_fen is not null then nights.month_days else 1 end as basis_days
  from customers
  left join present on present.customer_id = customers.customer_id
  cross join nights
  cross join policies
),
levels as (
  select
    amounts.*,
    case when basis_fen >= policies.tier_wealth_from_fen * basis_days then 3 when basis_fen >= policies.tier_mid_to_high_from_fen * basis_days then 2
      when basis_fen >= policies.tier_potential_from_fen * basis_days then 1 else 0 end as level,
    policies.tier_potential_from_fen, policies.tier_mid_to_high_from_fen, policies.tier_wealth_from_fen
  from amounts
  cross join policies
),
judged as (
  select
    levels.*,
    greatest(levels.acted_this_month_on, histories.last_own_act_on) as last_own_act_on,
    coalesce(histories.level_last_known, -1) as last_level,
    case when histories.level_newest = levels.level then histories.months_at_newest else 0 end as months_in_tier,
    case levels.level when 0 then tier_potential_from_fen when 1 then tier_mid_to_high_from_fen when 2 then tier_wealth_from_fen end as next_line_fen,
    histories.aum_last_known_fen,
    greatest(levels.aum_fen, histories.peak_12m_fen) as peak_12m_fen,
    levels.month_sum_fen + coalesce(histories.sum_2m_fen, 0) as sum_3m_fen,
    levels.month_days + coalesce(histories.days_2m, 0) as days_3m,
    levels.month_sum_fen + coalesce(histories.sum_11m_fen, 0) as sum_12m_fen,
    levels.month_days + coalesce(histories.days_11m, 0) as days_12m,
    histories.aum_01_fen, histories.aum_02_fen, histories.aum_03_fen, histories.aum_04_fen, histories.aum_05_fen, histories.aum_06_fen, histories.aum_07_fen,
    histories.aum_08_fen, histories.aum_09_fen, histories.aum_10_fen, histories.aum_11_fen, histories.aum_12_fen, histories.aum_13_fen
  from levels
  left join histories on histories.customer_id = levels.customer_id
),
-- without a known act, the silence began at the latest when postings were first delivered or the customer came
silences as (
  select judged.*, nights.first_posting_on, coalesce(judged.last_own_act_on, greatest(add_days(nights.first_posting_on, -1), judged.opened_on)) as silent_since
  from judged
  cross join nights
)
select
  customer_id, institution_id, manager_id, bucket, phone, phone_usable, address_confirmed_on, last_reached_on, opened_on,
  aum_fen,
  month_sum_fen,
  month_days,
  div_floor(month_sum_fen, month_days) as aum_mda_fen,
  div_floor(sum_3m_fen, days_3m) as aum_mda_3m_fen,
  div_floor(sum_12m_fen, days_12m) as aum_mda_12m_fen,
  peak_12m_fen as aum_peak_12m_fen,
  aum_last_known_fen as aum_last_month_end_fen,
  case level when 0 then 'long_tail' when 1 then 'potential' when 2 then 'mid_to_high' else 'wealth' end as tier,
  tier_basis,
  case last_level when 0 then 'long_tail' when 1 then 'potential' when 2 then 'mid_to_high' when 3 then 'wealth' end as tier_last_month_end,
  case when last_level = -1 then 'new' when level > last_level then 'promoted' when level < last_level then 'demoted' else 'same' end as tier_move,
  months_in_tier,
  -div_floor(basis_fen - next_line_fen * basis_days, basis_days) as next_tier_gap_fen,
  aum_01_fen, aum_02_fen, aum_03_fen, aum_04_fen, aum_05_fen, aum_06_fen, aum_07_fen,
  aum_08_fen, aum_09_fen, aum_10_fen, aum_11_fen, aum_12_fen, aum_13_fen,
  case when first_posting_on is not null then last_own_act_on end as last_own_act_on,
  case when first_posting_on is not null and last_own_act_on is not null then days.data_days_since end as days_since_own_act,
  case when first_posting_on is not null then days.data_days_since end as silent_days
from silences
left join days on days.calendar_date = silences.silent_since

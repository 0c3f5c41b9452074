with
customers as (
  select customer_id from customer_base
),
present as (
  select * from customer_month where months_ago = 0
),
histories as (
  select * from history
),
tiers as (
  select * from tier_history
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
lengths as (
  select
    max(case when months_ago = 0 then days end) as days_00,
    max(case when months_ago = 1 then days end) as days_01,
    max(case when months_ago = 2 then days end) as days_02,
    max(case when months_ago = 3 then days end) as days_03,
    max(case when months_ago = 4 then days end) as days_04,
    max(case when months_ago = 5 then days end) as days_05,
    max(case when months_ago = 6 then days end) as days_06,
    max(case when months_ago = 7 then days end) as days_07,
    max(case when months_ago = 8 then days end) as days_08,
    max(case when months_ago = 9 then days end) as days_09,
    max(case when months_ago = 10 then days end) as days_10,
    max(case when months_ago = 11 then days end) as days_11
  from months
),
amounts as (
  select
    customers.customer_id,
    coalesce(present.aum_fen, 0) as aum_fen,
    present.month_sum_fen
  from customers
  left join present on present.customer_id = customers.customer_id
),
bases as (
  select
    amounts.customer_id,
    amounts.aum_fen,
    amounts.month_sum_fen,
    nights.month_days,
    case when policies.tier_basis = 'month_daily_average' and amounts.month_sum_fen is not null then 'month_daily_average' else 'point_in_time' end as tier_basis,
    case when policies.tier_basis = 'month_daily_average' and amounts.month_sum_fen is not null then amounts.month_sum_fen else amounts.aum_fen end as basis_fen,
    case when policies.tier_basis = 'month_daily_average' and amounts.month_sum_fen is not null then nights.month_days else 1 end as basis_days,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_last_known_fen is not null then histories.month_sum_last_known_fen
      else histories.aum_last_known_fen end as last_basis_fen,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_last_known_fen is not null then nights.last_known_days else 1 end as last_basis_days,
    histories.aum_last_known_fen,
    greatest(amounts.aum_fen, histories.aum_01_fen, histories.aum_02_fen, histories.aum_03_fen, histories.aum_04_fen, histories.aum_05_fen, histories.aum_06_fen, histories.aum_07_fen,
      histories.aum_08_fen, histories.aum_09_fen, histories.aum_10_fen, histories.aum_11_fen, histories.aum_12_fen) as aum_peak_12m_fen,
    amounts.month_sum_fen + coalesce(histories.month_sum_01_fen, 0) + coalesce(histories.month_sum_02_fen, 0) as sum_3m_fen,
    lengths.days_00 + case when histories.month_sum_01_fen is null then 0 else lengths.days_01 end + case when histories.month_sum_02_fen is null then 0 else lengths.days_02 end as days_3m,
    amounts.month_sum_fen + coalesce(histories.month_sum_01_fen, 0) + coalesce(histories.month_sum_02_fen, 0) + coalesce(histories.month_sum_03_fen, 0)
      + coalesce(histories.month_sum_04_fen, 0) + coalesce(histories.month_sum_05_fen, 0) + coalesce(histories.month_sum_06_fen, 0)
      + coalesce(histories.month_sum_07_fen, 0) + coalesce(histories.month_sum_08_fen, 0) + coalesce(histories.month_sum_09_fen, 0)
      + coalesce(histories.month_sum_10_fen, 0) + coalesce(histories.month_sum_11_fen, 0) as sum_12m_fen,
    lengths.days_00 + case when histories.month_sum_01_fen is null then 0 else lengths.days_01 end
      + case when histories.month_sum_02_fen is null then 0 else lengths.days_02 end
      + case when histories.month_sum_03_fen is null then 0 else lengths.days_03 end
      + case when histories.month_sum_04_fen is null then 0 else lengths.days_04 end
      + case when histories.month_sum_05_fen is null then 0 else lengths.days_05 end
      + case when histories.month_sum_06_fen is null then 0 else lengths.days_06 end
      + case when histories.month_sum_07_fen is null then 0 else lengths.days_07 end
      + case when histories.month_sum_08_fen is null then 0 else lengths.days_08 end
      + case when histories.month_sum_09_fen is null then 0 else lengths.days_09 end
      + case when histories.month_sum_10_fen is null then 0 else lengths.days_10 end
      + case when histories.month_sum_11_fen is null then 0 else lengths.days_11 end as days_12m,
    histories.aum_01_fen, histories.aum_02_fen, histories.aum_03_fen, histories.aum_04_fen, histories.aum_05_fen, histories.aum_06_fen, histories.aum_07_fen,
    histories.aum_08_fen, histories.aum_09_fen, histories.aum_10_fen, histories.aum_11_fen, histories.aum_12_fen, histories.aum_13_fen
  from amounts
  left join histories on histories.customer_id = amounts.customer_id
  cross join lengths
  cross join nights
  cross join policies
),
levels as (
  select
    bases.*,
    case when basis_fen >= policies.tier_wealth_from_fen * basis_days then 3 when basis_fen >= policies.tier_mid_to_high_from_fen * basis_days then 2
      when basis_fen >= policies.tier_potential_from_fen * basis_days then 1 else 0 end as level,
    case when last_basis_fen is null then -1 when last_basis_fen >= policies.tier_wealth_from_fen * last_basis_days then 3
      when last_basis_fen >= policies.tier_mid_to_high_from_fen * last_basis_days then 2 when last_basis_fen >= policies.tier_potential_from_fen * last_basis_days then 1
      else 0 end as last_level
  from bases
  cross join policies
),
gaps as (
  select
    levels.*,
    case level when 0 then policies.tier_potential_from_fen when 1 then policies.tier_mid_to_high_from_fen when 2 then policies.tier_wealth_from_fen end as next_line_fen
  from levels
  cross join policies
)
select
  gaps.customer_id,
  gaps.aum_fen,
  gaps.month_sum_fen,
  gaps.month_days,
  div_floor(gaps.month_sum_fen, gaps.month_days) as aum_mda_fen,
  div_floor(gaps.sum_3m_fen, gaps.days_3m) as aum_mda_3m_fen,
  div_floor(gaps.sum_12m_fen, gaps.days_12m) as aum_mda_12m_fen,
  gaps.aum_peak_12m_fen,
  gaps.aum_last_known_fen as aum_last_month_end_fen,
  case gaps.level when 0 then 'long_tail' when 1 then 'potential' when 2 then 'mid_to_high' else 'wealth' end as tier,
  gaps.tier_basis,
  case gaps.last_level when 0 then 'long_tail' when 1 then 'potential' when 2 then 'mid_to_high' when 3 then 'wealth' end as tier_last_month_end,
  case when gaps.last_level = -1 then 'new' when gaps.level > gaps.last_level then 'promoted' when gaps.level < gaps.last_level then 'demoted' else 'same' end as tier_move,
  cast(case
    when coalesce(tiers.level_01, -1) <> gaps.level then 0
    when coalesce(tiers.level_02, -1) <> gaps.level then 1
    when coalesce(tiers.level_03, -1) <> gaps.level then 2
    when coalesce(tiers.level_04, -1) <> gaps.level then 3
    when coalesce(tiers.level_05, -1) <> gaps.level then 4
    when coalesce(tiers.level_06, -1) <> gaps.level then 5
    when coalesce(tiers.level_07, -1) <> gaps.level then 6
    when coalesce(tiers.level_08, -1) <> gaps.level then 7
    when coalesce(tiers.level_09, -1) <> gaps.level then 8
    when coalesce(tiers.level_10, -1) <> gaps.level then 9
    when coalesce(tiers.level_11, -1) <> gaps.level then 10
    when coalesce(tiers.level_12, -1) <> gaps.level then 11
    when coalesce(tiers.level_13, -1) <> gaps.level then 12
    else 13
  end as integer) as months_in_tier,
  -div_floor(gaps.basis_fen - gaps.next_line_fen * gaps.basis_days, gaps.basis_days) as next_tier_gap_fen,
  gaps.aum_01_fen, gaps.aum_02_fen, gaps.aum_03_fen, gaps.aum_04_fen, gaps.aum_05_fen, gaps.aum_06_fen, gaps.aum_07_fen,
  gaps.aum_08_fen, gaps.aum_09_fen, gaps.aum_10_fen, gaps.aum_11_fen, gaps.aum_12_fen, gaps.aum_13_fen
from gaps
left join tiers on tiers.customer_id = gaps.customer_id

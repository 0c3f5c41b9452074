with
histories as (
  select * from history
),
months as (
  select * from month where months_ago >= 1
),
policies as (
  select * from policy
),
lengths as (
  select
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
    max(case when months_ago = 11 then days end) as days_11,
    max(case when months_ago = 12 then days end) as days_12,
    max(case when months_ago = 13 then days end) as days_13
  from months
),
-- the AUM and the days the tier was decided on at each month end
bases as (
  select
    histories.customer_id,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_01_fen is not null then histories.month_sum_01_fen else histories.aum_01_fen end as basis_01,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_01_fen is not null then lengths.days_01 else 1 end as days_01,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_02_fen is not null then histories.month_sum_02_fen else histories.aum_02_fen end as basis_02,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_02_fen is not null then lengths.days_02 else 1 end as days_02,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_03_fen is not null then histories.month_sum_03_fen else histories.aum_03_fen end as basis_03,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_03_fen is not null then lengths.days_03 else 1 end as days_03,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_04_fen is not null then histories.month_sum_04_fen else histories.aum_04_fen end as basis_04,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_04_fen is not null then lengths.days_04 else 1 end as days_04,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_05_fen is not null then histories.month_sum_05_fen else histories.aum_05_fen end as basis_05,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_05_fen is not null then lengths.days_05 else 1 end as days_05,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_06_fen is not null then histories.month_sum_06_fen else histories.aum_06_fen end as basis_06,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_06_fen is not null then lengths.days_06 else 1 end as days_06,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_07_fen is not null then histories.month_sum_07_fen else histories.aum_07_fen end as basis_07,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_07_fen is not null then lengths.days_07 else 1 end as days_07,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_08_fen is not null then histories.month_sum_08_fen else histories.aum_08_fen end as basis_08,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_08_fen is not null then lengths.days_08 else 1 end as days_08,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_09_fen is not null then histories.month_sum_09_fen else histories.aum_09_fen end as basis_09,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_09_fen is not null then lengths.days_09 else 1 end as days_09,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_10_fen is not null then histories.month_sum_10_fen else histories.aum_10_fen end as basis_10,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_10_fen is not null then lengths.days_10 else 1 end as days_10,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_11_fen is not null then histories.month_sum_11_fen else histories.aum_11_fen end as basis_11,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_11_fen is not null then lengths.days_11 else 1 end as days_11,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_12_fen is not null then histories.month_sum_12_fen else histories.aum_12_fen end as basis_12,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_12_fen is not null then lengths.days_12 else 1 end as days_12,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_13_fen is not null then histories.month_sum_13_fen else histories.aum_13_fen end as basis_13,
    case when policies.tier_basis = 'month_daily_average' and histories.month_sum_13_fen is not null then lengths.days_13 else 1 end as days_13
  from histories
  cross join lengths
  cross join policies
)
select
  bases.customer_id,
  case when bases.basis_01 is null then -1 when bases.basis_01 >= policies.tier_wealth_from_fen * bases.days_01 then 3
    when bases.basis_01 >= policies.tier_mid_to_high_from_fen * bases.days_01 then 2 when bases.basis_01 >= policies.tier_potential_from_fen * bases.days_01 then 1 else 0 end as level_01,
  case when bases.basis_02 is null then -1 when bases.basis_02 >= policies.tier_wealth_from_fen * bases.days_02 then 3
    when bases.basis_02 >= policies.tier_mid_to_high_from_fen * bases.days_02 then 2 when bases.basis_02 >= policies.tier_potential_from_fen * bases.days_02 then 1 else 0 end as level_02,
  case when bases.basis_03 is null then -1 when bases.basis_03 >= policies.tier_wealth_from_fen * bases.days_03 then 3
    when bases.basis_03 >= policies.tier_mid_to_high_from_fen * bases.days_03 then 2 when bases.basis_03 >= policies.tier_potential_from_fen * bases.days_03 then 1 else 0 end as level_03,
  case when bases.basis_04 is null then -1 when bases.basis_04 >= policies.tier_wealth_from_fen * bases.days_04 then 3
    when bases.basis_04 >= policies.tier_mid_to_high_from_fen * bases.days_04 then 2 when bases.basis_04 >= policies.tier_potential_from_fen * bases.days_04 then 1 else 0 end as level_04,
  case when bases.basis_05 is null then -1 when bases.basis_05 >= policies.tier_wealth_from_fen * bases.days_05 then 3
    when bases.basis_05 >= policies.tier_mid_to_high_from_fen * bases.days_05 then 2 when bases.basis_05 >= policies.tier_potential_from_fen * bases.days_05 then 1 else 0 end as level_05,
  case when bases.basis_06 is null then -1 when bases.basis_06 >= policies.tier_wealth_from_fen * bases.days_06 then 3
    when bases.basis_06 >= policies.tier_mid_to_high_from_fen * bases.days_06 then 2 when bases.basis_06 >= policies.tier_potential_from_fen * bases.days_06 then 1 else 0 end as level_06,
  case when bases.basis_07 is null then -1 when bases.basis_07 >= policies.tier_wealth_from_fen * bases.days_07 then 3
    when bases.basis_07 >= policies.tier_mid_to_high_from_fen * bases.days_07 then 2 when bases.basis_07 >= policies.tier_potential_from_fen * bases.days_07 then 1 else 0 end as level_07,
  case when bases.basis_08 is null then -1 when bases.basis_08 >= policies.tier_wealth_from_fen * bases.days_08 then 3
    when bases.basis_08 >= policies.tier_mid_to_high_from_fen * bases.days_08 then 2 when bases.basis_08 >= policies.tier_potential_from_fen * bases.days_08 then 1 else 0 end as level_08,
  case when bases.basis_09 is null then -1 when bases.basis_09 >= policies.tier_wealth_from_fen * bases.days_09 then 3
    when bases.basis_09 >= policies.tier_mid_to_high_from_fen * bases.days_09 then 2 when bases.basis_09 >= policies.tier_potential_from_fen * bases.days_09 then 1 else 0 end as level_09,
  case when bases.basis_10 is null then -1 when bases.basis_10 >= policies.tier_wealth_from_fen * bases.days_10 then 3
    when bases.basis_10 >= policies.tier_mid_to_high_from_fen * bases.days_10 then 2 when bases.basis_10 >= policies.tier_potential_from_fen * bases.days_10 then 1 else 0 end as level_10,
  case when bases.basis_11 is null then -1 when bases.basis_11 >= policies.tier_wealth_from_fen * bases.days_11 then 3
    when bases.basis_11 >= policies.tier_mid_to_high_from_fen * bases.days_11 then 2 when bases.basis_11 >= policies.tier_potential_from_fen * bases.days_11 then 1 else 0 end as level_11,
  case when bases.basis_12 is null then -1 when bases.basis_12 >= policies.tier_wealth_from_fen * bases.days_12 then 3
    when bases.basis_12 >= policies.tier_mid_to_high_from_fen * bases.days_12 then 2 when bases.basis_12 >= policies.tier_potential_from_fen * bases.days_12 then 1 else 0 end as level_12,
  case when bases.basis_13 is null then -1 when bases.basis_13 >= policies.tier_wealth_from_fen * bases.days_13 then 3
    when bases.basis_13 >= policies.tier_mid_to_high_from_fen * bases.days_13 then 2 when bases.basis_13 >= policies.tier_potential_from_fen * bases.days_13 then 1 else 0 end as level_13
from bases
cross join policies

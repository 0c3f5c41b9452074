with
month_01 as (
  select * from customer_month where months_ago = 1
),
month_02 as (
  select * from customer_month where months_ago = 2
),
month_03 as (
  select * from customer_month where months_ago = 3
),
month_04 as (
  select * from customer_month where months_ago = 4
),
month_05 as (
  select * from customer_month where months_ago = 5
),
month_06 as (
  select * from customer_month where months_ago = 6
),
month_07 as (
  select * from customer_month where months_ago = 7
),
month_08 as (
  select * from customer_month where months_ago = 8
),
month_09 as (
  select * from customer_month where months_ago = 9
),
month_10 as (
  select * from customer_month where months_ago = 10
),
month_11 as (
  select * from customer_month where months_ago = 11
),
month_12 as (
  select * from customer_month where months_ago = 12
),
month_13 as (
  select * from customer_month where months_ago = 13
),
seen as (
  select customer_id from customer_month where months_ago >= 1
),
known_months as (
  select * from month where months_ago >= 1
),
policies as (
  select * from policy
),
known as (
  select
    min(case when balances_known then months_ago end) as last_known,
    max(case when months_ago = 1 then days end) as days_01, max(case when months_ago = 2 then days end) as days_02, max(case when months_ago = 3 then days end) as days_03,
    max(case when months_ago = 4 then days end) as days_04, max(case when months_ago = 5 then days end) as days_05, max(case when months_ago = 6 then days end) as days_06,
    max(case when months_ago = 7 then days end) as days_07, max(case when months_ago = 8 then days end) as days_08, max(case when months_ago = 9 then days end) as days_09,
    max(case when months_ago = 10 then days end) as days_10, max(case when months_ago = 11 then days end) as days_11, max(case when months_ago = 12 then days end) as days_12,
    max(case when months_ago = 13 then days end) as days_13,
    coalesce(max(case when months_ago = 1 then case when balances_known then 1 else 0 end end), 0) as balances_01,
    coalesce(max(case when months_ago = 2 then case when balances_known then 1 else 0 end end), 0) as balances_02,
    coalesce(max(case when months_ago = 3 then case when balances_known then 1 else 0 end end), 0) as balances_03,
    coalesce(max(case when months_ago = 4 then case when balances_known then 1 else 0 end end), 0) as balances_04,
    coalesce(max(case when months_ago = 5 then case when balances_known then 1 else 0 end end), 0) as balances_05,
    coalesce(max(case when months_ago = 6 then case when balances_known then 1 else 0 end end), 0) as balances_06,
    coalesce(max(case when months_ago = 7 then case when balances_known then 1 else 0 end end), 0) as balances_07,
    coalesce(max(case when months_ago = 8 then case when balances_known then 1 else 0 end end), 0) as balances_08,
    coalesce(max(case when months_ago = 9 then case when balances_known then 1 else 0 end end), 0) as balances_09,
    coalesce(max(case when months_ago = 10 then case when balances_known then 1 else 0 end end), 0) as balances_10,
    coalesce(max(case when months_ago = 11 then case when balances_known then 1 else 0 end end), 0) as balances_11,
    coalesce(max(case when months_ago = 12 then case when balances_known then 1 else 0 end end), 0) as balances_12,
    coalesce(max(case when months_ago = 13 then case when balances_known then 1 else 0 end end), 0) as balances_13,
    coalesce(max(case when months_ago = 1 then case when transactions_known then 1 else 0 end end), 0) as transactions_01,
    coalesce(max(case when months_ago = 2 then case when transactions_known then 1 else 0 end end), 0) as transactions_02,
    coalesce(max(case when months_ago = 3 then case when transactions_known then 1 else 0 end end), 0) as transactions_03,
    coalesce(max(case when months_ago = 4 then case when transactions_known then 1 else 0 end end), 0) as transactions_04,
    coalesce(max(case when months_ago = 5 then case when transactions_known then 1 else 0 end end), 0) as transactions_05,
    coalesce(max(case when months_ago = 6 then case when transactions_known then 1 else 0 end end), 0) as transactions_06,
    coalesce(max(case when months_ago = 7 then case when transactions_known then 1 else 0 end end), 0) as transactions_07,
    coalesce(max(case when months_ago = 8 then case when transactions_known then 1 else 0 end end), 0) as transactions_08,
    coalesce(max(case when months_ago = 9 then case when transactions_known then 1 else 0 end end), 0) as transactions_09,
    coalesce(max(case when months_ago = 10 then case when transactions_known then 1 else 0 end end), 0) as transactions_10,
    coalesce(max(case when months_ago = 11 then case when transactions_known then 1 else 0 end end), 0) as transactions_11,
    coalesce(max(case when months_ago = 12 then case when transactions_known then 1 else 0 end end), 0) as transactions_12,
    coalesce(max(case when months_ago = 13 then case when transactions_known then 1 else 0 end end), 0) as transactions_13
  from known_months
),
-- each month is joined: to group all months' rows takes memory for every customer, month and column at once
customers as (
  select distinct customer_id from seen
),
wide as (
  select
    customers.customer_id,
    case
      when month_13.aum_fen is not null then 13
      when month_12.aum_fen is not null then 12
      when month_11.aum_fen is not null then 11
      when month_10.aum_fen is not null then 10
      when month_09.aum_fen is not null then 9
      when month_08.aum_fen is not null then 8
      when month_07.aum_fen is not null then 7
      when month_06.aum_fen is not null then 6
      when month_05.aum_fen is not null then 5
      when month_04.aum_fen is not null then 4
      when month_03.aum_fen is not null then 3
      when month_02.aum_fen is not null then 2
      when month_01.aum_fen is not null then 1
    end as first_known,
    greatest(month_01.last_own_act_on, month_02.last_own_act_on, month_03.last_own_act_on, month_04.last_own_act_on, month_05.last_own_act_on, month_06.last_own_act_on, month_07.last_own_act_on,
      month_08.last_own_act_on, month_09.last_own_act_on, month_10.last_own_act_on, month_11.last_own_act_on, month_12.last_own_act_on, month_13.last_own_act_on) as last_own_act_on,
    month_01.customer_id as row_01, month_01.aum_fen as aum_01, month_01.month_sum_fen as sum_01, month_01.inflow_fen as in_01, month_01.outflow_fen as out_01,
    month_02.customer_id as row_02, month_02.aum_fen as aum_02, month_02.month_sum_fen as sum_02, month_02.inflow_fen as in_02, month_02.outflow_fen as out_02,
    month_03.customer_id as row_03, month_03.aum_fen as aum_03, month_03.month_sum_fen as sum_03, month_03.inflow_fen as in_03, month_03.outflow_fen as out_03,
    month_04.customer_id as row_04, month_04.aum_fen as aum_04, month_04.month_sum_fen as sum_04, month_04.inflow_fen as in_04, month_04.outflow_fen as out_04,
    month_05.customer_id as row_05, month_05.aum_fen as aum_05, month_05.month_sum_fen as sum_05, month_05.inflow_fen as in_05, month_05.outflow_fen as out_05,
    month_06.customer_id as row_06, month_06.aum_fen as aum_06, month_06.month_sum_fen as sum_06, month_06.inflow_fen as in_06, month_06.outflow_fen as out_06,
    month_07.customer_id as row_07, month_07.aum_fen as aum_07, month_07.month_sum_fen as sum_07, month_07.inflow_fen as in_07, month_07.outflow_fen as out_07,
    month_08.customer_id as row_08, month_08.aum_fen as aum_08, month_08.month_sum_fen as sum_08, month_08.inflow_fen as in_08, month_08.outflow_fen as out_08,
    month_09.customer_id as row_09, month_09.aum_fen as aum_09, month_09.month_sum_fen as sum_09, month_09.inflow_fen as in_09, month_09.outflow_fen as out_09,
    month_10.customer_id as row_10, month_10.aum_fen as aum_10, month_10.month_sum_fen as sum_10, month_10.inflow_fen as in_10, month_10.outflow_fen as out_10,
    month_11.customer_id as row_11, month_11.aum_fen as aum_11, month_11.month_sum_fen as sum_11, month_11.inflow_fen as in_11, month_11.outflow_fen as out_11,
    month_12.customer_id as row_12, month_12.aum_fen as aum_12, month_12.month_sum_fen as sum_12, month_12.inflow_fen as in_12, month_12.outflow_fen as out_12,
    month_13.customer_id as row_13, month_13.aum_fen as aum_13, month_13.month_sum_fen as sum_13, month_13.inflow_fen as in_13, month_13.outflow_fen as out_13
  from customers
  left join month_01 on month_01.customer_id = customers.customer_id
  left join month_02 on month_02.customer_id = customers.customer_id
  left join month_03 on month_03.customer_id = customers.customer_id
  left join month_04 on month_04.customer_id = customers.customer_id
  left join month_05 on month_05.customer_id = customers.customer_id
  left join month_06 on month_06.customer_id = customers.customer_id
  left join month_07 on month_07.customer_id = customers.customer_id
  left join month_08 on month_08.customer_id = customers.customer_id
  left join month_09 on month_09.customer_id = customers.customer_id
  left join month_10 on month_10.customer_id = customers.customer_id
  left join month_11 on month_11.customer_id = customers.customer_id
  left join month_12 on month_12.customer_id = customers.customer_id
  left join month_13 on month_13.customer_id = customers.customer_id
),
filled as (
  select
    wide.customer_id,
    wide.last_own_act_on,
    case when wide.aum_01 is not null then wide.aum_01 when known.balances_01 = 1 and wide.first_known > 1 then 0 end as aum_01_fen,
    case when wide.aum_02 is not null then wide.aum_02 when known.balances_02 = 1 and wide.first_known > 2 then 0 end as aum_02_fen,
    case when wide.aum_03 is not null then wide.aum_03 when known.balances_03 = 1 and wide.first_known > 3 then 0 end as aum_03_fen,
    case when wide.aum_04 is not null then wide.aum_04 when known.balances_04 = 1 and wide.first_known > 4 then 0 end as aum_04_fen,
    case when wide.aum_05 is not null then wide.aum_05 when known.balances_05 = 1 and wide.first_known > 5 then 0 end as aum_05_fen,
    case when wide.aum_06 is not null then wide.aum_06 when known.balances_06 = 1 and wide.first_known > 6 then 0 end as aum_06_fen,
    case when wide.aum_07 is not null then wide.aum_07 when known.balances_07 = 1 and wide.first_known > 7 then 0 end as aum_07_fen,
    case when wide.aum_08 is not null then wide.aum_08 when known.balances_08 = 1 and wide.first_known > 8 then 0 end as aum_08_fen,
    case when wide.aum_09 is not null then wide.aum_09 when known.balances_09 = 1 and wide.first_known > 9 then 0 end as aum_09_fen,
    case when wide.aum_10 is not null then wide.aum_10 when known.balances_10 = 1 and wide.first_known > 10 then 0 end as aum_10_fen,
    case when wide.aum_11 is not null then wide.aum_11 when known.balances_11 = 1 and wide.first_known > 11 then 0 end as aum_11_fen,
    case when wide.aum_12 is not null then wide.aum_12 when known.balances_12 = 1 and wide.first_known > 12 then 0 end as aum_12_fen,
    case when wide.aum_13 is not null then wide.aum_13 when known.balances_13 = 1 and wide.first_known > 13 then 0 end as aum_13_fen,
    case when wide.row_01 is not null then wide.sum_01 when known.balances_01 = 1 and wide.first_known > 1 then 0 end as month_sum_01_fen,
    case when wide.row_02 is not null then wide.sum_02 when known.balances_02 = 1 and wide.first_known > 2 then 0 end as month_sum_02_fen,
    case when wide.row_03 is not null then wide.sum_03 when known.balances_03 = 1 and wide.first_known > 3 then 0 end as month_sum_03_fen,
    case when wide.row_04 is not null then wide.sum_04 when known.balances_04 = 1 and wide.first_known > 4 then 0 end as month_sum_04_fen,
    case when wide.row_05 is not null then wide.sum_05 when known.balances_05 = 1 and wide.first_known > 5 then 0 end as month_sum_05_fen,
    case when wide.row_06 is not null then wide.sum_06 when known.balances_06 = 1 and wide.first_known > 6 then 0 end as month_sum_06_fen,
    case when wide.row_07 is not null then wide.sum_07 when known.balances_07 = 1 and wide.first_known > 7 then 0 end as month_sum_07_fen,
    case when wide.row_08 is not null then wide.sum_08 when known.balances_08 = 1 and wide.first_known > 8 then 0 end as month_sum_08_fen,
    case when wide.row_09 is not null then wide.sum_09 when known.balances_09 = 1 and wide.first_known > 9 then 0 end as month_sum_09_fen,
    case when wide.row_10 is not null then wide.sum_10 when known.balances_10 = 1 and wide.first_known > 10 then 0 end as month_sum_10_fen,
    case when wide.row_11 is not null then wide.sum_11 when known.balances_11 = 1 and wide.first_known > 11 then 0 end as month_sum_11_fen,
    case when wide.row_12 is not null then wide.sum_12 when known.balances_12 = 1 and wide.first_known > 12 then 0 end as month_sum_12_fen,
    case when wide.row_13 is not null then wide.sum_13 when known.balances_13 = 1 and wide.first_known > 13 then 0 end as month_sum_13_fen,
    case when known.transactions_01 = 1 then coalesce(wide.in_01, 0) end as inflow_01_fen,
    case when known.transactions_02 = 1 then coalesce(wide.in_02, 0) end as inflow_02_fen,
    case when known.transactions_03 = 1 then coalesce(wide.in_03, 0) end as inflow_03_fen,
    case when known.transactions_04 = 1 then coalesce(wide.in_04, 0) end as inflow_04_fen,
    case when known.transactions_05 = 1 then coalesce(wide.in_05, 0) end as inflow_05_fen,
    case when known.transactions_06 = 1 then coalesce(wide.in_06, 0) end as inflow_06_fen,
    case when known.transactions_07 = 1 then coalesce(wide.in_07, 0) end as inflow_07_fen,
    case when known.transactions_08 = 1 then coalesce(wide.in_08, 0) end as inflow_08_fen,
    case when known.transactions_09 = 1 then coalesce(wide.in_09, 0) end as inflow_09_fen,
    case when known.transactions_10 = 1 then coalesce(wide.in_10, 0) end as inflow_10_fen,
    case when known.transactions_11 = 1 then coalesce(wide.in_11, 0) end as inflow_11_fen,
    case when known.transactions_12 = 1 then coalesce(wide.in_12, 0) end as inflow_12_fen,
    case when known.transactions_13 = 1 then coalesce(wide.in_13, 0) end as inflow_13_fen,
    case when known.transactions_01 = 1 then coalesce(wide.out_01, 0) end as outflow_01_fen,
    case when known.transactions_02 = 1 then coalesce(wide.out_02, 0) end as outflow_02_fen,
    case when known.transactions_03 = 1 then coalesce(wide.out_03, 0) end as outflow_03_fen,
    case when known.transactions_04 = 1 then coalesce(wide.out_04, 0) end as outflow_04_fen,
    case when known.transactions_05 = 1 then coalesce(wide.out_05, 0) end as outflow_05_fen,
    case when known.transactions_06 = 1 then coalesce(wide.out_06, 0) end as outflow_06_fen,
    case when known.transactions_07 = 1 then coalesce(wide.out_07, 0) end as outflow_07_fen,
    case when known.transactions_08 = 1 then coalesce(wide.out_08, 0) end as outflow_08_fen,
    case when known.transactions_09 = 1 then coalesce(wide.out_09, 0) end as outflow_09_fen,
    case when known.transactions_10 = 1 then coalesce(wide.out_10, 0) end as outflow_10_fen,
    case when known.transactions_11 = 1 then coalesce(wide.out_11, 0) end as outflow_11_fen,
    case when known.transactions_12 = 1 then coalesce(wide.out_12, 0) end as outflow_12_fen,
    case when known.transactions_13 = 1 then coalesce(wide.out_13, 0) end as outflow_13_fen,
    known.last_known
  from wide
  cross join known
),
-- what the tier was decided on at each month end: the month's own 月积数 and days where the policy and the data allow, else the balance
bases as (
  select
    filled.*,
    known.days_01, known.days_02, known.days_03, known.days_04, known.days_05, known.days_06, known.days_07,
    known.days_08, known.days_09, known.days_10, known.days_11, known.days_12, known.days_13,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_01_fen is not null then filled.month_sum_01_fen else filled.aum_01_fen end as basis_01,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_01_fen is not null then known.days_01 else 1 end as basis_days_01,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_02_fen is not null then filled.month_sum_02_fen else filled.aum_02_fen end as basis_02,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_02_fen is not null then known.days_02 else 1 end as basis_days_02,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_03_fen is not null then filled.month_sum_03_fen else filled.aum_03_fen end as basis_03,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_03_fen is not null then known.days_03 else 1 end as basis_days_03,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_04_fen is not null then filled.month_sum_04_fen else filled.aum_04_fen end as basis_04,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_04_fen is not null then known.days_04 else 1 end as basis_days_04,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_05_fen is not null then filled.month_sum_05_fen else filled.aum_05_fen end as basis_05,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_05_fen is not null then known.days_05 else 1 end as basis_days_05,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_06_fen is not null then filled.month_sum_06_fen else filled.aum_06_fen end as basis_06,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_06_fen is not null then known.days_06 else 1 end as basis_days_06,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_07_fen is not null then filled.month_sum_07_fen else filled.aum_07_fen end as basis_07,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_07_fen is not null then known.days_07 else 1 end as basis_days_07,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_08_fen is not null then filled.month_sum_08_fen else filled.aum_08_fen end as basis_08,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_08_fen is not null then known.days_08 else 1 end as basis_days_08,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_09_fen is not null then filled.month_sum_09_fen else filled.aum_09_fen end as basis_09,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_09_fen is not null then known.days_09 else 1 end as basis_days_09,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_10_fen is not null then filled.month_sum_10_fen else filled.aum_10_fen end as basis_10,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_10_fen is not null then known.days_10 else 1 end as basis_days_10,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_11_fen is not null then filled.month_sum_11_fen else filled.aum_11_fen end as basis_11,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_11_fen is not null then known.days_11 else 1 end as basis_days_11,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_12_fen is not null then filled.month_sum_12_fen else filled.aum_12_fen end as basis_12,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_12_fen is not null then known.days_12 else 1 end as basis_days_12,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_13_fen is not null then filled.month_sum_13_fen else filled.aum_13_fen end as basis_13,
    case when policies.tier_basis = 'month_daily_average' and filled.month_sum_13_fen is not null then known.days_13 else 1 end as basis_days_13
  from filled
  cross join known
  cross join policies
),
levels as (
  select
    bases.*,
    case when bases.basis_01 is null then -1 when bases.basis_01 >= policies.tier_wealth_from_fen * bases.basis_days_01 then 3
      when bases.basis_01 >= policies.tier_mid_to_high_from_fen * bases.basis_days_01 then 2 when bases.basis_01 >= policies.tier_potential_from_fen * bases.basis_days_01 then 1 else 0 end as level_01,
    case when bases.basis_02 is null then -1 when bases.basis_02 >= policies.tier_wealth_from_fen * bases.basis_days_02 then 3
      when bases.basis_02 >= policies.tier_mid_to_high_from_fen * bases.basis_days_02 then 2 when bases.basis_02 >= policies.tier_potential_from_fen * bases.basis_days_02 then 1 else 0 end as level_02,
    case when bases.basis_03 is null then -1 when bases.basis_03 >= policies.tier_wealth_from_fen * bases.basis_days_03 then 3
      when bases.basis_03 >= policies.tier_mid_to_high_from_fen * bases.basis_days_03 then 2 when bases.basis_03 >= policies.tier_potential_from_fen * bases.basis_days_03 then 1 else 0 end as level_03,
    case when bases.basis_04 is null then -1 when bases.basis_04 >= policies.tier_wealth_from_fen * bases.basis_days_04 then 3
      when bases.basis_04 >= policies.tier_mid_to_high_from_fen * bases.basis_days_04 then 2 when bases.basis_04 >= policies.tier_potential_from_fen * bases.basis_days_04 then 1 else 0 end as level_04,
    case when bases.basis_05 is null then -1 when bases.basis_05 >= policies.tier_wealth_from_fen * bases.basis_days_05 then 3
      when bases.basis_05 >= policies.tier_mid_to_high_from_fen * bases.basis_days_05 then 2 when bases.basis_05 >= policies.tier_potential_from_fen * bases.basis_days_05 then 1 else 0 end as level_05,
    case when bases.basis_06 is null then -1 when bases.basis_06 >= policies.tier_wealth_from_fen * bases.basis_days_06 then 3
      when bases.basis_06 >= policies.tier_mid_to_high_from_fen * bases.basis_days_06 then 2 when bases.basis_06 >= policies.tier_potential_from_fen * bases.basis_days_06 then 1 else 0 end as level_06,
    case when bases.basis_07 is null then -1 when bases.basis_07 >= policies.tier_wealth_from_fen * bases.basis_days_07 then 3
      when bases.basis_07 >= policies.tier_mid_to_high_from_fen * bases.basis_days_07 then 2 when bases.basis_07 >= policies.tier_potential_from_fen * bases.basis_days_07 then 1 else 0 end as level_07,
    case when bases.basis_08 is null then -1 when bases.basis_08 >= policies.tier_wealth_from_fen * bases.basis_days_08 then 3
      when bases.basis_08 >= policies.tier_mid_to_high_from_fen * bases.basis_days_08 then 2 when bases.basis_08 >= policies.tier_potential_from_fen * bases.basis_days_08 then 1 else 0 end as level_08,
    case when bases.basis_09 is null then -1 when bases.basis_09 >= policies.tier_wealth_from_fen * bases.basis_days_09 then 3
      when bases.basis_09 >= policies.tier_mid_to_high_from_fen * bases.basis_days_09 then 2 when bases.basis_09 >= policies.tier_potential_from_fen * bases.basis_days_09 then 1 else 0 end as level_09,
    case when bases.basis_10 is null then -1 when bases.basis_10 >= policies.tier_wealth_from_fen * bases.basis_days_10 then 3
      when bases.basis_10 >= policies.tier_mid_to_high_from_fen * bases.basis_days_10 then 2 when bases.basis_10 >= policies.tier_potential_from_fen * bases.basis_days_10 then 1 else 0 end as level_10,
    case when bases.basis_11 is null then -1 when bases.basis_11 >= policies.tier_wealth_from_fen * bases.basis_days_11 then 3
      when bases.basis_11 >= policies.tier_mid_to_high_from_fen * bases.basis_days_11 then 2 when bases.basis_11 >= policies.tier_potential_from_fen * bases.basis_days_11 then 1 else 0 end as level_11,
    case when bases.basis_12 is null then -1 when bases.basis_12 >= policies.tier_wealth_from_fen * bases.basis_days_12 then 3
      when bases.basis_12 >= policies.tier_mid_to_high_from_fen * bases.basis_days_12 then 2 when bases.basis_12 >= policies.tier_potential_from_fen * bases.basis_days_12 then 1 else 0 end as level_12,
    case when bases.basis_13 is null then -1 when bases.basis_13 >= policies.tier_wealth_from_fen * bases.basis_days_13 then 3
      when bases.basis_13 >= policies.tier_mid_to_high_from_fen * bases.basis_days_13 then 2 when bases.basis_13 >= policies.tier_potential_from_fen * bases.basis_days_13 then 1 else 0 end as level_13
  from bases
  cross join policies
)
select
  customer_id,
  last_own_act_on,
  case last_known
    when 1 then aum_01_fen
    when 2 then aum_02_fen
    when 3 then aum_03_fen
    when 4 then aum_04_fen
    when 5 then aum_05_fen
    when 6 then aum_06_fen
    when 7 then aum_07_fen
    when 8 then aum_08_fen
    when 9 then aum_09_fen
    when 10 then aum_10_fen
    when 11 then aum_11_fen
    when 12 then aum_12_fen
    when 13 then aum_13_fen
  end as aum_last_known_fen,
  case last_known when 1 then level_01 when 2 then level_02 when 3 then level_03 when 4 then level_04 when 5 then level_05 when 6 then level_06 when 7 then level_07
    when 8 then level_08 when 9 then level_09 when 10 then level_10 when 11 then level_11 when 12 then level_12 when 13 then level_13 else -1 end as level_last_known,
  level_01 as level_newest,
  case
    when level_02 <> level_01 then 1
    when level_03 <> level_01 then 2
    when level_04 <> level_01 then 3
    when level_05 <> level_01 then 4
    when level_06 <> level_01 then 5
    when level_07 <> level_01 then 6
    when level_08 <> level_01 then 7
    when level_09 <> level_01 then 8
    when level_10 <> level_01 then 9
    when level_11 <> level_01 then 10
    when level_12 <> level_01 then 11
    when level_13 <> level_01 then 12
    else 13
  end as months_at_newest,
  coalesce(month_sum_01_fen, 0) + coalesce(month_sum_02_fen, 0) as sum_2m_fen,
  case when month_sum_01_fen is null then 0 else days_01 end + case when month_sum_02_fen is null then 0 else days_02 end as days_2m,
  coalesce(month_sum_01_fen, 0) + coalesce(month_sum_02_fen, 0) + coalesce(month_sum_03_fen, 0) + coalesce(month_sum_04_fen, 0)
    + coalesce(month_sum_05_fen, 0) + coalesce(month_sum_06_fen, 0) + coalesce(month_sum_07_fen, 0) + coalesce(month_sum_08_fen, 0)
    + coalesce(month_sum_09_fen, 0) + coalesce(month_sum_10_fen, 0) + coalesce(month_sum_11_fen, 0) as sum_11m_fen,
  case when month_sum_01_fen is null then 0 else days_01 end
    + case when month_sum_02_fen is null then 0 else days_02 end
    + case when month_sum_03_fen is null then 0 else days_03 end
    + case when month_sum_04_fen is null then 0 else days_04 end
    + case when month_sum_05_fen is null then 0 else days_05 end
    + case when month_sum_06_fen is null then 0 else days_06 end
    + case when month_sum_07_fen is null then 0 else days_07 end
    + case when month_sum_08_fen is null then 0 else days_08 end
    + case when month_sum_09_fen is null then 0 else days_09 end
    + case when month_sum_10_fen is null then 0 else days_10 end
    + case when month_sum_11_fen is null then 0 else days_11 end as days_11m,
  greatest(aum_01_fen, aum_02_fen, aum_03_fen, aum_04_fen, aum_05_fen, aum_06_fen, aum_07_fen,
    aum_08_fen, aum_09_fen, aum_10_fen, aum_11_fen, aum_12_fen) as peak_12m_fen,
  aum_01_fen, aum_02_fen, aum_03_fen, aum_04_fen, aum_05_fen, aum_06_fen, aum_07_fen,
  aum_08_fen, aum_09_fen, aum_10_fen, aum_11_fen, aum_12_fen, aum_13_fen,
  inflow_01_fen, inflow_02_fen, inflow_03_fen, inflow_04_fen, inflow_05_fen, inflow_06_fen, inflow_07_fen,
  inflow_08_fen, inflow_09_fen, inflow_10_fen, inflow_11_fen, inflow_12_fen, inflow_13_fen,
  outflow_01_fen, outflow_02_fen, outflow_03_fen, outflow_04_fen, outflow_05_fen, outflow_06_fen, outflow_07_fen,
  outflow_08_fen, outflow_09_fen, outflow_10_fen, outflow_11_fen, outflow_12_fen, outflow_13_fen
from levels

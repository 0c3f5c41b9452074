with
months as (
  select * from customer_month where months_ago >= 1
),
known_months as (
  select * from month where months_ago >= 1
),
known as (
  select
    min(case when balances_known then months_ago end) as last_known,
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
wide as (
  select
    customer_id,
    max(case when aum_fen is not null then months_ago end) as first_known,
    max(last_own_act_on) as last_own_act_on,
    max(case when months_ago = 1 then 1 else 0 end) as row_01,
    max(case when months_ago = 1 then aum_fen end) as aum_01,
    max(case when months_ago = 1 then month_sum_fen end) as sum_01,
    max(case when months_ago = 1 then inflow_fen end) as in_01,
    max(case when months_ago = 1 then outflow_fen end) as out_01,
    max(case when months_ago = 2 then 1 else 0 end) as row_02,
    max(case when months_ago = 2 then aum_fen end) as aum_02,
    max(case when months_ago = 2 then month_sum_fen end) as sum_02,
    max(case when months_ago = 2 then inflow_fen end) as in_02,
    max(case when months_ago = 2 then outflow_fen end) as out_02,
    max(case when months_ago = 3 then 1 else 0 end) as row_03,
    max(case when months_ago = 3 then aum_fen end) as aum_03,
    max(case when months_ago = 3 then month_sum_fen end) as sum_03,
    max(case when months_ago = 3 then inflow_fen end) as in_03,
    max(case when months_ago = 3 then outflow_fen end) as out_03,
    max(case when months_ago = 4 then 1 else 0 end) as row_04,
    max(case when months_ago = 4 then aum_fen end) as aum_04,
    max(case when months_ago = 4 then month_sum_fen end) as sum_04,
    max(case when months_ago = 4 then inflow_fen end) as in_04,
    max(case when months_ago = 4 then outflow_fen end) as out_04,
    max(case when months_ago = 5 then 1 else 0 end) as row_05,
    max(case when months_ago = 5 then aum_fen end) as aum_05,
    max(case when months_ago = 5 then month_sum_fen end) as sum_05,
    max(case when months_ago = 5 then inflow_fen end) as in_05,
    max(case when months_ago = 5 then outflow_fen end) as out_05,
    max(case when months_ago = 6 then 1 else 0 end) as row_06,
    max(case when months_ago = 6 then aum_fen end) as aum_06,
    max(case when months_ago = 6 then month_sum_fen end) as sum_06,
    max(case when months_ago = 6 then inflow_fen end) as in_06,
    max(case when months_ago = 6 then outflow_fen end) as out_06,
    max(case when months_ago = 7 then 1 else 0 end) as row_07,
    max(case when months_ago = 7 then aum_fen end) as aum_07,
    max(case when months_ago = 7 then month_sum_fen end) as sum_07,
    max(case when months_ago = 7 then inflow_fen end) as in_07,
    max(case when months_ago = 7 then outflow_fen end) as out_07,
    max(case when months_ago = 8 then 1 else 0 end) as row_08,
    max(case when months_ago = 8 then aum_fen end) as aum_08,
    max(case when months_ago = 8 then month_sum_fen end) as sum_08,
    max(case when months_ago = 8 then inflow_fen end) as in_08,
    max(case when months_ago = 8 then outflow_fen end) as out_08,
    max(case when months_ago = 9 then 1 else 0 end) as row_09,
    max(case when months_ago = 9 then aum_fen end) as aum_09,
    max(case when months_ago = 9 then month_sum_fen end) as sum_09,
    max(case when months_ago = 9 then inflow_fen end) as in_09,
    max(case when months_ago = 9 then outflow_fen end) as out_09,
    max(case when months_ago = 10 then 1 else 0 end) as row_10,
    max(case when months_ago = 10 then aum_fen end) as aum_10,
    max(case when months_ago = 10 then month_sum_fen end) as sum_10,
    max(case when months_ago = 10 then inflow_fen end) as in_10,
    max(case when months_ago = 10 then outflow_fen end) as out_10,
    max(case when months_ago = 11 then 1 else 0 end) as row_11,
    max(case when months_ago = 11 then aum_fen end) as aum_11,
    max(case when months_ago = 11 then month_sum_fen end) as sum_11,
    max(case when months_ago = 11 then inflow_fen end) as in_11,
    max(case when months_ago = 11 then outflow_fen end) as out_11,
    max(case when months_ago = 12 then 1 else 0 end) as row_12,
    max(case when months_ago = 12 then aum_fen end) as aum_12,
    max(case when months_ago = 12 then month_sum_fen end) as sum_12,
    max(case when months_ago = 12 then inflow_fen end) as in_12,
    max(case when months_ago = 12 then outflow_fen end) as out_12,
    max(case when months_ago = 13 then 1 else 0 end) as row_13,
    max(case when months_ago = 13 then aum_fen end) as aum_13,
    max(case when months_ago = 13 then month_sum_fen end) as sum_13,
    max(case when months_ago = 13 then inflow_fen end) as in_13,
    max(case when months_ago = 13 then outflow_fen end) as out_13
  from months
  group by customer_id
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
    case when wide.row_01 = 1 then wide.sum_01 when known.balances_01 = 1 and wide.first_known > 1 then 0 end as month_sum_01_fen,
    case when wide.row_02 = 1 then wide.sum_02 when known.balances_02 = 1 and wide.first_known > 2 then 0 end as month_sum_02_fen,
    case when wide.row_03 = 1 then wide.sum_03 when known.balances_03 = 1 and wide.first_known > 3 then 0 end as month_sum_03_fen,
    case when wide.row_04 = 1 then wide.sum_04 when known.balances_04 = 1 and wide.first_known > 4 then 0 end as month_sum_04_fen,
    case when wide.row_05 = 1 then wide.sum_05 when known.balances_05 = 1 and wide.first_known > 5 then 0 end as month_sum_05_fen,
    case when wide.row_06 = 1 then wide.sum_06 when known.balances_06 = 1 and wide.first_known > 6 then 0 end as month_sum_06_fen,
    case when wide.row_07 = 1 then wide.sum_07 when known.balances_07 = 1 and wide.first_known > 7 then 0 end as month_sum_07_fen,
    case when wide.row_08 = 1 then wide.sum_08 when known.balances_08 = 1 and wide.first_known > 8 then 0 end as month_sum_08_fen,
    case when wide.row_09 = 1 then wide.sum_09 when known.balances_09 = 1 and wide.first_known > 9 then 0 end as month_sum_09_fen,
    case when wide.row_10 = 1 then wide.sum_10 when known.balances_10 = 1 and wide.first_known > 10 then 0 end as month_sum_10_fen,
    case when wide.row_11 = 1 then wide.sum_11 when known.balances_11 = 1 and wide.first_known > 11 then 0 end as month_sum_11_fen,
    case when wide.row_12 = 1 then wide.sum_12 when known.balances_12 = 1 and wide.first_known > 12 then 0 end as month_sum_12_fen,
    case when wide.row_13 = 1 then wide.sum_13 when known.balances_13 = 1 and wide.first_known > 13 then 0 end as month_sum_13_fen,
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
  case last_known
    when 1 then month_sum_01_fen
    when 2 then month_sum_02_fen
    when 3 then month_sum_03_fen
    when 4 then month_sum_04_fen
    when 5 then month_sum_05_fen
    when 6 then month_sum_06_fen
    when 7 then month_sum_07_fen
    when 8 then month_sum_08_fen
    when 9 then month_sum_09_fen
    when 10 then month_sum_10_fen
    when 11 then month_sum_11_fen
    when 12 then month_sum_12_fen
    when 13 then month_sum_13_fen
  end as month_sum_last_known_fen,
  aum_01_fen, aum_02_fen, aum_03_fen, aum_04_fen, aum_05_fen, aum_06_fen, aum_07_fen,
  aum_08_fen, aum_09_fen, aum_10_fen, aum_11_fen, aum_12_fen, aum_13_fen,
  month_sum_01_fen, month_sum_02_fen, month_sum_03_fen, month_sum_04_fen, month_sum_05_fen, month_sum_06_fen, month_sum_07_fen,
  month_sum_08_fen, month_sum_09_fen, month_sum_10_fen, month_sum_11_fen, month_sum_12_fen, month_sum_13_fen,
  inflow_01_fen, inflow_02_fen, inflow_03_fen, inflow_04_fen, inflow_05_fen, inflow_06_fen, inflow_07_fen,
  inflow_08_fen, inflow_09_fen, inflow_10_fen, inflow_11_fen, inflow_12_fen, inflow_13_fen,
  outflow_01_fen, outflow_02_fen, outflow_03_fen, outflow_04_fen, outflow_05_fen, outflow_06_fen, outflow_07_fen,
  outflow_08_fen, outflow_09_fen, outflow_10_fen, outflow_11_fen, outflow_12_fen, outflow_13_fen
from filled

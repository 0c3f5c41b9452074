with
customers as (
  select customer_id, institution_id from customer_base
),
histories as (
  select * from history
),
present as (
  select * from customer_month where months_ago = 0
),
months as (
  select * from month
),
nights as (
  select * from night
),
outlets as (
  select distinct institution_id from customers
),
sums as (
  select
    customers.institution_id,
    sum(histories.aum_01_fen) as aum_01, count(histories.aum_01_fen) as customers_01,
    sum(histories.inflow_01_fen) as in_01, sum(histories.outflow_01_fen) as out_01,
    sum(histories.aum_02_fen) as aum_02, count(histories.aum_02_fen) as customers_02,
    sum(histories.inflow_02_fen) as in_02, sum(histories.outflow_02_fen) as out_02,
    sum(histories.aum_03_fen) as aum_03, count(histories.aum_03_fen) as customers_03,
    sum(histories.inflow_03_fen) as in_03, sum(histories.outflow_03_fen) as out_03,
    sum(histories.aum_04_fen) as aum_04, count(histories.aum_04_fen) as customers_04,
    sum(histories.inflow_04_fen) as in_04, sum(histories.outflow_04_fen) as out_04,
    sum(histories.aum_05_fen) as aum_05, count(histories.aum_05_fen) as customers_05,
    sum(histories.inflow_05_fen) as in_05, sum(histories.outflow_05_fen) as out_05,
    sum(histories.aum_06_fen) as aum_06, count(histories.aum_06_fen) as customers_06,
    sum(histories.inflow_06_fen) as in_06, sum(histories.outflow_06_fen) as out_06,
    sum(histories.aum_07_fen) as aum_07, count(histories.aum_07_fen) as customers_07,
    sum(histories.inflow_07_fen) as in_07, sum(histories.outflow_07_fen) as out_07,
    sum(histories.aum_08_fen) as aum_08, count(histories.aum_08_fen) as customers_08,
    sum(histories.inflow_08_fen) as in_08, sum(histories.outflow_08_fen) as out_08,
    sum(histories.aum_09_fen) as aum_09, count(histories.aum_09_fen) as customers_09,
    sum(histories.inflow_09_fen) as in_09, sum(histories.outflow_09_fen) as out_09,
    sum(histories.aum_10_fen) as aum_10, count(histories.aum_10_fen) as customers_10,
    sum(histories.inflow_10_fen) as in_10, sum(histories.outflow_10_fen) as out_10,
    sum(histories.aum_11_fen) as aum_11, count(histories.aum_11_fen) as customers_11,
    sum(histories.inflow_11_fen) as in_11, sum(histories.outflow_11_fen) as out_11,
    sum(histories.aum_12_fen) as aum_12, count(histories.aum_12_fen) as customers_12,
    sum(histories.inflow_12_fen) as in_12, sum(histories.outflow_12_fen) as out_12,
    sum(histories.aum_13_fen) as aum_13, count(histories.aum_13_fen) as customers_13,
    sum(histories.inflow_13_fen) as in_13, sum(histories.outflow_13_fen) as out_13
  from customers
  join histories on histories.customer_id = customers.customer_id
  group by customers.institution_id
),
running as (
  select
    customers.institution_id,
    sum(present.aum_fen) as aum_fen, count(present.aum_fen) as customers, sum(present.inflow_fen) as inflow_fen, sum(present.outflow_fen) as outflow_fen
  from customers
  join present on present.customer_id = customers.customer_id
  group by customers.institution_id
),
closed_months as (
  select
    outlets.institution_id, months.month_end,
    case months.months_ago when 1 then sums.aum_01 when 2 then sums.aum_02 when 3 then sums.aum_03 when 4 then sums.aum_04 when 5 then sums.aum_05 when 6 then sums.aum_06 when 7 then sums.aum_07
      when 8 then sums.aum_08 when 9 then sums.aum_09 when 10 then sums.aum_10 when 11 then sums.aum_11 when 12 then sums.aum_12 when 13 then sums.aum_13 end as aum_fen,
    case months.months_ago when 1 then sums.customers_01 when 2 then sums.customers_02 when 3 then sums.customers_03 when 4 then sums.customers_04 when 5 then sums.customers_05 when 6 then sums.customers_06 when 7 then sums.customers_07
      when 8 then sums.customers_08 when 9 then sums.customers_09 when 10 then sums.customers_10 when 11 then sums.customers_11 when 12 then sums.customers_12 when 13 then sums.customers_13 end as customers,
    case months.months_ago when 1 then sums.in_01 when 2 then sums.in_02 when 3 then sums.in_03 when 4 then sums.in_04 when 5 then sums.in_05 when 6 then sums.in_06 when 7 then sums.in_07
      when 8 then sums.in_08 when 9 then sums.in_09 when 10 then sums.in_10 when 11 then sums.in_11 when 12 then sums.in_12 when 13 then sums.in_13 end as inflow_fen,
    case months.months_ago when 1 then sums.out_01 when 2 then sums.out_02 when 3 then sums.out_03 when 4 then sums.out_04 when 5 then sums.out_05 when 6 then sums.out_06 when 7 then sums.out_07
      when 8 then sums.out_08 when 9 then sums.out_09 when 10 then sums.out_10 when 11 then sums.out_11 when 12 then sums.out_12 when 13 then sums.out_13 end as outflow_fen
  from outlets
  cross join months
  left join sums on sums.institution_id = outlets.institution_id
  where months.months_ago >= 1
),
all_months as (
  select institution_id, month_end, aum_fen, customers, inflow_fen, outflow_fen
  from closed_months
  union all
  select
    outlets.institution_id, nights.business_date, coalesce(running.aum_fen, 0), coalesce(running.customers, 0),
    case when nights.transactions_known then coalesce(running.inflow_fen, 0) end,
    case when nights.transactions_known then coalesce(running.outflow_fen, 0) end
  from outlets
  left join running on running.institution_id = outlets.institution_id
  cross join nights
)
select
  nights.business_date,
  all_months.institution_id,
  all_months.month_end,
  cast(all_months.aum_fen as bigint) as aum_fen,
  cast(coalesce(all_months.customers, 0) as integer) as customers,
  cast(all_months.inflow_fen as bigint) as inflow_fen,
  cast(all_months.outflow_fen as bigint) as outflow_fen
from all_months
cross join nights

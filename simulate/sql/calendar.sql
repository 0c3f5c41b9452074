-- Grain: one row per month touched, from the warm-up to the last business date.
create or replace table month as
select month_number(start_on) as n, start_on, last_day(start_on) as end_on, day(last_day(start_on))::integer as days
from (select unnest(generate_series(getvariable('warm_on')::timestamp, getvariable('last_on')::timestamp, interval 1 month))::date as start_on);

-- Grain: one row per date with delivered balances: the month ends of the history and every business date.
create or replace table as_of as
select end_on as on_date, getvariable('anchor') as delivered_on from month
where end_on >= getvariable('first_on') and end_on < getvariable('anchor')
union all
select on_date, on_date as delivered_on
from (select unnest(generate_series(getvariable('anchor')::timestamp, getvariable('last_on')::timestamp, interval 1 day))::date as on_date);

/**
 * The functions of `prelude.ts` as Spark defines them, with the same meaning; `add_months`, `last_day`, `year`, `month`,
 * `day`, `bit_or` and `bit_count` it has itself. Its `add_months` takes 32-bit numbers only: a policy, which has 64, is cast by the model.
 */
export const sparkPrelude = [
  'create or replace temporary function add_days(from_date date, n bigint) returns date return date_add(from_date, cast(n as int))',
  'create or replace temporary function days_between(from_date date, to_date date) returns int return datediff(to_date, from_date)',
  'create or replace temporary function month_index(of_date date) returns int return year(of_date) * 12 + month(of_date) - 1',
  `create or replace temporary function full_months_between(from_date date, to_date date) returns int return
     (year(to_date) * 12 + month(to_date)) - (year(from_date) * 12 + month(from_date))
     - case when day(to_date) < day(from_date) and to_date <> last_day(to_date) then 1 else 0 end`,
  `create or replace temporary function div_floor(dividend bigint, divisor bigint) returns bigint return
     (dividend - (((dividend % divisor) + divisor) % divisor)) div divisor`,
  `create or replace temporary function number_at(listed string, place int) returns int return
     element_at(cast(split(listed, ' ') as array<int>), place + 1)`,
] as const

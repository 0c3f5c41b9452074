/** The functions of night/engines/prelude.ts as PostgreSQL defines them, and what Spark and DuckDB have beside. Same meaning, null in, null out. */
export const postgresPrelude = [
  `do $$ begin create domain bench.string as text; exception when duplicate_object then null; end $$`,
  `create function last_day(d date) returns date language sql immutable as $$ select (date_trunc('month', d) + interval '1 month - 1 day')::date $$`,
  `create function year(d date) returns int language sql immutable as $$ select extract(year from d)::int $$`,
  `create function month(d date) returns int language sql immutable as $$ select extract(month from d)::int $$`,
  `create function day(d date) returns int language sql immutable as $$ select extract(day from d)::int $$`,
  `create function add_days(d date, n bigint) returns date language sql immutable as $$ select d + n::int $$`,
  `create function add_months(d date, n bigint) returns date language sql immutable as $$ select (d + make_interval(months => n::int))::date $$`,
  `create function days_between(a date, b date) returns int language sql immutable as $$ select b - a $$`,
  `create function month_index(d date) returns int language sql immutable as $$ select year(d) * 12 + month(d) - 1 $$`,
  `create function full_months_between(a date, b date) returns int language sql immutable as
     $$ select (year(b) * 12 + month(b)) - (year(a) * 12 + month(a)) - case when day(b) < day(a) and b <> last_day(b) then 1 else 0 end $$`,
  `create function div_floor(a numeric, b numeric) returns bigint language sql immutable as $$ select floor(a / b)::bigint $$`,
  `create function div_floor(a bigint, b bigint) returns bigint language sql immutable as $$ select (a - (((a % b) + b) % b)) / b $$`,
  `create function div_floor(a int, b int) returns bigint language sql immutable as $$ select ((a - (((a % b) + b) % b)) / b)::bigint $$`,
  `create function bit_count(n bigint) returns bigint language sql immutable as $$ select pg_catalog.bit_count(n::bit(64)) $$`,
]

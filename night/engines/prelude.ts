/**
 * Functions every model may use beside standard SQL, as DuckDB defines them. Spark has `add_months`, `last_day`, `year`, `month`, `day` itself and defines the others
 * by `create temporary function` with the same meaning. Whole numbers in, whole numbers out; dates in, dates out; null in, null out.
 */
export const duckdbPrelude = [
  // the date n days later
  'create or replace temp macro add_days(from_date, n) as cast(from_date + cast(n as integer) as date)',
  // the same day n months later, or that month's last day when it has no such day
  'create or replace temp macro add_months(from_date, n) as cast(from_date + to_months(cast(n as integer)) as date)',
  // days from the first date to the second
  'create or replace temp macro days_between(from_date, to_date) as cast(to_date - from_date as integer)',
  // months since year 0: the same number for all days of a month
  'create or replace temp macro month_index(of_date) as cast(year(of_date) * 12 + month(of_date) - 1 as integer)',
  // whole months from the first date to the second; from the 29th, 30th or 31st a shorter month is full at its end
  `create or replace temp macro full_months_between(from_date, to_date) as cast(
     (year(to_date) * 12 + month(to_date)) - (year(from_date) * 12 + month(from_date))
     - case when day(to_date) < day(from_date) and to_date <> last_day(to_date) then 1 else 0 end as integer)`,
  // the whole number (32 bits) at a place, from 0, of a list written as text, a space between two; of a constant list the text is read once, not for each row
  `create or replace temp macro number_at(listed, place) as list_extract(cast(string_split(listed, ' ') as integer[]), place + 1)`,
  // whole quotient rounded down, for money's very last step
  'create or replace temp macro div_floor(dividend, divisor) as cast((dividend - (((dividend % divisor) + divisor) % divisor)) // divisor as bigint)',
] as const

/** Names the prelude adds to what both engines have. */
export const preludeFunctions = [
  'add_days',
  'add_months',
  'days_between',
  'month_index',
  'full_months_between',
  'div_floor',
  'number_at',
] as const

-- The last balance up to the date; the order within a day is that of trans_id.
with ordered as (
  select *, row_number() over (partition by account_id order by day(date) desc, try_cast(trans_id as bigint) desc) as back
  from posting
  where within(day(date), '1900-01-01', $business_date)
)
select account_id as account_no, $business_date as business_date, fen(balance) as balance_fen, _file, _line
from ordered
where back = 1

-- Owners of the accounts opened so far; the account's district is the customer's outlet.
select
  c.client_id as customer_no,
  a.district_id as institution_code,
  case c.gender when 'F' then 'female' when 'M' then 'male' when '' then null else refuse('unknown_code', c.gender) end as gender,
  day(c.birth_date) as birth_date,
  day(a.date) as opened_on,
  c._file,
  c._line
from client c
join disposition d on d.client_id = c.client_id and d.type = 'OWNER'
join bank_account a on a.account_id = d.account_id
where within(day(a.date), '1900-01-01', $business_date)

select a.account_id as account_no, d.client_id as customer_no, 'account' as product_code, day(a.date) as opened_on, a._file, a._line
from bank_account a
left join disposition d on d.account_id = a.account_id and d.type = 'OWNER'
where within(day(a.date), '1900-01-01', $business_date)

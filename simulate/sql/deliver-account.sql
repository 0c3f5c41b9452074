-- The accounts as of business date $on_date.
select '62' || a.aid as account_no, a.cid::varchar as customer_no, a.product_code, a.opened_on, case when l.closed_on <= date '$on_date' then l.closed_on end as closed_on
from account a left join closing l on l.aid = a.aid
where a.opened_on <= date '$on_date'
order by account_no

with
postings as (
  select * from posting
)
select
  account_id,
  customer_id,
  business_date,
  sequence,
  amount_fen,
  case when kind in ('payroll', 'pension') then kind end as coded_kind,
  employer_id,
  counterparty_name as payer_name
from postings
where amount_fen > 0
  and (kind in ('payroll', 'pension') or (kind in ('transfer_in', 'other') and not own_name and counterparty_name is not null))

with
postings as (
  select * from posting where amount_fen > 0
),
coded as (
  select account_id, customer_id, business_date, sequence, amount_fen, kind as coded_kind, employer_id, counterparty_name as payer_name
  from postings
  where kind in ('payroll', 'pension')
),
-- the largest credit of a payer in the month stands for the month
uncoded as (
  select
    account_id, customer_id, business_date, sequence, amount_fen, employer_id, counterparty_name as payer_name,
    row_number() over (
      partition by customer_id, counterparty_name
      order by amount_fen desc nulls last, business_date asc nulls last, account_id asc nulls last, sequence asc nulls last
    ) as place
  from postings
  where kind in ('transfer_in', 'other') and not own_name and counterparty_name is not null
)
select account_id, customer_id, business_date, sequence, amount_fen, coded_kind, employer_id, payer_name
from coded
union all
select account_id, customer_id, business_date, sequence, amount_fen, null, employer_id, payer_name
from uncoded
where place = 1

-- type PRIJEM is a credit, VYDAJ and VYBER are debits; what k_symbol says goes before the operation.
select
  trans_id as transaction_no,
  account_id as account_no,
  day(date) as business_date,
  trans_id as sequence,
  case
    when k_symbol = 'DUCHOD' then 'pension'
    when k_symbol = 'UROK' then 'interest'
    when k_symbol in ('SLUZBY', 'SANKC. UROK') then 'fee'
    when k_symbol = 'UVER' then 'loan_payment'
    when k_symbol in ('SIPO', 'POJISTNE') then 'bill_payment'
    when operation = 'VKLAD' then 'cash_in'
    when operation = 'VYBER' then 'cash_out'
    when operation = 'VYBER KARTOU' then 'card_payment'
    when operation = 'PREVOD Z UCTU' then 'transfer_in'
    when operation = 'PREVOD NA UCET' then 'transfer_out'
    else refuse('unknown_code', concat_ws(' / ', type, operation, k_symbol))
  end as kind,
  case type when 'PRIJEM' then fen(amount) when 'VYDAJ' then negative(fen(amount)) when 'VYBER' then negative(fen(amount)) else refuse('unknown_code', type) end as amount_fen,
  fen(balance) as balance_after_fen,
  bank as counterparty_bank,
  _file,
  _line
from posting
where within(day(date), $covers_from, $business_date)

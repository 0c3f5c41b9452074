-- The postings of $from_date to $on_date in the order of their accounts; ordered last, as a join does not keep an order.
select p.aid || lpad(p.nth::varchar, 6, '0') as transaction_no, '62' || p.aid as account_no, p.on_date as business_date, p.nth as sequence, p.kind, p.amount as amount_fen,
  p.balance_after as balance_after_fen, case when p.employer is not null then w.employer_code end as employer_code,
  case when p.party = 1 or p.party = 2 and p.ref % 2 = 0 then getvariable('banks')[1 + (p.cid + coalesce(p.ref, 0)) % len(getvariable('banks'))] end as counterparty_bank,
  case p.party when 1 then n.name when 2 then getvariable('strangers')[1 + p.ref] when 3 then w.name when 4 then getvariable('shops')[1 + p.ref % len(getvariable('shops'))] end as counterparty_name,
  case when p.party = 1 then true when p.party > 1 then false end as own_name
from posting p
join person n on n.cid = p.cid
join payer w on w.employer = case when p.party = 3 then p.ref else -1 end
where p.on_date between date '$from_date' and date '$on_date'
order by p.aid, p.nth

-- Accounts opened, terms that mature, arrangements that run: both legs of every move between own accounts.
create or replace macro alive(leaves_on, on_date) as leaves_on is null or on_date < leaves_on;

-- Accounts opened within the simulated time are paid for with money from outside; a customer's first deposit too.
create or replace table opening as
select *, cid * 100 + 1 as demand_aid from account
where opened_on >= getvariable('warm_on') and opening_fen > 0 and form not in ('bill', 'acquiring', 'past_term') and alive(leaves_on, opened_on);
insert into event
select cid, demand_aid, opened_on, slot_in(k, 'opening', 0), case when u(k, 'opening kind') < 0.15 then 'cash_in' else 'transfer_in' end, opening_fen,
  case when u(k, 'opening kind') < 0.15 then 0 when u(k, 'opening kind') < 0.75 then 1 else 2 end, pick(k, 'opening party', 1000), null
from opening where form in ('demand', 'term', 'lasting', 'plan')
union all
select cid, aid, opened_on, slot_in(k, 'opening', 0), 'cash_in', opening_fen, 0, null, null from opening where form = 'passbook'
union all
select cid, aid, opened_on, slot_out(k, 'opening', 0), 'card_payment', opening_fen, 4, pick(k, 'opening party', 1000), null from opening where form = 'card'
union all
select cid, demand_aid, opened_on, slot_out(k, 'opening', 0), 'purchase', -opening_fen, 0, null, null from opening where form in ('term', 'lasting', 'plan')
union all
select cid, aid, opened_on, slot_out(k, 'opening', 0), 'purchase', opening_fen, 0, null, null from opening where form in ('term', 'lasting', 'plan')
union all
select cid, aid, opened_on, slot_in(k, 'draw', 0), 'loan_draw', opening_fen, 0, null, null from opening where form = 'owed'
union all
select cid, demand_aid, opened_on, slot_in(k, 'draw', 0), 'loan_draw', opening_fen, 0, null, null from opening where form = 'owed'
union all
select cid, demand_aid, opened_on, slot_out(k, 'draw', 0), 'transfer_out', -opening_fen, 2, pick(k, 'opening party', 1000), null from opening where form = 'owed';

-- What matures comes back with its interest; what is renewed goes out again on the day or within three.
create or replace table matured as
select m.*, a.cid * 100 + 1 as demand_aid, a.opening_fen as amount, a.opening_fen * m.tenor_days * 2 // 36500 as interest, a.leaves_on
from maturity m join account a on a.aid = m.aid where alive(a.leaves_on, m.matures_on) and a.opening_fen > 0;
insert into event
select cid, aid, matures_on, 1000 + j, 'maturity', -amount, 0, null, null from matured
union all
select cid, demand_aid, matures_on, slot_in(k, 'maturity', j) // 2, 'maturity', amount, 0, null, null from matured
union all
select cid, demand_aid, matures_on, slot_in(k, 'maturity', j) // 2 + 1, 'interest', interest, 0, null, null from matured where interest > 0
union all
select cid, demand_aid, renewed_on, slot_out(k, 'renewal', j), 'purchase', -amount, 0, null, null from matured where renewed_on is not null and alive(leaves_on, renewed_on)
union all
select cid, aid, renewed_on, slot_out(k, 'renewal', j), 'purchase', amount, 0, null, null from matured where renewed_on is not null and alive(leaves_on, renewed_on);
-- What is not renewed goes to the own name elsewhere within days, is spent within weeks, or lies idle for two to four months and then goes.
insert into event
with gone as (
  select *, i::integer as i, case fate when 'parked' then 1 else 3 end as parts,
    matures_on + case fate when 'away' then pick_at(k, 'gone', j * 4 + i, 9) when 'spent' then pick_at(k, 'gone', j * 4 + i, 40) else 60 + pick_at(k, 'gone', j, 60) end as gone_on
  from matured, range(case fate when 'parked' then 1 else 3 end) as r(i) where ends
)
select cid, demand_aid, gone_on, slot_out(k, 'gone', j * 4 + i), case when fate = 'spent' and i = 1 then 'cash_out' else 'transfer_out' end, -slice(amount, parts, i, k, 'gone size', j),
  case when fate = 'spent' then (case i when 1 then 0 else 2 end) else 1 end, pick_at(k, 'gone party', j * 4 + i, 1000), null
from gone where alive(leaves_on, gone_on);

-- Monthly arrangements: fund plans, premiums, bills, loans, cards. Taken from the pay where it reaches, else paid in on the same day.
create or replace table payment as
select a.*, a.cid * 100 + 1 as demand_aid, m.n, coalesce(p.pays_dues, false) as from_pay,
  case when p.pays_dues then p.on_date + 1 + pick(a.k, 'due day', 8) else working_day(m.start_on + 4 + pick(a.k, 'due day', 20)) end as on_date,
  case a.form when 'card' then a.monthly_fen * (60 + pick_at(a.k, 'charge', m.n, 41)) // 100 when 'owed' then a.monthly_fen + a.opening_fen * 3 // 1000
    when 'bill' then a.monthly_fen * (70 + pick_at(a.k, 'bill', m.n, 31)) // 100 else a.monthly_fen end as amount
from account a join owner o on o.cid = a.cid join month m on m.start_on > a.opened_on + 31 left join pay p on p.cid = a.cid and p.n = m.n
where a.monthly_fen > 0 and o.profile not in ('still') and (p.pays_dues or m.n % 3 = 0 or a.form <> 'bill') and (p.pays_dues or o.profile <> 'sleepy' or m.start_on < o.quiet_on);
delete from payment where leaves_on is not null and on_date >= leaves_on;
insert into event
select cid, demand_aid, on_date, slot_in(k, 'due', n), 'transfer_in', amount, 1, null, null from payment where not from_pay
union all
select cid, demand_aid, on_date, slot_out(k, 'due', n), case form when 'plan' then 'purchase' when 'bill' then 'bill_payment' else 'loan_payment' end, -amount, 0, null, null from payment
union all
select cid, aid, on_date, slot_out(k, 'due', n), 'purchase', amount, 0, null, null from payment where form = 'plan'
union all
select cid, aid, on_date, slot_out(k, 'due', n), 'loan_payment', -monthly_fen, 0, null, null from payment where form = 'owed'
union all
select cid, aid, on_date, slot_out(k, 'due', n) + 1, 'loan_payment', -amount, 0, null, null from payment where form = 'card'
union all
-- the card is charged with next month's payment; the month's charge is what the month after pays
select cid, aid, on_date, slot_out(k, 'due', n) + 2, 'card_payment', monthly_fen * (60 + pick_at(k, 'charge', n + 1, 41)) // 100, 4, pick_at(k, 'charge shop', n, 1000), null from payment where form = 'card';

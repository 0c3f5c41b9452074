-- Income and what becomes of it. Every payment out is cut from a credit that came before, so no balance can fall below what was there.
-- party: 0 none · 1 the customer at another bank · 2 another person · 3 an employer · 4 a shop. ref numbers the party's name.
create or replace macro spend_kind(x) as case when x < 0.56 then 'card_payment' when x < 0.92 then 'transfer_out' else 'cash_out' end;
create or replace macro spend_party(x) as (case when x < 0.56 then 4 when x < 0.83 then 2 when x < 0.92 then 1 else 0 end)::utinyint;

create or replace table event (cid bigint, aid bigint, on_date date, slot integer, kind varchar, amount bigint, party utinyint, ref integer, employer integer);

create or replace table due as
select cid, sum(monthly_fen + case form when 'owed' then opening_fen * 3 // 1000 else 0 end)::bigint as due_fen from account where monthly_fen > 0 group by cid;

-- Grain: one row per payroll or pension credit. spendable_fen: what the customer's own arrangements do not take.
create or replace table pay as
with earner as (
  select o.*, coalesce(d.due_fen, 0) as due_fen,
    case o.income when 'pension' then -1 else floor(getvariable('employers_per_outlet') * pow(u(o.k, 'employer'), 2))::integer end as e,
    case when u(o.k, 'job') < 0.08 then getvariable('first_on') + pick(o.k, 'job day', getvariable('month_on') - getvariable('first_on')) end as job_on
  from owner o left join due d on d.cid = o.cid
  where o.income in ('payroll', 'pension')
),
paid as (
  select p.cid, p.k, p.cid * 100 + 1 as aid, m.n, e.employer, e.coded, p.income, p.leaves_on, p.due_fen, p.salary, p.class,
    working_day(m.start_on + case p.income when 'pension' then 9 + pick(p.k, 'pension day', 11) else e.payday - 1 end) as on_date,
    fen(p.salary * (0.97 + 0.06 * u_at(p.k, 'pay', m.n)) * case when p.income = 'payroll' and m.n % 12 = 1 and u(p.k, 'bonus') < 0.4 then 1.8 else 1 end) as amount
  from earner p join employer e on e.outlet = p.outlet and e.e = p.e join month m on m.end_on >= p.opened_on + 30
  where p.job_on is null or (p.job_on <= m.start_on) = (u(p.k, 'job') < 0.04)
)
select * exclude (salary, class), due_fen <= amount // 2 as pays_dues, amount - case when due_fen <= amount // 2 then due_fen else 0 end as spendable_fen,
  case when u(k, 'speed') < 0.35 then 'fast' when u(k, 'speed') < 0.78 or salary > 8000 and class = 0 then 'monthly' else 'slow' end as speed
from paid;

insert into event
select cid, aid, on_date, slot_in(k, 'pay', n), case when not coded then 'transfer_in' else income end, amount, 3, employer, case when coded then employer end
from pay where leaves_on is null or on_date < leaves_on;

-- fast: most of it goes to the own account elsewhere within three days, the rest in two payments; monthly: used up by the next pay; slow: takes ten weeks, a little stays
insert into event
with cut as (
  select p.*, i::integer as i, slices, span, part_fen
  from (select *, case speed when 'fast' then 2 when 'monthly' then 1 + pick(k, 'slices', case income when 'pension' then 2 else 4 end) else 3 end as slices,
      case speed when 'fast' then 14 when 'monthly' then 29 else 70 end as span,
      case speed when 'fast' then spendable_fen * (10 + pick(k, 'rest', 25)) // 100 when 'monthly' then spendable_fen * (985 + pick_at(k, 'rest', n, 16)) // 1000
        else spendable_fen * (930 + pick(k, 'rest', 50)) // 1000 end as part_fen from pay) p, range(slices) as s(i)
),
timed as (select *, on_date + floor((i + u_at(k, 'spend day', n * 16 + i)) / slices * span)::integer as spent_on, u_at(k, 'spend kind', n * 16 + i) as way from cut)
select cid, aid, spent_on, slot_out(k, 'spend', n * 16 + i), spend_kind(way), -slice(part_fen, slices, i, k, 'spend size', n), spend_party(way), pick_at(k, 'spend party', n * 16 + i, 1000), null
from timed where leaves_on is null or spent_on < leaves_on
union all
select cid, aid, on_date + pick_at(k, 'away day', n, 3), slot_out(k, 'away', n), 'transfer_out', -(spendable_fen - spendable_fen * (10 + pick(k, 'rest', 25)) // 100), 1, null, null
from pay where speed = 'fast' and (leaves_on is null or on_date + pick_at(k, 'away day', n, 3) < leaves_on);

-- Merchants: settlements by day, most of a week's takings leave in the week after.
create or replace table settlement as
select o.cid, o.k, o.cid * 100 + 1 as aid, o.leaves_on, on_date, on_date - date '2000-01-01' as d, (on_date - date '2000-01-03') // 7 as w,
  fen(o.scale * 0.12 * pow(6, u_at(o.k, 'takings', on_date - date '2000-01-01') - 0.5) * case when dayofweek(on_date) in (0, 6) then 1.3 else 1 end) as amount
from owner o, (select unnest(generate_series(getvariable('warm_on')::timestamp, (getvariable('last_on') + 7)::timestamp, interval 1 day))::date as on_date)
where o.income = 'merchant' and on_date > o.opened_on and u_at(o.k, 'opens', on_date - date '2000-01-01') < 0.08 + 0.42 * u(o.k, 'busy');
insert into event select cid, aid, on_date, slot_in(k, 'takings', d), 'merchant_settlement', amount, 0, null, null from settlement where leaves_on is null or on_date < leaves_on;
insert into event
select cid, aid, paid_on, slot_out(k, 'supplier', w), 'transfer_out', -amount, case when u_at(k, 'supplier', w) < 0.7 then 2 else 1 end, pick_at(k, 'supplier name', w, 1000), null
from (select cid, aid, k, w, leaves_on, date '2000-01-03' + w::integer * 7 + 7 + pick_at(k, 'supplier day', w, 4) as paid_on, sum(amount)::bigint * 98 // 100 as amount from settlement group by all)
where leaves_on is null or paid_on < leaves_on;

-- Light and medium users: now and then money comes in and is used up over the next weeks.
create or replace table bundle as
select o.cid, o.k, o.cid * 100 + 1 as aid, o.leaves_on, m.n * 4 + i as n, m.start_on + pick_at(o.k, 'in day', m.n * 4 + i, m.days) as on_date,
  fen(o.scale * (case o.profile when 'regular' then 0.5 else 1 end) * pow(9, u_at(o.k, 'in', m.n * 4 + i) - 0.5)) as amount, 1 + pick_at(o.k, 'in slices', m.n * 4 + i, 2) as slices,
  u_at(o.k, 'in kind', m.n * 4 + i) as way
from owner o, month m, range(2) as r(i)
where o.profile <> 'still' and m.start_on >= o.opened_on and (o.profile <> 'sleepy' or m.end_on < o.quiet_on - 45)
  and u_at(o.k, 'has in', m.n * 4 + i) < (case o.profile when 'light' then 0.09 when 'medium' then 0.32 when 'sleepy' then 0.18 else 0.06 end) * case when o.class > 0 then 1.3 else 1 end;
insert into event
select cid, aid, on_date, slot_in(k, 'in', n), case when way < 0.2 then 'cash_in' else 'transfer_in' end, amount,
  case when way < 0.2 then 0 when way < 0.5 then 1 else 2 end, pick_at(k, 'in party', n, 1000), null
from bundle where leaves_on is null or on_date < leaves_on;
insert into event
with timed as (
  select *, on_date + floor((i + u_at(k, 'use day', n * 8 + i)) / slices * 42)::integer as spent_on, u_at(k, 'use kind', n * 8 + i) as way_out
  from bundle, range(slices) as s(i)
)
select cid, aid, spent_on, slot_out(k, 'use', n * 8 + i), spend_kind(way_out),
  -slice(amount * (940 + pick_at(k, 'used', n, 61)) // 1000, slices, i, k, 'use size', n), spend_party(way_out), pick_at(k, 'use party', n * 8 + i, 1000), null
from timed where leaves_on is null or spent_on < leaves_on;

-- What happens now and then. Each leaves the account with no less than it had before.

-- Opening season: money comes in January to March, 60 % of it leaves in April and May. Never so much that the customer changes the tier.
insert into event
with room as (
  select o.cid, o.k, o.cid * 100 + 1 as aid, o.leaves_on, o.opened_on, m.n, m.start_on,
    least(case o.class when 0 then 25000 when 1 then 185000 when 2 then 950000 else 1e9 end - o.money - 2 * o.scale - 2 * o.salary, o.scale * 8 * u_at(o.k, 'season size', m.n)) as yuan
  from owner o, month m
  where m.n % 12 = 1 and o.profile in ('light', 'medium', 'regular') and u_at(o.k, 'season', m.n) < case when o.class = 0 then 0.10 else 0.30 end
),
moved as (
  select *, fen(floor(yuan / 100) * 100) as amount, start_on + pick_at(k, 'season in', n, 88) as in_on, start_on + 92 + pick_at(k, 'season out', n, 56) as out_on from room where yuan >= 500 and opened_on < start_on
)
select cid, aid, in_on, slot_in(k, 'season', n), 'transfer_in', amount, 1, null::integer, null::integer from moved where alive(leaves_on, in_on)
union all
select cid, aid, out_on, slot_out(k, 'season', n), 'transfer_out', -(amount * 6 // 10), 1, null, null from moved where alive(leaves_on, out_on);

-- Pass-through money: in, and out again within three days.
insert into event
with passed as (
  select o.cid, o.k, o.cid * 100 + 1 as aid, o.leaves_on, m.n, m.start_on + pick_at(o.k, 'pass day', m.n, m.days) as in_on, fen(2000 * pow(60, u_at(o.k, 'pass size', m.n))) as amount
  from owner o, month m
  where m.start_on >= o.opened_on and (o.status = 'pass_through' and u_at(o.k, 'passes', m.n) < 0.6
    or o.profile in ('light', 'medium', 'regular') and u(o.k, 'conduit') < 0.02 and u_at(o.k, 'passes', m.n) < 0.15)
)
select cid, aid, in_on, slot_in(k, 'pass', n), 'transfer_in', amount, 2, pick_at(k, 'pass party', n, 1000), null from passed where alive(leaves_on, in_on)
union all
select cid, aid, in_on + pick_at(k, 'pass out', n, 4), slot_out(k, 'pass', n), 'transfer_out', -amount, case when u_at(k, 'pass own', n) < 0.5 then 1 else 2 end, pick_at(k, 'pass party', n, 999), null
from passed where alive(leaves_on, in_on + pick_at(k, 'pass out', n, 4));

-- After the first delivery some long-tail customers bring money from other banks, as others take theirs away.
insert into event
select o.cid, o.cid * 100 + 1, on_date, slot_in(o.k, 'brings', 0), 'transfer_in', fen(52000 * pow(3, u(o.k, 'brings'))), 1, null, null
from owner o, (select m.start_on, m.days, m.n from month m where m.end_on > getvariable('anchor')) as m, lateral (select m.start_on + pick_at(o.k, 'brings day', m.n, m.days) as on_date)
where o.class = 0 and o.profile in ('light', 'medium', 'regular') and u_at(o.k, 'brings', m.n) < 0.0012 and on_date > getvariable('anchor') and on_date > o.opened_on and alive(o.leaves_on, on_date);

-- Bookings by mistake, taken back on the same day.
insert into event
with wrong as (
  select o.cid, o.k, o.cid * 100 + 1 as aid, o.leaves_on, m.n, m.start_on + pick_at(o.k, 'mistake day', m.n, m.days) as on_date, fen(10 * pow(100, u_at(o.k, 'mistake size', m.n))) as amount
  from owner o, month m where m.start_on > o.opened_on and o.profile <> 'still' and u_at(o.k, 'mistake', m.n) < 0.0005
)
select cid, aid, on_date, slot_in(k, 'mistake', n), 'transfer_in', amount, 2, pick_at(k, 'mistake party', n, 1000), null from wrong where alive(leaves_on, on_date)
union all
select cid, aid, on_date, slot_out(k, 'mistake', n), 'correction', -amount, 2, pick_at(k, 'mistake party', n, 1000), null from wrong where alive(leaves_on, on_date);

-- The system: interest on the 21st of a quarter's last month, a fee of three yuan a quarter for one in six who has the money.
insert into event
with standing as (
  select a.*, o.salary, o.status from account a join owner o on o.cid = a.cid where a.form in ('demand', 'passbook')
),
credited as (
  select *, m.start_on + 20 as on_date, (opening_fen + fen(salary) // 4) // 8000 as interest from standing s join month m on m.n % 3 = 0 and m.start_on > s.opened_on
)
select cid, aid, on_date, 100 + place, 'interest', interest, 0, null, null from credited where interest > 0 and alive(leaves_on, on_date)
union all
select cid, aid, on_date - 20 + pick_at(k, 'fee day', n, 5), 200 + place, 'fee', -300, 0, null, null from credited
where form = 'demand' and opening_fen >= 50000 and u(k, 'fee') < 0.17 and alive(leaves_on, on_date - 20 + pick_at(k, 'fee day', n, 5));

-- Grain: one row per contact. Managers keep in touch with their customers, with some hardly ever; who is hard to reach is never reached.
create or replace table contact as
with tried as (
  select c.cid, c.k, c.outlet, c.hard, m.n, m.start_on, i::integer as i,
    working_day(m.start_on + pick_at(c.k, 'contact day', m.n * 4 + i, m.days)) as on_date
  from customer c, month m, range(2) as r(i)
  where c.managed and c.opened_on <= m.start_on
    and u_at(c.k, 'contact', m.n * 4 + i) < (case c.class when 0 then 0.06 when 1 then 0.30 when 2 then 0.45 else 0.60 end) * (case when c.neglected then 0.1 else 1 end)
),
walked_in as (
  select c.cid, c.k, c.outlet, m.n, working_day(m.start_on + pick_at(c.k, 'walk-in day', m.n, m.days)) as on_date
  from customer c, month m
  where not c.hard and c.profile in ('light', 'medium', 'regular') and c.opened_on <= m.start_on and u_at(c.k, 'walk-in', m.n) < 0.012
)
select cid, k, outlet, on_date, n * 4 + i as nth, not hard and u_at(k, 'reached', n * 4 + i) < 0.7 as reached, true as by_manager,
  case when u_at(k, 'channel', n * 4 + i) < 0.55 then 'call' when u_at(k, 'channel', n * 4 + i) < 0.70 then 'visit'
    when u_at(k, 'channel', n * 4 + i) < 0.80 then 'invitation' when u_at(k, 'channel', n * 4 + i) < 0.95 then 'wechat' else 'letter' end as channel
from tried
union all
select cid, k, outlet, on_date, n * 4 + 3, true, false, 'walk_in' from walked_in;
delete from contact where on_date > getvariable('last_on');

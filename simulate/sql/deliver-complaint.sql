-- Complaints up to business date $on_date: one customer in 250 a year, closed within two months, a few never.
with made as (
  select c.cid, c.k, m.n, m.start_on + pick_at(c.k, 'complaint day', m.n, m.days) as opened_on
  from customer c join month m on m.start_on >= c.opened_on and m.end_on >= getvariable('first_on')
  where c.profile in ('light', 'medium', 'regular') and u_at(c.k, 'complaint', m.n) < 0.0006
),
closed as (
  select *, case when u_at(k, 'settled', n) < 0.95 then opened_on + 1 + pick_at(k, 'settled days', n, 60) end as settled_on from made
)
select cid || '-' || n as complaint_no, cid::varchar as customer_no, opened_on, case when settled_on <= date '$on_date' then settled_on end as closed_on,
  ['排队时间过长', '收费不明', '产品收益与介绍不符', '工作人员态度', '短信打扰', '手机银行故障'][1 + pick_at(k, 'subject', n, 6)] as subject
from closed where opened_on <= date '$on_date'
order by cid, n

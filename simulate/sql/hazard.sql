-- Grain: one row per customer at risk and month end, up to the month in which the customer leaves. The formula is explained in truth.ts.
create or replace table hazard as
with at_risk as (
  select cid, k, opened_on from customer
  where not (profile = 'still') and (class > 0 or lump >= getvariable('truth_at_risk_from_yuan'))
),
closing as (select end_on, n, start_on from month where end_on >= getvariable('first_on') - 1 and end_on < getvariable('last_on')),
-- categories as bits: those of accounts that neither open nor end in the simulated time once, the others by month end
standing as (
  select a.cid, bit_or(1::bigint << a.category_number) as categories from account_plan a left join account_end e on e.aid = a.aid
  where a.opened_on < getvariable('first_on') and e.ended_on is null group by a.cid
),
passing as (
  select a.cid, m.end_on, bit_or(1::bigint << a.category_number) as categories
  from (select a.*, e.ended_on from account_plan a left join account_end e on e.aid = a.aid where a.opened_on >= getvariable('first_on') or e.ended_on is not null) a, closing m
  where a.opened_on <= m.end_on and (a.ended_on is null or a.ended_on > m.end_on) group by a.cid, m.end_on
),
reached as (
  select distinct c.cid, m.end_on from contact c join closing m on c.on_date between m.end_on - getvariable('truth_contact_days') + 1 and m.end_on
  where c.reached and c.by_manager
),
maturing as (
  select t.cid, last_day(t.matures_on - day(t.matures_on)::integer) as end_on, min(t.matures_on) as matures_on from term_plan t group by all
),
known as (
  select r.cid, r.k, m.end_on, bit_count(coalesce(s.categories, 0) | coalesce(p.categories, 0))::integer as categories, c.cid is not null as contacted, t.matures_on
  from at_risk r join closing m on r.opened_on <= m.end_on
  left join standing s on s.cid = r.cid
  left join passing p on p.cid = r.cid and p.end_on = m.end_on
  left join reached c on c.cid = r.cid and c.end_on = m.end_on
  left join maturing t on t.cid = r.cid and t.end_on = m.end_on
),
risk as (
  select *, 1 / (1 + exp(-(getvariable('truth_base') + getvariable('truth_category') * least(categories, getvariable('truth_categories_at_most'))
    + case when contacted then getvariable('truth_contact') else 0 end + case when matures_on is not null then getvariable('truth_maturity') else 0 end))) as hazard
  from known
),
drawn as (
  select *, u_at(k, 'leaves', month_number(end_on)) < hazard as leaves from risk
),
first as (select cid, min(end_on) as end_on from drawn where leaves group by cid)
select d.cid, d.end_on as month_end, d.categories, d.contacted, d.matures_on is not null as maturing, d.hazard, d.leaves as left,
  case when d.leaves then case when d.matures_on is not null and u(d.k, 'leaves at maturity') < 0.8 then d.matures_on + pick(d.k, 'leave day', 3)
    else d.end_on + 1 + pick(d.k, 'leave day', 27) end end as leaves_on
from drawn d left join first f on f.cid = d.cid
where f.end_on is null or d.end_on <= f.end_on;

-- Extension: a leaving that starts after the last business date is not yet known.
create or replace table leaver as select cid, leaves_on from hazard where leaves_on <= getvariable('last_on');

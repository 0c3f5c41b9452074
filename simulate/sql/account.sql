-- Grain: one row per account the customer has, had or will open; amounts come in wealth.sql.
-- Needs: customer, place (the holdings a customer may have), product_offer (codes of a place, numbered from 0).
create or replace table account_plan as
with wanted as (
  select c.cid, c.k as ck, c.class, c.income, c.opened_on as customer_opened_on, c.joined_on, p.place, p.form, p.category, p.category_number, p.offers,
    hash(xor(c.k, p.place::ubigint)) as k,
    case when p.form in ('bill', 'card') then (case when c.income in ('payroll', 'pension') then 2.4 else 0.7 end)
      when p.form = 'plan' then (case when c.income = 'payroll' then 2.2 when c.profile in ('still', 'sleepy') then 0.3 else 0.45 end)
      when p.form = 'owed' then (case when c.profile in ('still', 'sleepy') then 0 else 1.6 end)
      when p.form = 'acquiring' then (c.income = 'merchant')::integer
      when p.form = 'past_term' then (c.opened_on < getvariable('first_on') - 400)::integer
      else 1 end * p.probability[case when c.class > 0 then c.class + 2 when c.lump >= 2000 then 2 else 1 end] as probability
  from customer c, place p
),
held as (select * from wanted where u(k, 'held') < probability),
coded as (
  select h.*, o.product_code, o.tenor_days
  from held h join product_offer o on o.place = h.place and o.offer = floor(h.offers * pow(u(h.k, 'product'), 1.4))::integer
),
dated as (
  select *,
    make_date(year(getvariable('month_on')), 1, 1) + pick(k, 'season day', 88) as season_on,
    make_date(year(getvariable('month_on')) - 1, 1, 1) + pick(k, 'season day', 88) as last_season_on
  from coded
),
opened as (
  select * exclude (season_on, last_season_on),
    case
      when place = 1 or joined_on is not null or customer_opened_on >= getvariable('first_on') then customer_opened_on
      when form not in ('past_term', 'owed', 'acquiring') and u(k, 'new') < 0.16 then
        -- the opening season sells: nearly half of a year's new accounts
        case when u(k, 'season') < 0.45 and season_on < getvariable('month_on') then season_on
          when u(k, 'season') < 0.45 and last_season_on >= getvariable('first_on') then last_season_on
          else getvariable('first_on') + pick(k, 'opened', getvariable('month_on') - getvariable('first_on')) end
      else customer_opened_on + pick(k, 'opened', greatest(1, getvariable('first_on') - 30 - customer_opened_on)) end as opened_on
  from dated
)
select cid, ck, k, cid * 100 + place as aid, place, form, category, category_number, product_code, tenor_days, opened_on,
  -- the first maturity that the simulation sees; later ones follow at the tenor's distance
  case form when 'past_term' then getvariable('first_on') + 2 + pick(k, 'matures', getvariable('anchor') - getvariable('first_on') - 2)
    when 'term' then case when opened_on >= getvariable('first_on') then opened_on + tenor_days
      else getvariable('first_on') + pick(k, 'matures', tenor_days) end end as first_matures_on
from opened;

-- Grain: one row per account and maturity, up to the first one after the last business date. After a maturity that is not renewed the chain ends.
-- Of what matures after the first delivery 75 % is renewed; before it, terms held at that date were renewed and past terms were not: about the same share.
create or replace table term_plan as
with each as (
  select cid, ck, k, aid, form, tenor_days, j::integer as j, first_matures_on + j::integer * tenor_days as matures_on
  from account_plan, range(case form when 'past_term' then 1 else greatest(0, getvariable('last_on') - first_matures_on) // tenor_days + 2 end) as r(j)
  where first_matures_on is not null
),
decided as (
  select *, form = 'past_term' or matures_on > getvariable('anchor') and u_at(k, 'renews', j) >= 0.75 as ends from each
),
chained as (
  select *, min(case when ends then j end) over (partition by aid) as last_j from decided
)
select cid, ck, k, aid, tenor_days, j, matures_on, ends,
  case when ends then null else matures_on + (case when u_at(k, 'renewal', j) < 0.6 then 0 else 1 + pick_at(k, 'renewal day', j, 3) end) end as renewed_on,
  case when not ends then 'renewed' when u_at(k, 'fate', j) < 0.5 then 'away' when u_at(k, 'fate', j) < 0.72 then 'spent' else 'parked' end as fate
from chained
where last_j is null or j <= last_j;

create or replace table maturity as select * from term_plan where matures_on <= getvariable('last_on');

create or replace table account_end as
select aid, max(matures_on) as ended_on from maturity where ends group by aid;

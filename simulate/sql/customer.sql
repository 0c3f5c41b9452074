-- Grain: one row per customer of the outlets of this chunk. Money columns are yuan drawn, not yet ledger.
-- class: 0 long tail, 1 potential, 2 mid-to-high, 3 wealth: what the customer was before anybody left.
create or replace table customer as
with seat as (
  select outlet, ord, null::date as joined_on
  from range(getvariable('outlet_from'), getvariable('outlet_to')) as o(outlet), range(getvariable('per_outlet')) as s(ord)
  union all
  -- customers who open an account after the first delivery: about 4 % a year
  select outlet, getvariable('per_outlet') + (on_date - getvariable('anchor')) * 1000 + j, on_date
  from range(getvariable('outlet_from'), getvariable('outlet_to')) as o(outlet), as_of, range(200) as s(j)
  where on_date > getvariable('anchor')
    and j < floor(getvariable('per_outlet') * 0.04 / 365 + u_at(hash(getvariable('seed')), 'joins', outlet * 1000000 + (on_date - date '2000-01-01')))
),
keyed as (
  select *, (1000 + outlet) * 10000000 + ord as cid, hash(xor(hash(getvariable('seed')), ((1000 + outlet) * 10000000 + ord)::ubigint)) as k from seat
),
ranked as (
  select *, case when joined_on is null then
      (row_number() over (partition by outlet, joined_on is null order by k) - 1 + u(hash(outlet), 'rounding')) / getvariable('per_outlet')
    else u(k, 'rank') end as rank
  from keyed
),
classed as (
  select *, case when rank < 0.005 then 3 when rank < 0.03 then 2 when rank < 0.09 then 1 else 0 end as class from ranked
),
aged as (
  select *, case
      when class > 0 then 30 + 45 * u(k, 'age')
      when u(k, 'age') < 0.18 then 18.1 + 12 * u(k, 'age') / 0.18
      when u(k, 'age') < 0.48 then 30 + 15 * (u(k, 'age') - 0.18) / 0.30
      when u(k, 'age') < 0.76 then 45 + 15 * (u(k, 'age') - 0.48) / 0.28
      when u(k, 'age') < 0.94 then 60 + 15 * (u(k, 'age') - 0.76) / 0.18
      else 75 + 17 * (u(k, 'age') - 0.94) / 0.06 end as age,
    case when u(k, 'status') < 0.0020 then 'staff' when u(k, 'status') < 0.0032 then 'deceased' when u(k, 'status') < 0.0042 then 'frozen'
      when u(k, 'status') < 0.0122 then 'expired_papers' when u(k, 'status') < 0.0130 then 'pass_through' when u(k, 'status') < 0.0134 then 'closed_by_bank' end as status
  from classed
),
lived as (
  select *, getvariable('anchor') - (age * 365.25)::integer as birth_date,
    coalesce(status in ('deceased', 'frozen', 'closed_by_bank'), false) as still
  from aged
),
earning as (
  select *, case when still or joined_on is not null then 'none'
      when age >= 57 and u(k, 'pension') < 0.34 then 'pension'
      when age between 24 and 62 and u(k, 'merchant') < 0.040 then 'merchant'
      when age between 22 and 57 and u(k, 'payroll') < 0.20 then 'payroll' else 'none' end as income
  from lived
)
select cid, k, outlet, ord, joined_on, rank, class, birth_date, status, income,
  coalesce(joined_on, case when u(k, 'new') < 0.04 then getvariable('first_on') + pick(k, 'opened', (date_trunc('month', getvariable('anchor'))::date - getvariable('first_on')))
    else greatest(birth_date + 5850, getvariable('first_on') - 90 - (7300 * pow(u(k, 'opened'), 0.8))::integer) end) as opened_on,
  -- still: nothing but the system touches it · sleepy: fell silent at quiet_on · light, medium: own payments · regular: lives from an income
  case when still then 'still' when income <> 'none' then 'regular'
    when u(k, 'profile') < (case when class = 0 then 0.14 else 0.02 end) then 'still'
    when u(k, 'profile') < (case when class = 0 then 0.48 else 0.14 end) then 'sleepy'
    when u(k, 'profile') < (case when class = 0 then 0.80 else 0.60 end) then 'light' else 'medium' end as profile,
  getvariable('first_on') - 200 + pick(k, 'quiet', (getvariable('anchor') - getvariable('first_on') + 120)) as quiet_on,
  -- what a long-tail customer leaves on the account
  case when u(k, 'lump') < 0.10 then 0
    when u(k, 'lump') < 0.30 then 100 * pow(u(k, 'lump size'), 3)
    when u(k, 'lump') < 0.57 or income in ('merchant', 'payroll') and u(k, 'lump') < 0.75 then 100 * pow(20, u(k, 'lump size'))
    when u(k, 'lump') < 0.91 then 2000 * pow(10, pow(u(k, 'lump size'), 1.3))
    else 20000 + (case income when 'none' then 18000 when 'pension' then 12000 else 3000 end) * u(k, 'lump size') end as lump,
  u(k, 'hard') < (case class when 0 then 0.325 when 1 then 0.14 when 2 then 0.09 else 0.05 end) as hard,
  u(k, 'managed') < (case class when 0 then (case when still or u(k, 'profile') < 0.48 then 0.08 else 0.24 end) when 1 then 0.80 when 2 then 0.95 else 0.99 end) as managed,
  u(k, 'neglected') < 0.45 as neglected
from earning;

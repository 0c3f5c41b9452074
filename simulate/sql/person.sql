-- Who the customers are: invented people. Mobile numbers begin with 154, a range never given out; region codes 99xxxx do not exist.
create or replace table person as
with drawn as (
  select c.*, case when u(k, 'gender') < 0.52 then 'female' else 'male' end as gender,
    getvariable('surnames')[1 + pick(k, 'surname', len(getvariable('surnames')))] as surname,
    year(birth_date) < 1975 as older
  from customer c
),
named as (
  select *, surname || case
      when u(k, 'rare name') < 0.0025 then getvariable('rare_given')[1 + pick(k, 'given', len(getvariable('rare_given')))]
      when gender = 'female' and older then getvariable('female_older')[1 + pick(k, 'given', len(getvariable('female_older')))]
      when gender = 'female' then getvariable('female')[1 + pick(k, 'given', len(getvariable('female')))]
      when older then getvariable('male_older')[1 + pick(k, 'given', len(getvariable('male_older')))]
      else getvariable('male')[1 + pick(k, 'given', len(getvariable('male')))] end as name,
    '99' || lpad((1000 + pick(k, 'region', 8999))::varchar, 4, '0') || strftime(birth_date, '%Y%m%d')
      || lpad((2 * pick(k, 'nth of the day', 499) + case gender when 'male' then 1 else 2 end)::varchar, 3, '0') as body,
    case when hard then 2 when u(k, 'reach') < 0.93 then 0 else 1 end as reach
  from drawn
),
checked as (
  select *, (list_sum([substr(body, i, 1)::integer * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][i] for i in range(1, 18)]) % 11)::integer as rest
  from named
)
select c.cid, c.k, c.gender, c.name, body || ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][rest + 1] as identity_no,
  -- reach 0: a phone that works · 1: an address confirmed again and again · 2: neither
  case when reach = 2 and u(c.k, 'no phone') < 0.3 then null else '154' || lpad(pick(c.k, 'phone', 100000000)::varchar, 8, '0') end as phone,
  reach = 0 as phone_usable, reach,
  o.city || '市' || getvariable('streets')[1 + pick(c.k, 'street', len(getvariable('streets')))] || (1 + pick(c.k, 'number', 400)) || '号'
    || getvariable('estates')[1 + pick(c.k, 'estate', len(getvariable('estates')))] || (1 + pick(c.k, 'block', 24)) || '栋' || ((1 + pick(c.k, 'floor', 18)) * 100 + 1 + pick(c.k, 'door', 4)) || '室' as address
from checked c join outlet o on o.outlet = c.outlet;

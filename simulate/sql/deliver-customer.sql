-- The customers as of business date $on_date.
with reached as (
  select cid, max(on_date) as on_date from contact where reached and on_date <= date '$on_date' group by cid
),
-- in every outlet somebody came back with the identity card of before 1999, of 15 digits, and was given a second number: of the same family of age and gender, so
-- that what they do with their money fits
twin as (
  select cid, same_as, identity_no from (
    select c.cid, c.outlet, c.k, lag(c.cid) over together as same_as, lag(p.identity_no) over together as identity_no
    from customer c join person p on p.cid = c.cid where c.status is null and c.joined_on is null and c.managed and year(c.birth_date) < 1981
    window together as (partition by c.outlet, p.gender order by c.birth_date, c.cid))
  where same_as is not null qualify row_number() over (partition by outlet order by u(k, 'second number'), cid) = 1
)
select c.cid::varchar as customer_no, o.institution_code,
  case when c.managed then m.staff_no end as manager_staff_no, p.name, p.gender, coalesce(s.birth_date, c.birth_date) as birth_date,
  coalesce(substr(t.identity_no, 1, 6) || substr(t.identity_no, 9, 9), p.identity_no) as identity_no, p.phone, p.phone_usable, p.address,
  case p.reach when 2 then case when u(c.k, 'address known') < 0.8 then greatest(c.opened_on, getvariable('anchor') - 420 - pick(c.k, 'address', 2200)) end
    -- confirmed again every 300 days (reach 1), or whenever (reach 0)
    when 1 then greatest(c.opened_on, date '$on_date' - ((date '$on_date' - date '2000-01-01' + pick(c.k, 'address', 300)) % 300)::integer)
    else greatest(c.opened_on, date '$on_date' - ((date '$on_date' - date '2000-01-01' + pick(c.k, 'address', 1100)) % 1100)::integer) end as address_confirmed_on,
  coalesce(r.on_date, case when u(c.k, 'reached once') < 0.3 and c.opened_on < getvariable('first_on') - 900 then getvariable('first_on') - 10 - pick(c.k, 'reached before', 800) end) as last_reached_on,
  c.opened_on,
  case when u(c.k, 'assessed') < case c.class when 0 then 0.45 else 0.96 end then 'C' || (1 + floor(5 * pow(u(c.k, 'tolerance'), 1.3)))::integer end as risk_tolerance,
  case when u(c.k, 'assessed') < case c.class when 0 then 0.45 else 0.96 end
    then greatest(c.opened_on, date '$on_date' - ((date '$on_date' - date '2000-01-01' + pick(c.k, 'assessment', 430)) % 430)::integer) end as risk_assessed_on,
  u(c.k, 'not for marketing') < 0.005 as not_for_marketing, c.status
from customer c left join twin t on t.cid = c.cid left join customer s on s.cid = t.same_as
join person p on p.cid = coalesce(t.same_as, c.cid) join outlet o on o.outlet = c.outlet
join manager m on m.outlet = c.outlet and m.nth = pick(c.k, 'manager', o.managers)
left join reached r on r.cid = c.cid
where c.opened_on <= date '$on_date'
order by customer_no

-- The contacts of $from_date to $on_date.
select c.cid || '-' || c.nth as contact_no, c.cid::varchar as customer_no, c.on_date as business_date, c.channel,
  case when c.by_manager then m.staff_no else l.staff_no end as staff_no, c.reached
from contact c join outlet o on o.outlet = c.outlet
join manager m on m.outlet = c.outlet and m.nth = pick(c.k, 'manager', o.managers)
join lobby l on l.outlet = c.outlet
where c.on_date between date '$from_date' and date '$on_date'
order by c.cid, c.on_date, c.nth

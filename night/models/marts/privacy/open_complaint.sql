with
complaints as (
  select * from lake_complaint
),
customers as (
  select customer_id, institution_id, manager_id from customer_base
),
nights as (
  select * from night
),
open_now as (
  select complaints.customer_id, count(*) as complaints, min(complaints.opened_on) as opened_on
  from complaints
  cross join nights
  where complaints.opened_on <= nights.data_as_of and (complaints.closed_on is null or complaints.closed_on > nights.data_as_of)
  group by complaints.customer_id
)
select
  nights.business_date,
  open_now.customer_id,
  customers.institution_id,
  customers.manager_id,
  cast(open_now.complaints as integer) as complaints,
  open_now.opened_on
from open_now
join customers on customers.customer_id = open_now.customer_id
cross join nights

with
contacts as (
  select * from lake_contact
),
nights as (
  select * from night
),
newest as (
  select contacts.customer_id, max(contacts.business_date) as reached_on
  from contacts
  cross join nights
  where contacts.reached and contacts.business_date <= nights.data_as_of
  group by contacts.customer_id
)
select customer_id, reached_on
from newest

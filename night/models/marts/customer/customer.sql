with
customers as (
  select * from customer_base
),
nights as (
  select * from night
)
select
  nights.business_date,
  customers.customer_id, customers.customer_no, customers.institution_id, customers.manager_id, customers.name, customers.name_pinyin, customers.name_initials,
  customers.gender, customers.birth_date, customers.phone, customers.address, customers.opened_on, customers.risk_tolerance, customers.risk_assessed_on,
  customers.status, customers.not_for_marketing
from customers
cross join nights

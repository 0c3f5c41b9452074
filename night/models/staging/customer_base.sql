with
customers as (
  select * from lake_customer
)
select
  customer_id, customer_no, institution_id, manager_id, name, name_pinyin, name_initials, gender, birth_date, phone, phone_usable, address,
  address_confirmed_on, last_reached_on, opened_on, risk_tolerance, risk_assessed_on, status,
  coalesce(not_for_marketing, false) as not_for_marketing,
  case
    when status = 'deceased' then 'deceased'
    when status = 'closed_by_bank' then 'closed_by_bank'
    when coalesce(not_for_marketing, false) then 'not_for_marketing'
    else 'counted'
  end as bucket
from customers

with
customers as (
  select customer_id, institution_id, manager_id, last_reached_on from customer_base
),
accounts as (
  select customer_id, opened_on from lake_account
),
terms as (
  select customer_id, starts_on from lake_term
),
contacts as (
  select customer_id, business_date, reached from lake_contact
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
span as (
  select nights.data_as_of, add_months(nights.data_as_of, cast(-policies.willingness_months as integer)) as from_on
  from nights
  cross join policies
),
signals as (
  select accounts.customer_id, 1 as purchases, 0 as answered, cast(null as date) as reached_on
  from accounts
  cross join span
  where accounts.opened_on > span.from_on and accounts.opened_on <= span.data_as_of
  union all
  select terms.customer_id, 1 as purchases, 0 as answered, cast(null as date) as reached_on
  from terms
  cross join span
  where terms.starts_on > span.from_on and terms.starts_on <= span.data_as_of
  union all
  select contacts.customer_id, 0 as purchases, case when contacts.business_date > span.from_on then 1 else 0 end as answered,
    contacts.business_date as reached_on
  from contacts
  cross join span
  where contacts.reached and contacts.business_date <= span.data_as_of
),
sums as (
  select customer_id, cast(sum(purchases) as integer) as purchases, cast(sum(answered) as integer) as answered, max(reached_on) as reached_on
  from signals
  group by customer_id
)
select
  nights.business_date,
  customers.customer_id,
  customers.institution_id,
  customers.manager_id,
  coalesce(sums.purchases, 0) as purchases,
  coalesce(sums.answered, 0) as answered,
  greatest(sums.reached_on, customers.last_reached_on) as reached_on
from customers
left join sums on sums.customer_id = customers.customer_id
cross join nights
where sums.customer_id is not null or customers.last_reached_on is not null

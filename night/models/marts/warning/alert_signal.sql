with
signals as (
  select * from warning_signal where months_ago = 0
),
customers as (
  select customer_id, institution_id, manager_id from customer_base where bucket = 'counted'
),
nights as (
  select * from night
),
policies as (
  select * from policy
)
select
  nights.business_date, signals.customer_id, customers.institution_id, customers.manager_id, signals.signal, signals.amount, signals.told_on
from signals
join customers on customers.customer_id = signals.customer_id
cross join nights
cross join policies
where case signals.signal
    when 'falling_average' then policies.warning_falling_average_on
    when 'own_name_outflow' then policies.warning_own_name_outflow_on
    when 'payroll_stopped' then policies.warning_payroll_stopped_on
    when 'payroll_emptied' then policies.warning_payroll_emptied_on
    when 'maturing' then policies.warning_maturing_on
    when 'redemption' then policies.warning_redemption_on
    when 'tier_falling' then policies.warning_tier_falling_on
    when 'cooling' then policies.warning_cooling_on
    when 'complaint' then policies.warning_complaint_on
  end = 'on'

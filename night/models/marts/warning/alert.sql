with
watched as (
  select * from warning_watch where months_ago = 0
),
customers as (
  select customer_id, institution_id, manager_id from customer_base where bucket = 'counted'
),
chances as (
  select customer_id, probability_bp from attrition
),
signals as (
  select customer_id, signal from alert_signal
),
rates as (
  select * from warning_rate
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
base_rate as (
  select max(rate_bp) as rate_bp from rates where signal = 'everyone'
),
counted as (
  select signals.customer_id, count(*) as signals, max(rates.rate_bp) as rate_bp
  from signals
  cross join policies
  left join rates on rates.signal = signals.signal and rates.warned >= policies.warning_record_at_least
  group by signals.customer_id
),
weighed as (
  select
    watched.customer_id, watched.aum_fen, watched.base_fen, watched.gone, coalesce(counted.signals, 0) as signals,
    coalesce(chances.probability_bp, counted.rate_bp, base_rate.rate_bp) as chance_bp,
    case when chances.probability_bp is not null then 'model' when counted.rate_bp is not null then 'signals' when base_rate.rate_bp is not null then 'everyone' end as chance_from
  from watched
  cross join base_rate
  left join counted on counted.customer_id = watched.customer_id
  left join chances on chances.customer_id = watched.customer_id
)
select
  nights.business_date,
  weighed.customer_id,
  customers.institution_id,
  customers.manager_id,
  weighed.aum_fen as value_at_risk_fen,
  weighed.base_fen,
  weighed.gone,
  weighed.chance_bp,
  weighed.chance_from,
  case when weighed.chance_bp is not null then div_floor(weighed.aum_fen * weighed.chance_bp, 10000) end as expected_loss_fen,
  cast(weighed.signals as integer) as signals
from weighed
join customers on customers.customer_id = weighed.customer_id
cross join nights
cross join policies
where weighed.aum_fen > 0 and (weighed.signals > 0 or (weighed.chance_from = 'model' and weighed.chance_bp >= policies.warning_listed_from_bp))

with
beside as (
  select * from attrition_beside
),
scores as (
  select * from attrition_score
),
nights as (
  select * from night
)
select
  nights.business_date, beside.customer_id, beside.model_version, scores.model_version as champion_version, beside.points, scores.points as champion_points
from beside
inner join scores on scores.customer_id = beside.customer_id
cross join nights

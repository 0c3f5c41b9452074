with
beside as (
  select * from attrition_beside
),
nights as (
  select * from night
)
select nights.business_date, beside.customer_id, beside.model_version, beside.champion_version, beside.points, beside.champion_points
from beside
cross join nights

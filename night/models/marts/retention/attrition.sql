with
scores as (
  select * from attrition_score
),
snapshots as (
  select * from customer_snapshot
)
select
  snapshots.business_date, snapshots.customer_id, snapshots.institution_id, snapshots.manager_id, scores.model_version, scores.probability_bp,
  scores.reason_1, scores.reason_1_bin, scores.reason_1_points,
  scores.reason_2, scores.reason_2_bin, scores.reason_2_points,
  scores.reason_3, scores.reason_3_bin, scores.reason_3_points
from snapshots
inner join scores on scores.customer_id = snapshots.customer_id

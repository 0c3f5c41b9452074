with
terms as (
  select * from lake_term
),
days as (
  select * from aum_day
),
nights as (
  select * from night
),
policies as (
  select * from policy
),
matured as (
  select terms.term_no, terms.customer_id, terms.matures_on, terms.amount_fen
  from terms
  cross join nights
  cross join policies
  where terms.matures_on <= nights.data_as_of and terms.matures_on >= add_days(nights.data_as_of, -policies.maturity_list_days)
    and terms.matures_on >= nights.first_posting_on
),
cohorts as (
  select customer_id, matures_on, cast(sum(amount_fen) as bigint) as amount_fen
  from matured
  group by customer_id, matures_on
),
-- AUM at the end of the day before, and the lowest end of day since, from whatever AUM the days begin; a day without postings ends as the day before
lowest as (
  select
    cohorts.customer_id, cohorts.matures_on, cohorts.amount_fen, min(days.business_date) as first_day,
    min(case when days.business_date <= add_days(cohorts.matures_on, policies.maturity_short_horizon_days) then days.moved_fen end) as lowest_short_fen,
    min(case when days.business_date <= add_days(cohorts.matures_on, policies.maturity_middle_horizon_days) then days.moved_fen end) as lowest_middle_fen,
    min(case when days.business_date <= add_days(cohorts.matures_on, policies.maturity_long_horizon_days) then days.moved_fen end) as lowest_long_fen
  from cohorts
  cross join policies
  left join days on days.customer_id = cohorts.customer_id and days.business_date >= cohorts.matures_on
  group by cohorts.customer_id, cohorts.matures_on, cohorts.amount_fen
),
before_maturity as (
  select
    lowest.customer_id, lowest.matures_on, lowest.amount_fen, lowest.lowest_short_fen, lowest.lowest_middle_fen, lowest.lowest_long_fen,
    coalesce(days.moved_before_fen, 0) as before_fen,
    case when lowest.first_day = lowest.matures_on then null else coalesce(days.moved_before_fen, 0) end as maturity_day_fen
  from lowest
  left join days on days.customer_id = lowest.customer_id and days.business_date = lowest.first_day
),
captured as (
  select
    customer_id, matures_on,
    greatest(least(least(lowest_short_fen, maturity_day_fen) - before_fen + amount_fen, amount_fen), 0) as short_fen,
    greatest(least(least(lowest_middle_fen, maturity_day_fen) - before_fen + amount_fen, amount_fen), 0) as middle_fen,
    greatest(least(least(lowest_long_fen, maturity_day_fen) - before_fen + amount_fen, amount_fen), 0) as long_fen
  from before_maturity
),
queued as (
  select
    matured.term_no, matured.customer_id, matured.matures_on, matured.amount_fen,
    sum(matured.amount_fen) over (
      partition by matured.customer_id, matured.matures_on order by matured.term_no asc nulls last rows between unbounded preceding and current row
    ) - matured.amount_fen as earlier_fen
  from matured
)
select
  queued.term_no, queued.customer_id, queued.matures_on, queued.amount_fen,
  case when add_days(queued.matures_on, policies.maturity_short_horizon_days) <= nights.data_as_of
    then cast(greatest(least(captured.short_fen - queued.earlier_fen, queued.amount_fen), 0) as bigint) end as captured_3d_fen,
  case when add_days(queued.matures_on, policies.maturity_middle_horizon_days) <= nights.data_as_of
    then cast(greatest(least(captured.middle_fen - queued.earlier_fen, queued.amount_fen), 0) as bigint) end as captured_7d_fen,
  case when add_days(queued.matures_on, policies.maturity_long_horizon_days) <= nights.data_as_of
    then cast(greatest(least(captured.long_fen - queued.earlier_fen, queued.amount_fen), 0) as bigint) end as captured_30d_fen
from queued
join captured on captured.customer_id = queued.customer_id and captured.matures_on = queued.matures_on
cross join nights
cross join policies

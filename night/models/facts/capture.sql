with
captures as (
  select * from maturity_capture
),
postings as (
  select * from posting where counts_as_aum and kind <> 'maturity'
),
accounts as (
  select account_id, product_code from lake_account
),
products as (
  select product_code, category from product where category <> 'demand_deposit'
),
policies as (
  select * from policy
),
cohorts as (
  select
    customer_id, matures_on,
    cast(sum(amount_fen) as bigint) as amount_fen,
    case when count(captured_7d_fen) = count(*) then cast(sum(captured_7d_fen) as bigint) end as kept_7d_fen,
    case when count(captured_30d_fen) = count(*) then cast(sum(captured_30d_fen) as bigint) end as kept_30d_fen
  from captures
  group by customer_id, matures_on
),
-- what was put into other products than the demand deposit since, by product family
moves as (
  select
    cohorts.customer_id, cohorts.matures_on, postings.amount_fen,
    case when products.category in ('time_deposit', 'structured_deposit', 'large_certificate') then 1 when products.category = 'insurance' then 3 else 2 end as family,
    postings.business_date <= add_days(cohorts.matures_on, policies.maturity_middle_horizon_days) as within_middle
  from cohorts
  join postings on postings.customer_id = cohorts.customer_id and postings.business_date >= cohorts.matures_on
  join accounts on accounts.account_id = postings.account_id
  join products on products.product_code = accounts.product_code
  cross join policies
  where postings.business_date <= add_days(cohorts.matures_on, policies.maturity_long_horizon_days)
),
put as (
  select
    customer_id, matures_on,
    cast(greatest(sum(case when family = 1 and within_middle then amount_fen else 0 end), 0) as bigint) as deposit_7d,
    cast(greatest(sum(case when family = 2 and within_middle then amount_fen else 0 end), 0) as bigint) as investment_7d,
    cast(greatest(sum(case when family = 3 and within_middle then amount_fen else 0 end), 0) as bigint) as insurance_7d,
    cast(greatest(sum(case when family = 1 then amount_fen else 0 end), 0) as bigint) as deposit_30d,
    cast(greatest(sum(case when family = 2 then amount_fen else 0 end), 0) as bigint) as investment_30d,
    cast(greatest(sum(case when family = 3 then amount_fen else 0 end), 0) as bigint) as insurance_30d
  from moves
  group by customer_id, matures_on
),
joined as (
  select
    cohorts.customer_id, cohorts.matures_on, cohorts.amount_fen, cohorts.kept_7d_fen, cohorts.kept_30d_fen,
    coalesce(put.deposit_7d, 0) as deposit_7d, coalesce(put.investment_7d, 0) as investment_7d, coalesce(put.insurance_7d, 0) as insurance_7d,
    coalesce(put.deposit_30d, 0) as deposit_30d, coalesce(put.investment_30d, 0) as investment_30d, coalesce(put.insurance_30d, 0) as insurance_30d
  from cohorts
  left join put on put.customer_id = cohorts.customer_id and put.matures_on = cohorts.matures_on
)
select
  joined.customer_id,
  joined.matures_on,
  cast(joined.amount_fen as bigint) as amount_fen,
  cast(joined.kept_7d_fen as bigint) as kept_7d_fen,
  case when joined.kept_7d_fen is not null then cast(least(joined.deposit_7d, joined.kept_7d_fen) as bigint) end as deposit_7d_fen,
  case when joined.kept_7d_fen is not null then cast(greatest(least(joined.investment_7d, joined.kept_7d_fen - joined.deposit_7d), 0) as bigint) end as investment_7d_fen,
  case when joined.kept_7d_fen is not null then cast(greatest(least(joined.insurance_7d, joined.kept_7d_fen - joined.deposit_7d - joined.investment_7d), 0) as bigint) end as insurance_7d_fen,
  cast(joined.kept_30d_fen as bigint) as kept_30d_fen,
  case when joined.kept_30d_fen is not null then cast(least(joined.deposit_30d, joined.kept_30d_fen) as bigint) end as deposit_30d_fen,
  case when joined.kept_30d_fen is not null then cast(greatest(least(joined.investment_30d, joined.kept_30d_fen - joined.deposit_30d), 0) as bigint) end as investment_30d_fen,
  case when joined.kept_30d_fen is not null then cast(greatest(least(joined.insurance_30d, joined.kept_30d_fen - joined.deposit_30d - joined.investment_30d), 0) as bigint) end as insurance_30d_fen
from joined

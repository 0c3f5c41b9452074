-- Grain: one row per counted customer with a balance at the end of the month `looked.looked_ago` months ago, as the lake knows that day now. What a state table would tell
-- of the past (terms, phone, risk) is not here: a later delivery has forgotten what ended since. Flows of the
-- month stand for those of 30 days. Left by the house's definition (warning_past.yml); who was gone already is left out.
with averages as (
  select
    months.customer_id, months.months_ago, months.aum_fen, months.last_own_act_on, looked.looked_ago, looked.months,
    case when known.transactions_known then months.inflow_fen end as inflow_fen, case when known.transactions_known then months.outflow_fen end as outflow_fen,
    coalesce(months.month_sum_fen, months.aum_fen * known.days) as month_sum_fen, known.days, known.month_end,
    coalesce(div_floor(months.month_sum_fen, known.days), months.aum_fen) as average_fen
  from past_month months
  join past_period known on known.months_ago = months.months_ago
  cross join looked
),
histories as (
  select
    customer_id, looked_ago,
    max(case when months_ago = looked_ago then aum_fen end) as aum_fen,
    max(case when months_ago = looked_ago then average_fen end) as aum_mda_fen,
    max(case when months_ago = looked_ago then month_end end) as as_of,
    div_floor(sum(case when months_ago between looked_ago and looked_ago + 2 then month_sum_fen end), sum(case when months_ago between looked_ago and looked_ago + 2 then days end)) as aum_mda_3m_fen,
    max(case when months_ago between looked_ago and looked_ago + 2 then average_fen end) as base_fen,
    max(case when months_ago = looked_ago + 1 then aum_fen end) as aum_month_end_01_fen,
    max(case when months_ago = looked_ago + 2 then aum_fen end) as aum_month_end_02_fen,
    max(case when months_ago = looked_ago + 3 then aum_fen end) as aum_month_end_03_fen,
    max(case when months_ago = looked_ago then inflow_fen end) as inflow_30d_fen,
    max(case when months_ago = looked_ago then outflow_fen end) as outflow_30d_fen,
    max(case when months_ago >= looked_ago then last_own_act_on end) as last_own_act_on,
    max(case when months_ago = looked_ago - months then aum_fen end) as later_fen,
    max(case when months_ago = looked_ago - months then average_fen end) as later_average_fen
  from averages
  group by customer_id, looked_ago
),
held as (
  select
    accounts.customer_id,
    sum(case when products.category = 'demand_deposit' then accounts.balance_fen else 0 end) as demand_fen,
    sum(case when products.category in ('time_deposit', 'structured_deposit', 'large_certificate') then accounts.balance_fen else 0 end) as time_fen,
    sum(case when products.category in ('wealth_product', 'fund', 'asset_management', 'bond', 'precious_metal') then accounts.balance_fen else 0 end) as investment_fen,
    sum(case when products.category = 'insurance' then accounts.balance_fen else 0 end) as insurance_fen
  from held_account accounts
  join product products on products.product_code = accounts.product_code
  group by accounts.customer_id
)
select
  customers.customer_no,
  histories.aum_fen,
  histories.aum_mda_fen,
  histories.aum_mda_3m_fen,
  histories.aum_month_end_01_fen,
  histories.aum_month_end_02_fen,
  histories.aum_month_end_03_fen,
  cast(coalesce(held.demand_fen, 0) as bigint) as demand_fen,
  cast(coalesce(held.time_fen, 0) as bigint) as time_fen,
  cast(coalesce(held.investment_fen, 0) as bigint) as investment_fen,
  cast(coalesce(held.insurance_fen, 0) as bigint) as insurance_fen,
  histories.inflow_30d_fen,
  histories.outflow_30d_fen,
  coalesce(positions.category_count, 0) as category_count,
  coalesce(positions.merchant, false) as merchant,
  days_between(histories.last_own_act_on, histories.as_of) as days_since_own_act,
  case when customers.opened_on <= histories.as_of then full_months_between(customers.opened_on, histories.as_of) end as months_on_book,
  cast(div_floor(full_months_between(customers.birth_date, histories.as_of), 12) as integer) as age_years,
  case when histories.base_fen >= looked.floor_fen
    and (histories.later_fen is null
      or (histories.later_average_fen * 10000 <= histories.base_fen * looked.left_at_most_bp and histories.base_fen - histories.later_average_fen >= looked.floor_fen))
    then 1 else 0 end as has_left
from histories
join customer_base customers on customers.customer_id = histories.customer_id
cross join looked
left join held on held.customer_id = histories.customer_id
left join customer_position positions on positions.customer_id = histories.customer_id
where customers.bucket = 'counted' and histories.aum_fen is not null
  and not (histories.base_fen >= looked.floor_fen and histories.aum_fen * 10000 <= histories.base_fen * looked.left_at_most_bp
    and histories.base_fen - histories.aum_fen >= looked.floor_fen)
  and customers.customer_id % looked.every = 0

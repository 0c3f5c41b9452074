with
snapshots as (
  select * from customer_snapshot where bucket = 'counted'
),
customers as (
  select * from customer
),
holdings as (
  select * from customer_holding
),
held as (
  select
    customer_id,
    cast(sum(case when category = 'demand_deposit' then balance_fen else 0 end) as bigint) as demand_fen,
    cast(sum(case when category in ('time_deposit', 'structured_deposit', 'large_certificate') then balance_fen else 0 end) as bigint) as time_fen,
    cast(sum(case when category in ('wealth_product', 'fund', 'asset_management', 'bond', 'precious_metal') then balance_fen else 0 end) as bigint) as investment_fen,
    cast(sum(case when category = 'insurance' then balance_fen else 0 end) as bigint) as insurance_fen,
    cast(sum(case when category = 'loan' then balance_fen else 0 end) as bigint) as loan_fen
  from holdings
  group by customer_id
)
select
  snapshots.customer_id,
  customers.customer_no,
  snapshots.aum_fen,
  snapshots.aum_mda_fen,
  snapshots.aum_mda_3m_fen,
  snapshots.aum_mda_12m_fen,
  snapshots.aum_peak_12m_fen,
  snapshots.aum_month_end_01_fen,
  snapshots.aum_month_end_02_fen,
  snapshots.aum_month_end_03_fen,
  snapshots.aum_month_end_06_fen,
  snapshots.aum_month_end_12_fen,
  coalesce(held.demand_fen, 0) as demand_fen,
  coalesce(held.time_fen, 0) as time_fen,
  coalesce(held.investment_fen, 0) as investment_fen,
  coalesce(held.insurance_fen, 0) as insurance_fen,
  coalesce(held.loan_fen, 0) as loan_fen,
  snapshots.tier,
  snapshots.tier_move,
  snapshots.months_in_tier,
  snapshots.category_count,
  snapshots.arrangement_count,
  snapshots.stickiness,
  snapshots.merchant,
  snapshots.inflow_7d_fen,
  snapshots.outflow_7d_fen,
  snapshots.inflow_30d_fen,
  snapshots.outflow_30d_fen,
  snapshots.inflow_90d_fen,
  snapshots.outflow_90d_fen,
  snapshots.own_name_outflow_90d_fen,
  snapshots.pass_through_30d_fen,
  snapshots.leakage_outflow_fen,
  snapshots.leakage_inflow_fen,
  snapshots.days_since_own_act,
  snapshots.payroll_kind,
  snapshots.payroll_credit_fen,
  snapshots.payroll_kept_30d_fen,
  snapshots.maturing_30d_fen,
  days_between(snapshots.business_date, snapshots.next_maturity_on) as days_to_maturity,
  snapshots.matured_fen,
  snapshots.captured_fen,
  snapshots.contactable,
  snapshots.months_on_book,
  cast(div_floor(full_months_between(customers.birth_date, snapshots.business_date), 12) as integer) as age_years,
  customers.risk_tolerance
from snapshots
inner join customers on customers.customer_id = snapshots.customer_id
left join held on held.customer_id = snapshots.customer_id

with
customers as (
  select customer_id from customer_base
),
payrolls as (
  select * from customer_payroll
),
flows as (
  select * from customer_flow
),
passing as (
  select * from customer_pass_through
),
reached as (
  select * from customer_contact
),
maturities as (
  select * from customer_maturity
),
positions as (
  select * from customer_position
)
select
  customers.customer_id,
  flows.inflow_1d_fen, flows.outflow_1d_fen, flows.inflow_7d_fen, flows.outflow_7d_fen, flows.inflow_30d_fen, flows.outflow_30d_fen,
  flows.inflow_90d_fen, flows.outflow_90d_fen, flows.own_name_outflow_90d_fen, flows.leakage_inflow_fen, flows.leakage_outflow_fen,
  passing.pass_through_30d_fen,
  reached.reached_on,
  payrolls.customer_id is not null as paid,
  payrolls.payroll_kind, payrolls.payroll_credit_fen, payrolls.payroll_kept_30d_fen, payrolls.payroll_kept_30d_aum_fen,
  maturities.maturing_30d_fen, maturities.next_maturity_on, maturities.matured_fen, maturities.captured_3d_fen, maturities.captured_7d_fen, maturities.captured_30d_fen,
  coalesce(positions.category_count, 0) as category_count,
  coalesce(positions.arrangement_count, 0) + coalesce(payrolls.arrangement_count, 0) as arrangement_count,
  coalesce(positions.merchant, false) as merchant,
  positions.fund_plan_since,
  positions.premium_since
from customers
left join flows on flows.customer_id = customers.customer_id
left join passing on passing.customer_id = customers.customer_id
left join reached on reached.customer_id = customers.customer_id
left join payrolls on payrolls.customer_id = customers.customer_id
left join maturities on maturities.customer_id = customers.customer_id
left join positions on positions.customer_id = customers.customer_id

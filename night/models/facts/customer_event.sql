with
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
customers as (
  select customer_id from customer_base
),
side_by_side as (
  select
    customer_id,
    cast(null as bigint) as inflow_1d_fen, cast(null as bigint) as outflow_1d_fen, cast(null as bigint) as inflow_7d_fen, cast(null as bigint) as outflow_7d_fen, cast(null as bigint) as inflow_30d_fen, cast(null as bigint) as outflow_30d_fen,
    cast(null as bigint) as inflow_90d_fen, cast(null as bigint) as outflow_90d_fen, cast(null as bigint) as own_name_outflow_90d_fen, cast(null as bigint) as leakage_inflow_fen, cast(null as bigint) as leakage_outflow_fen,
    cast(null as bigint) as pass_through_30d_fen, cast(null as date) as reached_on,
    1 as paid, payroll_kind, arrangement_count, payroll_credit_fen, payroll_kept_30d_fen, payroll_kept_30d_aum_fen,
    cast(null as bigint) as maturing_30d_fen, cast(null as date) as next_maturity_on, cast(null as bigint) as matured_fen, cast(null as bigint) as captured_3d_fen, cast(null as bigint) as captured_7d_fen, cast(null as bigint) as captured_30d_fen
  from payrolls
  union all
  select
    customer_id,
    inflow_1d_fen, outflow_1d_fen, inflow_7d_fen, outflow_7d_fen, inflow_30d_fen, outflow_30d_fen,
    inflow_90d_fen, outflow_90d_fen, own_name_outflow_90d_fen, leakage_inflow_fen, leakage_outflow_fen,
    null, null,
    null, null, null, null, null, null,
    null, null, null, null, null, null
  from flows
  union all
  select
    customer_id,
    null, null, null, null, null, null,
    null, null, null, null, null,
    pass_through_30d_fen, null,
    null, null, null, null, null, null,
    null, null, null, null, null, null
  from passing
  union all
  select
    customer_id,
    null, null, null, null, null, null,
    null, null, null, null, null,
    null, reached_on,
    null, null, null, null, null, null,
    null, null, null, null, null, null
  from reached
  union all
  select
    customer_id,
    null, null, null, null, null, null,
    null, null, null, null, null,
    null, null,
    null, null, null, null, null, null,
    maturing_30d_fen, next_maturity_on, matured_fen, captured_3d_fen, captured_7d_fen, captured_30d_fen
  from maturities
  union all
  select
    customer_id,
    null, null, null, null, null, null,
    null, null, null, null, null,
    null, null,
    null, null, null, null, null, null,
    null, null, null, null, null, null
  from customers
),
gathered as (
  select
    customer_id,
    max(inflow_1d_fen) as inflow_1d_fen, max(outflow_1d_fen) as outflow_1d_fen, max(inflow_7d_fen) as inflow_7d_fen, max(outflow_7d_fen) as outflow_7d_fen,
    max(inflow_30d_fen) as inflow_30d_fen, max(outflow_30d_fen) as outflow_30d_fen, max(inflow_90d_fen) as inflow_90d_fen, max(outflow_90d_fen) as outflow_90d_fen,
    max(own_name_outflow_90d_fen) as own_name_outflow_90d_fen, max(leakage_inflow_fen) as leakage_inflow_fen, max(leakage_outflow_fen) as leakage_outflow_fen,
    max(pass_through_30d_fen) as pass_through_30d_fen, max(reached_on) as reached_on,
    max(paid) as paid, max(payroll_kind) as payroll_kind, max(arrangement_count) as arrangement_count,
    max(payroll_credit_fen) as payroll_credit_fen, max(payroll_kept_30d_fen) as payroll_kept_30d_fen, max(payroll_kept_30d_aum_fen) as payroll_kept_30d_aum_fen,
    max(maturing_30d_fen) as maturing_30d_fen, max(next_maturity_on) as next_maturity_on, max(matured_fen) as matured_fen,
    max(captured_3d_fen) as captured_3d_fen, max(captured_7d_fen) as captured_7d_fen, max(captured_30d_fen) as captured_30d_fen
  from side_by_side
  group by customer_id
)
select
  customer_id,
  inflow_1d_fen, outflow_1d_fen, inflow_7d_fen, outflow_7d_fen, inflow_30d_fen, outflow_30d_fen,
  inflow_90d_fen, outflow_90d_fen, own_name_outflow_90d_fen, leakage_inflow_fen, leakage_outflow_fen,
  pass_through_30d_fen, reached_on,
  coalesce(paid = 1, false) as paid,
  payroll_kind, arrangement_count, payroll_credit_fen, payroll_kept_30d_fen, payroll_kept_30d_aum_fen,
  maturing_30d_fen, next_maturity_on, matured_fen, captured_3d_fen, captured_7d_fen, captured_30d_fen
from gathered

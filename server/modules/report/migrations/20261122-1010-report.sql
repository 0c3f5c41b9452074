-- Sums of an outlet, per business date and per month end, as night/models/marts/report/*.yml declares them. They carry no manager: a
-- relationship manager, who sees the own portfolio only, sees none of these rows.
create schema report;
grant usage on schema report to liuke_app;

create table report.outlet_day (
  business_date date not null,
  institution_id integer not null,
  data_as_of date not null,
  customers integer not null,
  counted_customers integer not null,
  not_for_marketing_customers integer not null,
  long_tail_customers integer not null,
  potential_customers integer not null,
  mid_to_high_customers integer not null,
  wealth_customers integer not null,
  promoted_customers integer not null,
  demoted_customers integer not null,
  aum_fen bigint not null,
  long_tail_aum_fen bigint not null,
  potential_aum_fen bigint not null,
  mid_to_high_aum_fen bigint not null,
  wealth_aum_fen bigint not null,
  aum_mda_fen bigint,
  inflow_1d_fen bigint,
  outflow_1d_fen bigint,
  inflow_7d_fen bigint,
  outflow_7d_fen bigint,
  inflow_30d_fen bigint,
  outflow_30d_fen bigint,
  inflow_90d_fen bigint,
  outflow_90d_fen bigint,
  own_name_outflow_90d_fen bigint,
  pass_through_30d_fen bigint,
  leakage_outflow_fen bigint,
  leakage_inflow_fen bigint,
  category_holders integer not null,
  category_count bigint not null,
  old_customers integer not null,
  inconvenient_to_leave_customers integer not null,
  contactable_customers integer not null,
  active_customers integer not null,
  cooling_customers integer not null,
  dormant_customers integer not null,
  lost_customers integer not null,
  managed_customers integer not null,
  maturing_30d_customers integer not null,
  maturing_30d_fen bigint not null,
  matured_fen bigint not null,
  captured_3d_fen bigint not null,
  captured_7d_fen bigint not null,
  captured_30d_fen bigint not null,
  opened_1d_customers integer not null,
  primary key (business_date, institution_id)
) partition by list (business_date);

create table report.outlet_month (
  business_date date not null,
  institution_id integer not null,
  month_end date not null,
  aum_fen bigint,
  customers integer not null,
  inflow_fen bigint,
  outflow_fen bigint,
  primary key (business_date, institution_id, month_end)
) partition by list (business_date);

alter table report.outlet_day enable row level security;
alter table report.outlet_month enable row level security;
create policy visible on report.outlet_day for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and (select platform.own_portfolio_of()) is null);
create policy visible on report.outlet_month for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and (select platform.own_portfolio_of()) is null);
grant select on report.outlet_day, report.outlet_month to liuke_app;

-- What the night tells of who leaves, where money goes and what of maturities and of the opening season stayed, as night/models/marts/watch/*.yml declare it
-- (M04, M05, M06, M11, M15, M46). Rows of groups carry manager_id 0 for customers without a manager: a person who sees the own portfolio only sees the own groups.
create schema watch;
grant usage on schema watch to liuke_app;

create table watch.survival (
  business_date date not null,
  institution_id integer not null,
  manager_id integer not null,
  tier text not null,
  products integer not null,
  programmes integer not null,
  months integer not null,
  ended integer not null,
  last_seen integer not null,
  primary key (business_date, institution_id, manager_id, tier, products, programmes, months)
) partition by list (business_date);
create index on watch.survival (institution_id);
alter table watch.survival enable row level security;
create policy visible on watch.survival for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));

create table watch.relation_depth (
  business_date date not null,
  institution_id integer not null,
  manager_id integer not null,
  tier text not null,
  customers integer not null,
  counted_customers integer not null,
  holders integer not null,
  categories bigint not null,
  holding_1 integer not null,
  holding_2 integer not null,
  holding_3 integer not null,
  holding_4 integer not null,
  old_customers integer not null,
  inconvenient_customers integer not null,
  stickiness bigint not null,
  inflow_fen bigint,
  outflow_fen bigint,
  pass_through_fen bigint,
  leakage_inflow_fen bigint,
  leakage_outflow_fen bigint,
  primary key (business_date, institution_id, manager_id, tier)
) partition by list (business_date);
alter table watch.relation_depth enable row level security;
create policy visible on watch.relation_depth for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));

create table watch.flow_path_total (
  business_date date not null,
  institution_id integer not null,
  manager_id integer not null,
  form text not null,
  bank text not null,
  inflow_fen bigint not null,
  outflow_fen bigint not null,
  returned_fen bigint not null,
  customers_in integer not null,
  customers_out integer not null,
  primary key (business_date, institution_id, manager_id, form, bank)
) partition by list (business_date);
alter table watch.flow_path_total enable row level security;
create policy visible on watch.flow_path_total for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));

create table watch.flow_path_listed (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  form text not null,
  bank text not null,
  inflow_fen bigint not null,
  outflow_fen bigint not null,
  returned_fen bigint not null,
  primary key (business_date, customer_id, form, bank)
) partition by list (business_date);
create index on watch.flow_path_listed (institution_id, form, bank);
alter table watch.flow_path_listed enable row level security;
create policy visible on watch.flow_path_listed for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));

create table watch.capture_total (
  business_date date not null,
  institution_id integer not null,
  manager_id integer not null,
  cohorts integer not null,
  matured_7d_fen bigint not null,
  kept_7d_fen bigint not null,
  deposit_7d_fen bigint not null,
  investment_7d_fen bigint not null,
  insurance_7d_fen bigint not null,
  matured_30d_fen bigint not null,
  kept_30d_fen bigint not null,
  deposit_30d_fen bigint not null,
  investment_30d_fen bigint not null,
  insurance_30d_fen bigint not null,
  primary key (business_date, institution_id, manager_id)
) partition by list (business_date);
alter table watch.capture_total enable row level security;
create policy visible on watch.capture_total for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));

create table watch.capture_lost (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  last_matured_on date not null,
  amount_fen bigint not null,
  lost_fen bigint not null,
  primary key (business_date, customer_id)
) partition by list (business_date);
create index on watch.capture_lost (institution_id);
alter table watch.capture_lost enable row level security;
create policy visible on watch.capture_lost for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));

create table watch.season (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  counted boolean not null,
  gain_fen bigint not null,
  kept_fen bigint not null,
  primary key (business_date, customer_id)
) partition by list (business_date);
create index on watch.season (institution_id);
alter table watch.season enable row level security;
create policy visible on watch.season for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));

create table watch.season_month (
  business_date date not null,
  institution_id integer not null,
  manager_id integer not null,
  month_end date not null,
  customers integer not null,
  gain_fen bigint not null,
  kept_fen bigint not null,
  primary key (business_date, institution_id, manager_id, month_end)
) partition by list (business_date);
alter table watch.season_month enable row level security;
create policy visible on watch.season_month for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));

grant select on watch.survival, watch.relation_depth, watch.flow_path_total, watch.flow_path_listed, watch.capture_total, watch.capture_lost, watch.season, watch.season_month to liuke_app;

-- What the night publishes about customers, one partition per business date, and the views people keep of their lists.
-- The columns are those of night/models/marts/customer/*.yml. Indexes are declared here, on the parents: whoever attaches a partition
-- builds the same ones on it beforehand. Nobody but the owner may touch a partition directly, so the guard on the parent covers them all.
create schema customer;
grant usage on schema customer to liuke_app;

create table customer.customer (
  business_date date not null,
  customer_id bigint not null,
  customer_no text not null,
  institution_id integer not null,
  manager_id integer,
  name text,
  name_pinyin text,
  name_initials text,
  gender text,
  birth_date date,
  phone text,
  address text,
  opened_on date,
  risk_tolerance text,
  risk_assessed_on date,
  status text,
  not_for_marketing boolean not null,
  primary key (business_date, customer_id)
) partition by list (business_date);

create table customer.customer_snapshot (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  bucket text not null,
  aum_fen bigint not null,
  aum_mda_fen bigint,
  aum_mda_3m_fen bigint,
  aum_mda_12m_fen bigint,
  aum_peak_12m_fen bigint,
  aum_last_month_end_fen bigint,
  tier text not null,
  tier_basis text not null,
  tier_last_month_end text,
  tier_move text not null,
  months_in_tier integer not null,
  next_tier_gap_fen bigint,
  category_count integer not null,
  old_customer boolean not null,
  arrangement_count integer not null,
  stickiness integer not null,
  inconvenient_to_leave boolean not null,
  merchant boolean not null,
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
  last_own_act_on date,
  days_since_own_act integer,
  activity text,
  phone_usable boolean not null,
  address_fresh boolean not null,
  reached_lately boolean not null,
  contactable boolean not null,
  payroll_kind text,
  payroll_credit_fen bigint not null,
  payroll_kept_30d_fen bigint not null,
  payroll_kept_30d_aum_fen bigint,
  maturing_30d_fen bigint not null,
  next_maturity_on date,
  matured_fen bigint not null,
  captured_fen bigint not null,
  months_on_book integer,
  aum_month_ends bigint[] not null,
  primary key (business_date, customer_id)
) partition by list (business_date);
-- The default order of a list, read off the index for one outlet; the institution alone narrows every other list.
create index on customer.customer_snapshot (institution_id, aum_fen desc nulls last, customer_id);
create index on customer.customer_snapshot (manager_id);

create table customer.customer_holding (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  product_code text not null,
  product_name text not null,
  category text not null,
  counts_as_aum boolean not null,
  account_count integer not null,
  balance_fen bigint not null,
  next_maturity_on date,
  primary key (business_date, customer_id, product_code)
) partition by list (business_date);

create table customer.saved_view (
  id integer generated always as identity primary key,
  user_id integer not null,
  name text not null check (char_length(name) between 1 and 40),
  view jsonb not null,
  saved_at timestamptz not null default now(),
  unique (user_id, name)
);

alter table customer.customer enable row level security;
alter table customer.customer_snapshot enable row level security;
alter table customer.customer_holding enable row level security;
alter table customer.saved_view enable row level security;

-- The scalar sub-selects are read once per statement instead of once per row. Without a scope no row shows.
create policy visible on customer.customer for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
create policy visible on customer.customer_snapshot for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
create policy visible on customer.customer_holding for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
create policy own on customer.saved_view for all to liuke_app
  using (user_id = (select platform.current_user_id()))
  with check (user_id = (select platform.current_user_id()));

grant select on customer.customer, customer.customer_snapshot, customer.customer_holding to liuke_app;
grant select, insert, update, delete on customer.saved_view to liuke_app;

-- Payroll and pension credits per customer and month (M08), as night/models/marts/payroll/payroll_month.yml declares them, and the units
-- that pay them; publish upserts the units by the lake's own key.
create schema payroll;
grant usage on schema payroll to liuke_app;

create table payroll.employer (
  id integer primary key,
  code text not null unique,
  name text not null,
  kind text not null check (kind in ('payroll', 'pension')),
  institution_id integer
);

create table payroll.payroll_month (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  kind text not null,
  month_end date not null,
  detected boolean not null,
  employer_id integer,
  counted boolean not null,
  credits integer not null,
  credit_fen bigint not null,
  kept_7d_fen bigint,
  kept_30d_fen bigint,
  kept_month_end_fen bigint,
  kept_7d_aum_fen bigint,
  kept_30d_aum_fen bigint,
  kept_month_end_aum_fen bigint,
  primary key (business_date, customer_id, kind, month_end)
) partition by list (business_date);

alter table payroll.payroll_month enable row level security;
create policy visible on payroll.payroll_month for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on payroll.employer, payroll.payroll_month to liuke_app;

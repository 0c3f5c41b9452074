-- Terms that mature soon or matured lately (M11, M15), as night/models/marts/retention/maturity.yml declares them.
create schema retention;
grant usage on schema retention to liuke_app;

create table retention.maturity (
  business_date date not null,
  term_no text not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  counted boolean not null,
  product_name text not null,
  matures_on date not null,
  days_to_maturity integer not null,
  amount_fen bigint not null,
  captured_3d_fen bigint,
  captured_7d_fen bigint,
  captured_30d_fen bigint,
  primary key (business_date, term_no)
) partition by list (business_date);
create index on retention.maturity (customer_id);

alter table retention.maturity enable row level security;
create policy visible on retention.maturity for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on retention.maturity to liuke_app;

-- Converted assets (M51) as night/models/marts/points/converted_asset.yml declares them: what conditions of rules and event standards read.
create table points.converted_asset (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  converted_fen bigint not null,
  level text not null,
  experience boolean not null,
  super_member boolean not null,
  primary key (business_date, customer_id)
) partition by list (business_date);

alter table points.converted_asset enable row level security;
create policy visible on points.converted_asset for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on points.converted_asset to liuke_app;

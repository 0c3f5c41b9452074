-- The products the bank has and what customers of a tier hold of them, as night/models/marts/suitability/*.yml declare it (M04, M27), and what customers did not want (M27).
create schema suitability;
grant usage on schema suitability to liuke_app;

create table suitability.product_shelf (
  business_date date not null,
  product_code text not null,
  product_name text not null,
  category text not null,
  counts_as_aum boolean not null,
  arrangement text,
  risk_level text,
  primary key (business_date, product_code)
) partition by list (business_date);

create table suitability.category_share (
  business_date date not null,
  tier text not null,
  category text not null,
  holders integer not null,
  customers integer not null,
  primary key (business_date, tier, category)
) partition by list (business_date);

-- Products and sums over the whole bank tell of no person: whoever has a scope may read them.
alter table suitability.product_shelf enable row level security;
create policy visible on suitability.product_shelf for select to liuke_app using (cardinality((select platform.visible_institutions())::int[]) > 0);
alter table suitability.category_share enable row level security;
create policy visible on suitability.category_share for select to liuke_app using (cardinality((select platform.visible_institutions())::int[]) > 0);
grant select on suitability.product_shelf, suitability.category_share to liuke_app;

-- A customer did not want this kind of product: it rests for a time. Never changed, never taken back.
create table suitability.decline (
  id uuid primary key,
  customer_id bigint not null,
  category text not null,
  on_date date not null,
  user_id integer not null,
  staff_name text not null,
  at timestamptz not null
);
create index on suitability.decline (customer_id, on_date);

create function suitability.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what a customer declined is append-only: % is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on suitability.decline for each statement execute function suitability.refuse_change();

-- Seen and written with the customer, and never of whom nobody may turn to (code N).
alter table suitability.decline enable row level security;
create policy visible on suitability.decline for select to liuke_app using (exists (
  select from customer.customer c
  where c.business_date = (select privacy.published_night()) and c.customer_id = decline.customer_id and not c.not_for_marketing));
create policy own_hand on suitability.decline for insert to liuke_app with check (
  user_id = (select platform.current_user_id())
  and exists (select from customer.customer c
    where c.business_date = (select privacy.published_night()) and c.customer_id = decline.customer_id and not c.not_for_marketing));
grant select, insert on suitability.decline to liuke_app;

-- What people know of customers: who said it, who wrote it down, when it was last confirmed (M20, M32). It stays with the customer, whoever keeps them.
create schema dossier;
grant usage on schema dossier to liuke_app;

-- A fact is never changed: a correction is a new one that names the old one; one without detail takes the old one back.
create table dossier.fact (
  -- made on the device, so that a fact sent twice is one fact
  id uuid primary key,
  -- the first fact of a line of corrections
  thread uuid not null,
  customer_id bigint not null,
  field text not null check (field in ('family', 'date', 'origin', 'school', 'work', 'interest', 'need', 'other_bank', 'note')),
  detail jsonb check (jsonb_typeof(detail) = 'object'),
  -- a relative who is a customer too
  relative_customer_id bigint check (relative_customer_id <> customer_id),
  said_by text not null check (said_by in ('customer', 'family', 'introducer', 'seen', 'document')),
  corrects uuid unique references dossier.fact,
  user_id int not null,
  staff_name text not null,
  institution_id int not null,
  recorded_at timestamptz not null,
  check ((corrects is null) = (thread = id)),
  check (detail is not null or corrects is not null),
  check (relative_customer_id is null or field = 'family')
);
create index on dossier.fact (customer_id);
create index on dossier.fact (thread);

-- Somebody asked again, and it still holds.
create table dossier.confirmation (
  id bigint generated always as identity primary key,
  fact_id uuid not null references dossier.fact,
  said_by text not null check (said_by in ('customer', 'family', 'introducer', 'seen', 'document')),
  user_id int not null,
  staff_name text not null,
  confirmed_at timestamptz not null
);
create index on dossier.confirmation (fact_id, confirmed_at desc);

create function dossier.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what people know of customers is corrected by a new fact: % on dossier.% is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on dossier.fact for each statement execute function dossier.refuse_change();
create trigger append_only before update or delete or truncate on dossier.confirmation for each statement execute function dossier.refuse_change();

-- A fact is visible with its customer: the sub-select stands under the customer's own row-level security.
alter table dossier.fact enable row level security;
create policy visible on dossier.fact for select to liuke_app using (exists (
  select from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id = fact.customer_id));
create policy own_hand on dossier.fact for insert to liuke_app with check (
  user_id = (select platform.current_user_id())
  and exists (select from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id = fact.customer_id));
grant select, insert on dossier.fact to liuke_app;

alter table dossier.confirmation enable row level security;
create policy visible on dossier.confirmation for select to liuke_app using (exists (select from dossier.fact f where f.id = fact_id));
create policy own_hand on dossier.confirmation for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and exists (select from dossier.fact f where f.id = fact_id));
grant select, insert on dossier.confirmation to liuke_app;

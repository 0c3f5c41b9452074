-- The blood-pressure desk (M64): off unless the bank switches it on. A reading stands here alone, sealed under the home's key, under a consent of its own
-- (privacy.sensitive_consent, category health), for so many days as policy health.keep_days says; nothing joins it, nothing but the desk reads it.
create schema health;
grant usage on schema health to liuke_app;

create table health.reading (
  id uuid primary key,
  customer_id bigint not null,
  institution_id integer not null references organisation.institution,
  business_date date not null,
  -- systolic, diastolic and pulse as sealed text: unreadable without the key
  sealed text not null check (char_length(sealed) between 40 and 400),
  recorded_by integer not null,
  recorded_name text not null,
  at timestamptz not null
);
create index on health.reading (customer_id, business_date);

alter table health.reading enable row level security;
create policy desk on health.reading for select to liuke_app using (
  (select platform.current_role_code()) = 'lobby_manager' and institution_id = any ((select platform.visible_institutions())::int[])
  and exists (select from customer.customer c where c.customer_id = reading.customer_id));
create policy own_hand on health.reading for insert to liuke_app with check (
  (select platform.current_role_code()) = 'lobby_manager' and recorded_by = (select platform.current_user_id())
  and institution_id = any ((select platform.visible_institutions())::int[])
  and exists (select from privacy.sensitive_consent s where s.customer_id = reading.customer_id and s.category = 'health' and s.ended_at is null));
create policy forgotten on health.reading for delete to liuke_app using (
  (select platform.current_role_code()) = 'lobby_manager' and institution_id = any ((select platform.visible_institutions())::int[]));
grant select, insert, delete on health.reading to liuke_app;

-- A consent that ends takes the readings with it, whoever ends it.
create function health.forget_without_consent() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from health.reading r where r.customer_id = new.customer_id and not exists (
    select from privacy.sensitive_consent s where s.customer_id = new.customer_id and s.category = 'health' and s.ended_at is null and s.id <> new.id);
  return new;
end $$;
revoke execute on function health.forget_without_consent from public;
create trigger health_forgotten after update of ended_at on privacy.sensitive_consent for each row
  when (new.category = 'health' and new.ended_at is not null) execute function health.forget_without_consent();

-- Benefits 增值服务 (M44): what a customer of a tier is entitled to, and what was used.

-- A version of a benefit from a day on. It is never changed: it ends, and the next one stands in its place.
create table retention.benefit (
  id int generated always as identity primary key,
  code text not null check (code ~ '^[a-z0-9_]{2,40}$'),
  name text not null check (char_length(name) between 1 and 40),
  provider text not null check (char_length(provider) between 1 and 60),
  -- how a customer comes to it
  about text not null check (char_length(about) between 1 and 200),
  -- M43
  move text not null check (move in ('embarrassing', 'inconvenient', 'unwanted')),
  layer text not null check (layer in ('financial', 'social', 'structural')),
  -- times a period, by tier; 0: not entitled
  period text not null check (period in ('month', 'quarter', 'year')),
  long_tail int not null check (long_tail between 0 and 999),
  potential int not null check (potential between 0 and 999),
  mid_to_high int not null check (mid_to_high between 0 and 999),
  wealth int not null check (wealth between 0 and 999),
  check (long_tail + potential + mid_to_high + wealth > 0),
  valid_from date not null,
  made_by int not null,
  made_name text not null,
  made_at timestamptz not null,
  -- the last day it is given
  valid_until date check (valid_until >= valid_from - 1),
  ended_by int,
  check ((valid_until is null) = (ended_by is null))
);
create unique index one_open_version on retention.benefit (code) where valid_until is null;

create table retention.benefit_use (
  -- made on the device, so that a press sent twice is one use
  id uuid primary key,
  benefit_id int not null references retention.benefit,
  -- the same for every version
  benefit_code text not null,
  customer_id bigint not null,
  institution_id int not null,
  used_on date not null,
  -- of the customer's uses of this benefit since the period began, also those taken back: of two people at once one fails
  period_from date not null,
  nth int not null check (nth > 0),
  -- a use that was logged by mistake: this row takes it back
  takes_back uuid unique references retention.benefit_use,
  user_id int not null,
  staff_name text not null,
  at timestamptz not null
);
create index on retention.benefit_use (customer_id, used_on);
create index on retention.benefit_use (used_on);
create unique index one_at_a_time on retention.benefit_use (customer_id, benefit_code, period_from, nth) where takes_back is null;

-- Uses as they stand: without those taken back.
create view retention.standing_benefit_use with (security_invoker = true) as
  select u.* from retention.benefit_use u
  where u.takes_back is null and not exists (select from retention.benefit_use b where b.takes_back = u.id);

create function retention.refuse_benefit_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a use of a benefit is never changed: % on retention.% is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on retention.benefit_use for each statement execute function retention.refuse_benefit_change();

-- Of a version nothing but its end is ever written, and that once.
create function retention.keep_benefit() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.valid_until is not null or (to_jsonb(old) - 'valid_until' - 'ended_by') <> (to_jsonb(new) - 'valid_until' - 'ended_by') then
    raise exception 'a benefit is never changed: it ends, and another one begins' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger stays before update on retention.benefit for each row execute function retention.keep_benefit();
create trigger never_removed before delete or truncate on retention.benefit for each statement execute function retention.refuse_benefit_change();

alter table retention.benefit enable row level security;
create policy everybody_reads on retention.benefit for select to liuke_app using (true);
create policy head_office_writes on retention.benefit for insert to liuke_app
  with check (valid_until is null and made_by = (select platform.current_user_id()) and (select platform.current_role_code()) = 'head_office');
create policy head_office_ends on retention.benefit for update to liuke_app
  using (valid_until is null and (select platform.current_role_code()) = 'head_office')
  with check (ended_by = (select platform.current_user_id()));
grant select, insert, update (valid_until, ended_by) on retention.benefit to liuke_app;

alter table retention.benefit_use enable row level security;
create policy visible on retention.benefit_use for select to liuke_app using (exists (select from customer.customer c
  where c.business_date = (select privacy.published_night()) and c.customer_id = benefit_use.customer_id));
create policy own_hand on retention.benefit_use for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and exists (select from customer.customer c
    where c.business_date = (select privacy.published_night()) and c.customer_id = benefit_use.customer_id and not c.not_for_marketing));
grant select, insert on retention.benefit_use to liuke_app;
grant select on retention.standing_benefit_use to liuke_app;

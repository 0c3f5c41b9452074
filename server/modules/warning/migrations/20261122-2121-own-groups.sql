-- Risk groups that an outlet, or somebody above it, defines itself (M11): conditions on published figures, from a day on. A change is another one, and the end of the one before.
create table warning.own_group (
  id int generated always as identity primary key,
  institution_id int not null references organisation.institution,
  name text not null check (char_length(name) between 1 and 40),
  -- [{"figure", "op", "values"}], all of which hold
  filters jsonb not null check (jsonb_typeof(filters) = 'array' and jsonb_array_length(filters) between 1 and 20),
  valid_from date not null,
  -- the last day
  valid_until date check (valid_until >= valid_from - 1),
  replaces int references warning.own_group,
  made_by int not null,
  made_name text not null,
  made_at timestamptz not null,
  ended_by int,
  check ((valid_until is null) = (ended_by is null))
);
create index on warning.own_group (institution_id);

-- Only its end is ever written into it, once.
create function warning.check_own_group() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'UPDATE' or old.valid_until is not null
    or (to_jsonb(new) - '{valid_until,ended_by}'::text[]) is distinct from (to_jsonb(old) - '{valid_until,ended_by}'::text[]) then
    raise exception 'own groups are only ever ended: % on warning.own_group is refused', lower(tg_op) using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger only_ended before update or delete on warning.own_group for each row execute function warning.check_own_group();

-- Of a group know: who sees the institution it was defined at, and whose institution lies below it.
create function warning.knows_group_of(of_institution int) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select of_institution = any ((select platform.visible_institutions())::int[]) or exists (
    select from organisation.institution node join organisation.institution child on starts_with(child.path, node.path)
    where node.id = of_institution and child.id = any ((select platform.visible_institutions())::int[]))
$$;
revoke execute on function warning.knows_group_of(int) from public;
grant execute on function warning.knows_group_of(int) to liuke_app;
alter table warning.own_group enable row level security;
create policy known on warning.own_group for select to liuke_app using (warning.knows_group_of(institution_id));
create policy made on warning.own_group for insert to liuke_app with check (institution_id = any ((select platform.visible_institutions())::int[]));
create policy ended on warning.own_group for update to liuke_app using (institution_id = any ((select platform.visible_institutions())::int[]));
grant select, insert on warning.own_group to liuke_app;
grant update (valid_until, ended_by) on warning.own_group to liuke_app;

-- Who was in one at the end of a month, frozen by the first look after each publish; of the running month the newest night stands. What became of them is told afterwards (M15).
create table warning.own_group_member (
  business_date date not null,
  group_id int not null references warning.own_group,
  customer_id bigint not null,
  institution_id int not null,
  manager_id int,
  primary key (business_date, group_id, customer_id)
);
alter table warning.own_group_member enable row level security;
create policy visible on warning.own_group_member for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on warning.own_group_member to liuke_app;

create table warning.frozen_night (
  single boolean primary key default true check (single),
  business_date date not null,
  published_at timestamptz not null
);

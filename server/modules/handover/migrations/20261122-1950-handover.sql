-- Hand-over 移交 (M29): customers go from one manager to another, with what is open about them. The bank's own assignment of the night is not changed at its
-- source: what was handed over here is laid over each night until the bank itself says otherwise.
create schema handover;
grant usage on schema handover to liuke_app;

create table handover.handover (
  id int generated always as identity primary key,
  -- null: nobody kept these customers
  from_manager_id int references organisation.staff,
  to_manager_id int not null references organisation.staff,
  institution_id int not null,
  reason text not null check (reason in ('transfer', 'leaving', 'long_leave', 'balance', 'customer_wish', 'no_manager')),
  note text check (char_length(note) between 1 and 300),
  takes_effect_on date not null,
  made_by int not null,
  made_by_name text not null,
  made_at timestamptz not null,
  cancelled_by int,
  cancelled_at timestamptz,
  applied_at timestamptz,
  check (from_manager_id is distinct from to_manager_id),
  check ((cancelled_at is null) = (cancelled_by is null)),
  check (cancelled_at is null or applied_at is null)
);
create index on handover.handover (institution_id, made_at desc);
create index on handover.handover (takes_effect_on) where applied_at is null and cancelled_at is null;

create table handover.handed_customer (
  handover_id int not null references handover.handover,
  customer_id bigint not null,
  institution_id int not null,
  from_manager_id int,
  to_manager_id int not null,
  -- whom the bank's own night named when Liuke first took over; what it is compared with every night
  bank_manager_id int,
  -- as it stood when it was ordered
  aum_before_fen bigint not null,
  class text check (class in ('a', 'b', 'c')),
  -- planned until its day, standing from then on, ended when the bank says otherwise or somebody else takes over
  state text not null default 'planned' check (state in ('planned', 'standing', 'ended')),
  ended_on date,
  ended_why text check (ended_why in ('bank_follows', 'bank_changed', 'handed_on', 'cancelled', 'elsewhere')),
  check ((state = 'ended') = (ended_why is not null)),
  primary key (handover_id, customer_id)
);
create unique index one_standing on handover.handed_customer (customer_id) where state = 'standing';
create unique index one_planned on handover.handed_customer (customer_id) where state = 'planned';

-- What was open about a customer when it was handed over: that it is still there, or settled, is what the check proves.
create table handover.handed_promise (
  handover_id int not null references handover.handover,
  promise_id uuid not null references contact.promise,
  customer_id bigint not null,
  primary key (handover_id, promise_id)
);
create table handover.handed_case (
  handover_id int not null references handover.handover,
  case_id uuid not null references retention.leave_case,
  customer_id bigint not null,
  primary key (handover_id, case_id)
);

do $$
declare
  part text;
begin
  alter table handover.handover enable row level security;
  -- leaders see what goes on in their institutions; a manager what was handed to and taken from the own portfolio
  create policy visible on handover.handover for select to liuke_app using (
    institution_id = any ((select platform.visible_institutions())::int[])
    and ((select platform.own_portfolio_of()) is null or (select platform.own_portfolio_of()) in (from_manager_id, to_manager_id)));
  create policy own_hand on handover.handover for insert to liuke_app with check (
    made_by = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[])
    and (select platform.own_portfolio_of()) is null and applied_at is null and cancelled_at is null);
  create policy called_off on handover.handover for update to liuke_app
    using (applied_at is null and cancelled_at is null and institution_id = any ((select platform.visible_institutions())::int[])
      and (select platform.own_portfolio_of()) is null)
    with check (cancelled_by = (select platform.current_user_id()));
  grant select, insert, update (cancelled_by, cancelled_at) on handover.handover to liuke_app;
  foreach part in array array['handed_customer', 'handed_promise', 'handed_case'] loop
    execute format('alter table handover.%I enable row level security', part);
    execute format('create policy visible on handover.%I for select to liuke_app using (handover_id in (select id from handover.handover))', part);
    execute format('create policy own_hand on handover.%I for insert to liuke_app with check (handover_id in (
      select id from handover.handover where made_by = (select platform.current_user_id()) and applied_at is null and cancelled_at is null))', part);
    execute format('grant select, insert on handover.%I to liuke_app', part);
  end loop;
end $$;

-- Readers' caches hang on the version of the publication; a hand-over changes who keeps whom without another night.
alter table extract.publication add column handed_over_at timestamptz;

-- Lays the standing hand-overs over a night: every published table that says who keeps a customer, found in the catalogue, so that a mart which comes
-- later is covered.
create function handover.lay_over(night date) returns void language plpgsql set search_path = '' as $$
declare
  published text;
begin
  for published in
    select format('%I.%I', n.nspname, c.relname) from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'p' and 3 = (select count(*) from pg_catalog.pg_attribute a
      where a.attrelid = c.oid and a.attname in ('business_date', 'customer_id', 'manager_id') and not a.attisdropped)
    order by 1
  loop
    execute format('update %s t set manager_id = h.to_manager_id from handover.handed_customer h
      where h.state = ''standing'' and t.business_date = $1 and t.customer_id = h.customer_id and t.manager_id is distinct from h.to_manager_id', published) using night;
  end loop;
  update contact.cadence t set manager_id = h.to_manager_id from handover.handed_customer h
    where h.state = 'standing' and t.customer_id = h.customer_id and t.manager_id is distinct from h.to_manager_id;
end $$;
revoke all on function handover.lay_over(date) from public;

-- After a night came out: where the bank names another manager than it did, its word holds and the hand-over has ended; the others are laid over it.
create function handover.carry_over(night date) returns void language plpgsql set search_path = '' as $$
begin
  update handover.handed_customer h set state = 'ended', ended_on = night,
      ended_why = case when c.manager_id = h.to_manager_id then 'bank_follows' else 'bank_changed' end
    from customer.customer c
    where h.state = 'standing' and c.business_date = night and c.customer_id = h.customer_id and c.manager_id is distinct from h.bank_manager_id;
  perform handover.lay_over(night);
end $$;
revoke all on function handover.carry_over(date) from public;

-- Brings an ordered hand-over into effect; returns how many customers went over. Whoever ordered it may, and nobody's hand (the clock) on its day.
create function handover.take_effect(wanted int, at timestamptz) returns int language plpgsql security definer set search_path = '' as $$
declare
  ordered handover.handover;
  night date := (select business_date from extract.publication where is_current);
  gone int;
begin
  select * into ordered from handover.handover h where h.id = wanted and h.applied_at is null and h.cancelled_at is null for update;
  if not found or night is null then
    return 0;
  end if;
  if platform.current_user_id() is distinct from ordered.made_by and platform.current_user_id() is not null then
    raise exception 'a hand-over is brought into effect by whom ordered it' using errcode = 'insufficient_privilege';
  end if;
  -- who has come to somebody else meanwhile stays there
  update handover.handed_customer h set state = 'ended', ended_on = ordered.takes_effect_on, ended_why = 'elsewhere'
    where h.handover_id = wanted and h.state = 'planned' and not exists (select from customer.customer c
      where c.business_date = night and c.customer_id = h.customer_id and c.institution_id = h.institution_id and c.manager_id is not distinct from h.from_manager_id);
  update handover.handed_customer old set state = 'ended', ended_on = ordered.takes_effect_on, ended_why = 'handed_on'
    from handover.handed_customer h
    where h.handover_id = wanted and h.state = 'planned' and old.customer_id = h.customer_id and old.state = 'standing';
  update handover.handed_customer h set state = 'standing' where h.handover_id = wanted and h.state = 'planned';
  get diagnostics gone = row_count;
  perform handover.lay_over(night);
  update handover.handover h set applied_at = at where h.id = wanted;
  -- the moment itself: two of one moment must still be told apart from before
  update extract.publication p set handed_over_at = clock_timestamp() where p.is_current;
  return gone;
end $$;
revoke all on function handover.take_effect(int, timestamptz) from public;
grant execute on function handover.take_effect(int, timestamptz) to liuke_app;

-- Calls off what has not come into effect.
create function handover.call_off() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update handover.handed_customer h set state = 'ended', ended_on = new.takes_effect_on, ended_why = 'cancelled'
    where h.handover_id = new.id and h.state = 'planned';
  return new;
end $$;
create trigger called_off after update of cancelled_at on handover.handover for each row when (new.cancelled_at is not null)
  execute function handover.call_off();

-- How many customers of a manager go over to others by a day; of what a leaving manager keeps, these need nobody any more.
create function handover.going_over(manager int, by_day date) returns int language sql stable security definer set search_path = '' as $$
  select count(*)::int from handover.handed_customer h join handover.handover o on o.id = h.handover_id
  where h.state = 'planned' and h.from_manager_id = manager and o.takes_effect_on <= by_day
$$;
revoke all on function handover.going_over(int, date) from public;
grant execute on function handover.going_over(int, date) to liuke_app;

-- Customers whom the bank names no manager for and who were given one here, by institution: no longer without one.
create function handover.adopted(institutions int[]) returns table (institution_id int, customers int) language sql stable security definer set search_path = '' as $$
  select h.institution_id, count(*)::int from handover.handed_customer h
  where h.state = 'standing' and h.bank_manager_id is null and h.institution_id = any (institutions) group by h.institution_id
$$;
revoke all on function handover.adopted(int[]) from public;
grant execute on function handover.adopted(int[]) to liuke_app;

-- A plan made before its manager got other customers no longer holds.
alter table today.plan drop constraint plan_cause_check;
alter table today.plan add constraint plan_cause_check check (cause in ('first', 'wish', 'night', 'permission', 'handover'));
insert into today.talking_point (reason, place, body) values
  ('handover', 1, '先报姓名和岗位，说清接替的是谁、今后有事找谁，再问一句最近有没有要办的。'),
  ('handover', 2, '前任答应过的事逐条说明办到哪一步；不评价前任，不借机推销。');

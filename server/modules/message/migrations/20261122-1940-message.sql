-- Messages to customers that really go out (M25, M26): approved wordings, what was written to whom, how far each got, and what came back.
create schema message;
grant usage on schema message to liuke_app;

-- A wording that compliance approved, with its number and last day. Never changed: another wording is the next version.
create sequence message.template_number;
grant usage on sequence message.template_number to liuke_app;
create table message.template (
  id bigint generated always as identity primary key,
  code text not null check (code ~ '^[a-z][a-z0-9_]{2,39}$'),
  version int not null check (version > 0),
  number text not null unique,
  name text not null check (char_length(name) between 1 and 60),
  media text[] not null check (media <@ array['sms', 'wechat', 'email', 'letter', 'card'] and cardinality(media) > 0),
  purpose text not null check (purpose in ('service', 'marketing', 'event', 'care', 'survey')),
  body text not null check (char_length(body) between 1 and 2000),
  valid_from date not null,
  valid_to date not null,
  request_id bigint,
  proposed_by int,
  approved_by int,
  approved_at timestamptz not null,
  unique (code, version),
  check (valid_to >= valid_from),
  check (approved_by is null or approved_by is distinct from proposed_by)
);
-- Taken out of use before its last day.
create table message.template_end (
  template_id bigint primary key references message.template,
  reason text not null check (char_length(reason) between 1 and 200),
  ended_by int not null,
  ended_at timestamptz not null
);

-- What was written to whom, by whom and as what. Never changed; how far it got is message.dispatch.
create table message.message (
  -- made on the device, so that a message sent twice is one message; also the id of its contact and the key that gateways know it by
  id uuid primary key,
  customer_id bigint not null,
  institution_id int not null,
  medium text not null check (medium in ('sms', 'wechat', 'email', 'letter', 'card')),
  purpose text not null check (purpose in ('service', 'marketing', 'event', 'care', 'survey')),
  -- what it is about (module care), or null
  occasion text check (char_length(occasion) between 1 and 40),
  template_id bigint references message.template,
  title text check (char_length(title) between 1 and 60),
  body text not null check (char_length(body) between 1 and 2000),
  user_id int not null,
  role text not null,
  manager_id int,
  top_institution_id int,
  staff_name text not null,
  queued_at timestamptz not null,
  -- later than this it would be out of place
  not_after timestamptz not null,
  check (not_after > queued_at)
);
create index on message.message (customer_id, queued_at desc);
create index on message.message (queued_at desc);
create index on message.message (user_id, queued_at desc);

-- How far a message got. Every state it was in is kept in message.step.
create table message.dispatch (
  message_id uuid primary key references message.message,
  state text not null check (state in ('queued', 'leaving', 'committing', 'in_doubt', 'handed', 'delivered', 'undelivered', 'to_print', 'printed',
    'stopped', 'failed', 'cancelled')),
  -- why it waits, was stopped or failed: a code
  reason text check (char_length(reason) between 1 and 60),
  -- what the gateway said, for people
  detail text check (char_length(detail) <= 300),
  attempt int not null default 0,
  next_at timestamptz,
  -- an attempt was cut off at a gateway that may have taken it: only the same gateway, which acts once by key, is asked again
  maybe_taken boolean not null default false,
  -- what the gateway calls it
  gateway_ref text check (char_length(gateway_ref) <= 200),
  changed_at timestamptz not null,
  -- null: the system
  changed_by int
);
create index on message.dispatch (next_at) where state in ('queued', 'leaving', 'committing');
create index on message.dispatch (state, changed_at desc) where state in ('failed', 'in_doubt', 'to_print', 'printed');
create index on message.dispatch (gateway_ref) where gateway_ref is not null;

create table message.step (
  id bigint generated always as identity primary key,
  message_id uuid not null references message.message,
  state text not null,
  reason text,
  detail text,
  attempt int not null,
  at timestamptz not null,
  by int
);
create index on message.step (message_id, id);

-- What may follow what, whoever writes: above all, nothing that was handed over is ever handed over again.
create function message.keep_step() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  follows constant jsonb := '{
    "queued": ["queued", "leaving", "to_print", "stopped", "failed", "cancelled", "in_doubt"],
    "leaving": ["leaving", "committing", "queued", "handed", "stopped", "failed", "in_doubt"],
    "committing": ["queued", "handed", "failed", "in_doubt"],
    "in_doubt": ["handed", "queued", "cancelled"],
    "handed": ["delivered", "undelivered"],
    "delivered": [], "undelivered": ["delivered"],
    "to_print": ["printed", "stopped", "cancelled"],
    "printed": ["handed", "to_print", "stopped", "cancelled"],
    "stopped": [], "failed": ["queued", "cancelled"], "cancelled": []}';
begin
  if tg_op = 'UPDATE' then
    if new.message_id <> old.message_id or not (follows -> old.state) ? new.state or new.attempt < old.attempt then
      raise exception 'a message that is % does not become %', old.state, new.state using errcode = 'check_violation';
    end if;
  elsif new.state <> 'queued' then
    raise exception 'a message begins queued' using errcode = 'check_violation';
  end if;
  insert into message.step (message_id, state, reason, detail, attempt, at, by)
  values (new.message_id, new.state, new.reason, new.detail, new.attempt, new.changed_at, new.changed_by);
  return new;
end $$;
create trigger keep_step after insert or update on message.dispatch for each row execute function message.keep_step();

-- A message that left is a contact of its customer under its own id, whoever brought it to the post: there is one however often this is called.
create function message.note_contact(message uuid) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, note, permission, flagged, user_id, staff_id, staff_name,
    institution_id, recorded_at)
  select m.id, m.customer_id, d.changed_at, case when m.medium in ('sms', 'wechat') then m.medium else 'letter' end, m.purpose, 'outbound', 'sent',
    left(m.body, 500), 'allowed', false, m.user_id, m.manager_id, m.staff_name, m.institution_id, d.changed_at
  from message.message m join message.dispatch d on d.message_id = m.id and d.state = 'handed'
  where m.id = note_contact.message on conflict (id) do nothing
$$;
revoke execute on function message.note_contact from public;
grant execute on function message.note_contact to liuke_app;

-- What a text is known by again: bands find what is like it, shingles say how like. No customer is named here.
create table message.fingerprint (
  message_id uuid primary key references message.message,
  user_id int not null,
  staff_name text not null,
  written_on date not null,
  bands int[] not null,
  shingles int[] not null
);
create index on message.fingerprint using gin (bands);
create index on message.fingerprint (written_on);

-- What all staff wrote that may be like a text: whom it went to and what it says stay unseen. What never left does not count.
create function message.alike(wanted int[], since date, most int) returns table (user_id int, staff_name text, written_on date, shingles int[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.user_id, f.staff_name, f.written_on, f.shingles
  from message.fingerprint f join message.dispatch d on d.message_id = f.message_id and d.state not in ('stopped', 'failed', 'cancelled')
  where f.bands && wanted and f.written_on >= since
  order by (select count(*) from (select unnest(f.bands) intersect select unnest(wanted)) common) desc, f.written_on desc limit most
$$;
revoke execute on function message.alike from public;
grant execute on function message.alike to liuke_app;

-- A customer's e-mail address as somebody of the bank wrote it down; the newest holds, one without an address takes it away.
create table message.address (
  id bigint generated always as identity primary key,
  customer_id bigint not null,
  email text check (email ~ '^[^@\s<>"]{1,64}@[^@\s<>"]{3,190}$'),
  said_by text not null check (said_by in ('customer', 'family', 'document')),
  user_id int not null,
  recorded_at timestamptz not null
);
create index on message.address (customer_id, id desc);

-- Where messages go, set by `liuke gateway`. What is secret of it is sealed.
create table message.gateway (
  name text primary key check (name in ('smtp', 'webhook')),
  media text[] not null check (media <@ array['sms', 'wechat', 'email', 'letter', 'card']),
  settings jsonb not null,
  sealed text,
  changed_at timestamptz not null
);

-- What a gateway reported, each once.
create table message.gateway_event (
  gateway text not null,
  event_id text not null check (char_length(event_id) between 1 and 120),
  taken_at timestamptz not null,
  primary key (gateway, event_id)
);
create table message.reply (
  id bigint generated always as identity primary key,
  customer_id bigint not null,
  message_id uuid references message.message,
  medium text not null,
  body text not null check (char_length(body) <= 500),
  opt_out boolean not null,
  said_at timestamptz not null,
  taken_at timestamptz not null
);
create index on message.reply (customer_id, said_at desc);
create index on message.reply (said_at desc);

-- Letters and cards printed together.
create table message.print_batch (
  id uuid primary key,
  institution_id int not null,
  made_by int not null,
  staff_name text not null,
  made_at timestamptz not null,
  letters int not null check (letters > 0)
);
create index on message.print_batch (made_at desc);
create table message.print_item (
  batch_id uuid not null references message.print_batch,
  place int not null,
  message_id uuid not null references message.message,
  primary key (batch_id, place),
  unique (batch_id, message_id)
);
create index on message.print_item (message_id);

create function message.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what was written to customers is never changed: % on message.% is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
do $$
declare
  kept text;
begin
  foreach kept in array array['template', 'template_end', 'message', 'step', 'fingerprint', 'address', 'gateway_event', 'reply', 'print_batch', 'print_item'] loop
    execute format('create trigger append_only before update or delete or truncate on message.%I for each statement execute function message.refuse_change()', kept);
    execute format('alter table message.%I enable row level security', kept);
  end loop;
end $$;
create trigger never_removed before delete or truncate on message.dispatch for each statement execute function message.refuse_change();
alter table message.dispatch enable row level security;
alter table message.gateway enable row level security;

-- Wordings are for everybody; they come into being by an approval.
create policy known_to_all on message.template for select to liuke_app using (true);
create policy approved on message.template for insert to liuke_app
  with check (approved_by = (select platform.current_user_id()) and (select platform.current_role_code()) = 'compliance_officer');
create policy known_to_all on message.template_end for select to liuke_app using (true);
create policy own_hand on message.template_end for insert to liuke_app
  with check (ended_by = (select platform.current_user_id()) and (select platform.current_role_code()) in ('head_office', 'compliance_officer'));
grant select, insert on message.template, message.template_end to liuke_app;

-- A message, what became of it and what came back are visible with its customer.
do $$
declare
  kept text;
  seen constant text := 'exists (select from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id = %1$I.customer_id)';
begin
  foreach kept in array array['message', 'address', 'reply'] loop
    execute format('create policy visible on message.%1$I for select to liuke_app using (' || seen || ')', kept);
  end loop;
  foreach kept in array array['message', 'address'] loop
    execute format('create policy own_hand on message.%1$I for insert to liuke_app
      with check (user_id = (select platform.current_user_id()) and ' || seen || ')', kept);
    execute format('grant select, insert on message.%I to liuke_app', kept);
  end loop;
  foreach kept in array array['dispatch', 'step'] loop
    execute format('create policy visible on message.%1$I for select to liuke_app using (exists (select from message.message m where m.id = %1$I.message_id))', kept);
    execute format('grant select on message.%I to liuke_app', kept);
  end loop;
end $$;
grant select on message.reply to liuke_app;
create policy own_hand on message.dispatch for insert to liuke_app with check (
  changed_by = (select platform.current_user_id())
  and exists (select from message.message m where m.id = message_id and m.user_id = (select platform.current_user_id())));
create policy by_hand on message.dispatch for update to liuke_app
  using (exists (select from message.message m where m.id = message_id))
  with check (changed_by = (select platform.current_user_id()) and state in ('queued', 'handed', 'cancelled', 'stopped', 'to_print', 'printed'));
grant insert, update (state, reason, detail, next_at, maybe_taken, gateway_ref, changed_at, changed_by) on message.dispatch to liuke_app;
create policy own_hand on message.fingerprint for insert to liuke_app with check (user_id = (select platform.current_user_id()));
grant insert on message.fingerprint to liuke_app;

-- That there is a gateway everybody may know; its address and keys nobody of the web.
create policy known_to_all on message.gateway for select to liuke_app using (true);
grant select (name, media) on message.gateway to liuke_app;

-- Batches are seen by who made them and by who leads where they were made.
create policy visible on message.print_batch for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or made_by = (select platform.current_user_id())));
create policy own_hand on message.print_batch for insert to liuke_app with check (
  made_by = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[]));
create policy visible on message.print_item for select to liuke_app using (exists (select from message.print_batch b where b.id = batch_id));
create policy own_hand on message.print_item for insert to liuke_app with check (
  exists (select from message.print_batch b where b.id = batch_id and b.made_by = (select platform.current_user_id()))
  and exists (select from message.message m where m.id = message_id));
grant select, insert on message.print_batch, message.print_item to liuke_app;

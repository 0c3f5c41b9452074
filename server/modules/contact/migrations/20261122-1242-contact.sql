-- What the bank's people did with customers, promised them, and when they are due again (M10, M20–M24, M28).
create schema contact;
grant usage on schema contact to liuke_app;

-- One record of every contact of all staff. A row is never changed: a correction is a new row that names the old one.
create table contact.contact (
  -- made on the device, so that a record sent twice is one record
  id uuid primary key,
  customer_id bigint not null,
  at timestamptz not null,
  on_date date not null generated always as ((at at time zone 'Asia/Shanghai')::date) stored,
  channel text not null check (channel in ('call', 'visit', 'invitation', 'sms', 'wechat', 'letter', 'walk_in')),
  purpose text not null check (purpose in ('service', 'marketing', 'event', 'care', 'survey')),
  -- who turned to whom
  direction text not null check (direction in ('outbound', 'inbound')),
  outcome text not null check (outcome in ('reached', 'not_reached', 'refused', 'wrong_number', 'sent', 'mistake')),
  mood text check (mood in ('pleased', 'calm', 'doubtful', 'annoyed')),
  need text check (need in ('saving', 'wealth', 'pension', 'insurance', 'loan', 'education', 'card', 'service')),
  interests text[] not null default '{}',
  next_step text check (next_step in ('call_again', 'meet', 'send_material', 'invite', 'open_product', 'none')),
  next_on date,
  note text check (char_length(note) between 1 and 500),
  corrects uuid references contact.contact unique,
  -- what the one question answered for that moment; flagged: outbound, no service, and not allowed
  permission text not null,
  flagged boolean not null,
  user_id int not null,
  staff_id int,
  staff_name text not null,
  institution_id int not null,
  recorded_at timestamptz not null default now(),
  check (corrects is distinct from id)
);
create index on contact.contact (customer_id, on_date desc);
create index on contact.contact (user_id, on_date desc);
create index on contact.contact (institution_id, on_date desc) where flagged;

create table contact.promise (
  id uuid primary key,
  customer_id bigint not null,
  contact_id uuid references contact.contact,
  what text not null check (char_length(what) between 1 and 200),
  due_on date not null,
  user_id int not null,
  staff_id int,
  staff_name text not null,
  institution_id int not null,
  made_at timestamptz not null default now()
);
create index on contact.promise (customer_id);

-- What became of a promise: kept with its proof, put off with the customer's word, or let go.
create table contact.promise_step (
  id bigint generated always as identity primary key,
  promise_id uuid not null references contact.promise,
  kind text not null check (kind in ('kept', 'put_off', 'let_go')),
  proof text not null check (char_length(proof) between 1 and 200),
  due_on date,
  told_customer boolean not null,
  user_id int not null,
  staff_name text not null,
  at timestamptz not null default now(),
  check ((kind = 'put_off') = (due_on is not null))
);
create index on contact.promise_step (promise_id);
create unique index on contact.promise_step (promise_id) where kind <> 'put_off';

-- Whom a person means to contact on a day, and the evening's look back.
create table contact.plan_item (
  user_id int not null,
  for_date date not null,
  customer_id bigint not null,
  channel text not null check (channel in ('call', 'visit', 'invitation', 'sms', 'wechat', 'letter')),
  planned_at timestamptz not null default now(),
  primary key (user_id, for_date, customer_id)
);
create table contact.day_review (
  user_id int not null,
  for_date date not null,
  went_well text not null check (char_length(went_well) <= 500),
  to_improve text not null check (char_length(to_improve) <= 500),
  reviewed_at timestamptz not null default now(),
  primary key (user_id, for_date)
);

-- Days on which a member of staff is away: nothing falls due in them.
create table contact.leave (
  id int generated always as identity primary key,
  staff_id int not null,
  from_on date not null,
  until_on date not null,
  recorded_by int not null,
  recorded_at timestamptz not null default now(),
  check (until_on between from_on and from_on + 366)
);
create index on contact.leave (staff_id, until_on);

create function contact.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what happened with customers is never changed: % on contact.% is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

do $$
declare
  record text;
  seen constant text := 'exists (select from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id = %1$I.customer_id)';
begin
  foreach record in array array['contact', 'promise', 'plan_item'] loop
    execute format('alter table contact.%I enable row level security', record);
    execute format('grant select, insert on contact.%I to liuke_app', record);
    execute format('create policy own_hand on contact.%1$I for insert to liuke_app
      with check (user_id = (select platform.current_user_id()) and ' || seen || ')', record);
  end loop;
  foreach record in array array['contact', 'promise'] loop
    execute format('create policy visible on contact.%1$I for select to liuke_app using (' || seen || ')', record);
  end loop;
  foreach record in array array['contact', 'promise', 'promise_step'] loop
    execute format('create trigger append_only before update or delete or truncate on contact.%I for each statement execute function contact.refuse_change()', record);
  end loop;
end $$;

-- A promise's steps are visible with it.
alter table contact.promise_step enable row level security;
create policy visible on contact.promise_step for select to liuke_app using (exists (select from contact.promise p where p.id = promise_id));
create policy own_hand on contact.promise_step for insert to liuke_app
  with check (user_id = (select platform.current_user_id()) and exists (select from contact.promise p where p.id = promise_id));
grant select, insert on contact.promise_step to liuke_app;

-- One's own plan and review are one's own.
create policy own on contact.plan_item for select to liuke_app using (user_id = (select platform.current_user_id()));
create policy own_away on contact.plan_item for delete to liuke_app using (user_id = (select platform.current_user_id()));
grant delete on contact.plan_item to liuke_app;
alter table contact.day_review enable row level security;
create policy own on contact.day_review for all to liuke_app using (user_id = (select platform.current_user_id()))
  with check (user_id = (select platform.current_user_id()));
grant select, insert, update (went_well, to_improve, reviewed_at) on contact.day_review to liuke_app;

alter table contact.leave enable row level security;
create policy visible on contact.leave for select to liuke_app
  using (exists (select from organisation.staff s where s.id = staff_id and s.institution_id = any ((select platform.visible_institutions())::int[])));
create policy own_hand on contact.leave for insert to liuke_app
  with check (recorded_by = (select platform.current_user_id())
    and exists (select from organisation.staff s where s.id = staff_id and s.institution_id = any ((select platform.visible_institutions())::int[])));
grant select, insert on contact.leave to liuke_app;

-- Contacts as they stand: without those that were corrected, and without mistakes.
create view contact.standing with (security_invoker = true) as
  select c.* from contact.contact c
  where c.outcome <> 'mistake' and not exists (select from contact.contact n where n.corrects = c.id);
grant select on contact.standing to liuke_app;

-- What the night knows of willingness, as night/models/marts/contact/contact_signal.yml declares it.
create table contact.contact_signal (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  purchases integer not null,
  answered integer not null,
  reached_on date,
  primary key (business_date, customer_id)
) partition by list (business_date);
alter table contact.contact_signal enable row level security;
create policy visible on contact.contact_signal for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on contact.contact_signal to liuke_app;

-- ABC class and clock of every counted customer, brought up to date after each publish. Due dates follow from it and the contacts.
create table contact.cadence (
  customer_id bigint primary key,
  institution_id integer not null,
  manager_id integer,
  class text not null check (class in ('a', 'b', 'c')),
  -- the night that gave this class; the day it first falls due is spread over so many days after it
  class_since date not null,
  previous_class text check (previous_class in ('a', 'b', 'c')),
  spread_days integer not null,
  asset_size text not null check (asset_size in ('large', 'middling', 'small')),
  willingness text not null check (willingness in ('strong', 'medium', 'weak')),
  purchases integer not null,
  answered integer not null,
  interested integer not null,
  reached_on date
);
create index on contact.cadence (manager_id);
create index on contact.cadence (institution_id);
alter table contact.cadence enable row level security;
create policy visible on contact.cadence for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on contact.cadence to liuke_app;
create table contact.classed_night (
  single boolean primary key default true check (single),
  business_date date not null,
  published_at timestamptz not null
);

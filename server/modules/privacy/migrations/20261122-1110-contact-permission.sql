-- What customers allow, refuse and forbid (M95). A row is never changed: it ends once, and what comes after is a new row.
create table privacy.consent (
  id bigint generated always as identity primary key,
  customer_id bigint not null,
  channel text not null check (channel in ('call', 'visit', 'invitation', 'sms', 'wechat', 'letter', 'walk_in')),
  purpose text not null check (purpose in ('marketing', 'event', 'care', 'survey')),
  -- version of the text the customer agreed to, how it was given, and where the proof is
  text_version text not null check (char_length(text_version) between 1 and 60),
  source text not null check (source in ('paper', 'counter_device', 'customer_link', 'recorded_call', 'bank_system')),
  proof text not null check (char_length(proof) between 1 and 200),
  valid_from date not null,
  valid_to date,
  recorded_by int not null,
  recorded_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by int,
  check (valid_to is null or valid_to >= valid_from),
  check ((ended_at is null) = (ended_by is null))
);
create index on privacy.consent (customer_id, channel, purpose) where ended_at is null;

create table privacy.refusal (
  id bigint generated always as identity primary key,
  customer_id bigint not null,
  channel text not null check (channel in ('call', 'visit', 'invitation', 'sms', 'wechat', 'letter', 'walk_in')),
  -- null: every purpose but service
  purpose text check (purpose in ('marketing', 'event', 'care', 'survey')),
  refused_at timestamptz not null,
  recorded_by int not null,
  recorded_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by int,
  check ((ended_at is null) = (ended_by is null))
);
create index on privacy.refusal (customer_id, channel) where ended_at is null;

create table privacy.do_not_contact (
  id bigint generated always as identity primary key,
  customer_id bigint not null,
  reason text not null check (char_length(reason) between 1 and 200),
  recorded_by int not null,
  recorded_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by int,
  check ((ended_at is null) = (ended_by is null))
);
create index on privacy.do_not_contact (customer_id) where ended_at is null;

-- Days that are not what their weekday says: public holidays, and weekends worked instead.
create table privacy.calendar_exception (
  day date primary key,
  working boolean not null,
  about text not null
);
grant select on privacy.calendar_exception to liuke_app;

-- A choice is visible with its customer: the sub-select stands under the customer's own row-level security.
do $$
declare
  choice text;
begin
  foreach choice in array array['consent', 'refusal', 'do_not_contact'] loop
    execute format('alter table privacy.%I enable row level security', choice);
    execute format('create policy visible on privacy.%I for select to liuke_app
      using (exists (select from customer.customer c where c.customer_id = %1$I.customer_id))', choice);
    execute format('create policy own_hand on privacy.%I for insert to liuke_app
      with check (ended_at is null and recorded_by = (select platform.current_user_id())
        and exists (select from customer.customer c where c.customer_id = %1$I.customer_id))', choice);
    execute format('create policy ends_once on privacy.%I for update to liuke_app
      using (ended_at is null and exists (select from customer.customer c where c.customer_id = %1$I.customer_id))
      with check (ended_by = (select platform.current_user_id()))', choice);
    execute format('grant select, insert, update (ended_at, ended_by) on privacy.%I to liuke_app', choice);
  end loop;
end $$;

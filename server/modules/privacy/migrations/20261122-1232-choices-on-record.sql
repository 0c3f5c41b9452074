-- What customers allow, refuse and forbid as proof: rows that nobody rewrites, ends that say on what ground, and the states that keep quiet (M21, M80, M95, M98).

-- The night in force: with it the guards below read one row of one partition for each choice they judge.
create function privacy.published_night() returns date language sql stable
  return (select p.business_date from extract.publication p where p.is_current);

alter table privacy.consent
  add column ended_source text check (ended_source in ('paper', 'counter_device', 'customer_link', 'recorded_call', 'said', 'bank_system')),
  add column ended_proof text check (char_length(ended_proof) between 1 and 200);
alter table privacy.refusal
  add column source text check (source in ('paper', 'counter_device', 'customer_link', 'recorded_call', 'said', 'bank_system')),
  add column proof text check (char_length(proof) between 1 and 200),
  add column ended_source text check (ended_source in ('paper', 'counter_device', 'customer_link', 'recorded_call', 'said', 'bank_system')),
  add column ended_proof text check (char_length(ended_proof) between 1 and 200);
alter table privacy.do_not_contact
  add column source text check (source in ('paper', 'counter_device', 'customer_link', 'recorded_call', 'said', 'bank_system')),
  add column proof text check (char_length(proof) between 1 and 200),
  add column ended_source text check (ended_source in ('paper', 'counter_device', 'customer_link', 'recorded_call', 'said', 'bank_system')),
  add column ended_proof text check (char_length(ended_proof) between 1 and 200);

-- A time without promotion: a dispute, a bereavement, or the customer asks for it.
create table privacy.quiet_period (
  id bigint generated always as identity primary key,
  customer_id bigint not null,
  kind text not null check (kind in ('dispute', 'bereavement', 'asked')),
  valid_from date not null,
  valid_to date not null,
  recorded_by int not null,
  recorded_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by int,
  ended_source text,
  ended_proof text check (char_length(ended_proof) between 1 and 200),
  check (valid_to >= valid_from),
  check ((ended_at is null) = (ended_by is null))
);
create index on privacy.quiet_period (customer_id) where ended_at is null;

-- Who speaks for a child under 14, and on what proof.
create table privacy.guardian (
  id bigint generated always as identity primary key,
  customer_id bigint not null,
  guardian_customer_id bigint not null check (guardian_customer_id <> customer_id),
  relation text not null check (relation in ('father', 'mother', 'grandparent', 'other')),
  text_version text not null check (char_length(text_version) between 1 and 60),
  source text not null check (source in ('paper', 'counter_device', 'customer_link', 'recorded_call', 'bank_system')),
  proof text not null check (char_length(proof) between 1 and 200),
  valid_from date not null,
  recorded_by int not null,
  recorded_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by int,
  ended_source text,
  ended_proof text check (char_length(ended_proof) between 1 and 200),
  check ((ended_at is null) = (ended_by is null))
);
create unique index on privacy.guardian (customer_id, guardian_customer_id) where ended_at is null;

-- Sensitive personal data (PIPL art. 28, 29) needs a consent of its own, by category and by what it is for.
create table privacy.sensitive_consent (
  id bigint generated always as identity primary key,
  customer_id bigint not null,
  category text not null check (category in ('health', 'biometric', 'belief', 'whereabouts', 'child_picture')),
  used_for text not null check (char_length(used_for) between 4 and 200),
  text_version text not null check (char_length(text_version) between 1 and 60),
  source text not null check (source in ('paper', 'counter_device', 'customer_link', 'recorded_call', 'bank_system')),
  proof text not null check (char_length(proof) between 1 and 200),
  valid_from date not null,
  valid_to date,
  recorded_by int not null,
  recorded_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by int,
  ended_source text,
  ended_proof text check (char_length(ended_proof) between 1 and 200),
  check (valid_to is null or valid_to >= valid_from),
  check ((ended_at is null) = (ended_by is null))
);
create index on privacy.sensitive_consent (customer_id, category) where ended_at is null;

-- Nobody rewrites a choice, the owner included: it ends once, and what comes after is a new row.
create function privacy.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what a customer allowed or refused is never changed: % on privacy.% is refused', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create function privacy.end_once() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  ends constant text[] := array['ended_at', 'ended_by', 'ended_source', 'ended_proof'];
begin
  if old.ended_at is not null or new.ended_at is null or to_jsonb(old) - ends is distinct from to_jsonb(new) - ends then
    raise exception 'a choice ends once and is otherwise never changed: update on privacy.% is refused', tg_table_name
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

do $$
declare
  choice text;
  seen constant text := 'exists (select from customer.customer c where c.business_date = (select privacy.published_night()) and c.customer_id = %1$I.customer_id)';
begin
  foreach choice in array array['consent', 'refusal', 'do_not_contact', 'quiet_period', 'guardian', 'sensitive_consent'] loop
    execute format('alter table privacy.%I enable row level security', choice);
    execute format('drop policy if exists visible on privacy.%I', choice);
    execute format('drop policy if exists own_hand on privacy.%I', choice);
    execute format('drop policy if exists ends_once on privacy.%I', choice);
    execute format('create policy visible on privacy.%1$I for select to liuke_app using (' || seen || ')', choice);
    execute format('create policy own_hand on privacy.%1$I for insert to liuke_app
      with check (ended_at is null and recorded_by = (select platform.current_user_id()) and ' || seen || ')', choice);
    execute format('create policy ends_once on privacy.%1$I for update to liuke_app using (ended_at is null and ' || seen || ')
      with check (ended_by = (select platform.current_user_id()))', choice);
    execute format('grant select, insert, update (ended_at, ended_by, ended_source, ended_proof) on privacy.%I to liuke_app', choice);
    execute format('create trigger never_removed before delete or truncate on privacy.%I for each statement execute function privacy.refuse_change()', choice);
    execute format('create trigger ends_once before update on privacy.%I for each row execute function privacy.end_once()', choice);
  end loop;
end $$;

-- Open complaints of the bank's own records, as night/models/marts/privacy/open_complaint.yml declares them.
create table privacy.open_complaint (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  complaints integer not null,
  opened_on date not null,
  primary key (business_date, customer_id)
) partition by list (business_date);
alter table privacy.open_complaint enable row level security;
create policy visible on privacy.open_complaint for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on privacy.open_complaint to liuke_app;

-- The calendar is kept by compliance and head office.
alter table privacy.calendar_exception enable row level security;
create policy known_to_all on privacy.calendar_exception for select to liuke_app using (true);
create policy keepers_add on privacy.calendar_exception for insert to liuke_app
  with check ((select platform.current_role_code()) in ('compliance_officer', 'head_office'));
create policy keepers_change on privacy.calendar_exception for update to liuke_app
  using ((select platform.current_role_code()) in ('compliance_officer', 'head_office'));
create policy keepers_remove on privacy.calendar_exception for delete to liuke_app
  using ((select platform.current_role_code()) in ('compliance_officer', 'head_office'));
grant insert, update, delete on privacy.calendar_exception to liuke_app;

-- Holidays and weekends worked in 2026, by the notice of the General Office of the State Council of November 2025. Later years: `liuke calendar`.
insert into privacy.calendar_exception (day, working, about)
select day, false, about from (values
  (daterange('2026-01-01', '2026-01-03', '[]'), '元旦'), (daterange('2026-02-15', '2026-02-23', '[]'), '春节'),
  (daterange('2026-04-04', '2026-04-06', '[]'), '清明节'), (daterange('2026-05-01', '2026-05-05', '[]'), '劳动节'),
  (daterange('2026-06-19', '2026-06-21', '[]'), '端午节'), (daterange('2026-09-25', '2026-09-27', '[]'), '中秋节'),
  (daterange('2026-10-01', '2026-10-07', '[]'), '国庆节')) as holiday (days, about),
  lateral (select d::date as day from generate_series(lower(days), upper(days) - 1, interval '1 day') d) each_day
union all
select day::date, true, about from (values
  ('2026-01-04', '元旦调休上班'), ('2026-02-14', '春节调休上班'), ('2026-02-28', '春节调休上班'), ('2026-05-09', '劳动节调休上班'),
  ('2026-09-20', '国庆节调休上班'), ('2026-10-10', '国庆节调休上班')) as worked (day, about)
on conflict (day) do nothing;

-- Who looked at whom, as far as it needs a second look (M98), and what customers allow (M95).
create schema privacy;
grant usage on schema privacy to liuke_app;

create table privacy.lookup_flag (
  id int generated always as identity primary key,
  kind text not null check (kind in ('bulk', 'off_hours', 'out_of_portfolio', 'self', 'colleague')),
  -- audit.entry that raised it
  entry_id bigint not null,
  at timestamptz not null,
  actor_user_id int,
  actor_login text not null,
  actor_role text not null,
  actor_institution_id int,
  customer_id text not null,
  -- of a bulk look-up: different customers within the policy's minutes
  customers int,
  reviewed_at timestamptz,
  reviewed_by int,
  verdict text check (verdict in ('justified', 'violation')),
  note text check (char_length(note) between 1 and 500),
  unique (kind, entry_id),
  check ((reviewed_at is null) = (verdict is null) and (reviewed_at is null) = (reviewed_by is null))
);
create index on privacy.lookup_flag (id) where verdict is null;
create index on privacy.lookup_flag (actor_user_id, kind, at);

-- How far the watch has read every chain of the trail.
create table privacy.lookup_watermark (
  chain int primary key,
  sequence bigint not null
);

alter table privacy.lookup_flag enable row level security;
create policy watched_over on privacy.lookup_flag for select to liuke_app
  using ((select platform.current_role_code()) in ('compliance_officer', 'head_office'));
-- Reviewed once, by compliance, never by the person it is about.
create policy reviewed_once on privacy.lookup_flag for update to liuke_app
  using ((select platform.current_role_code()) = 'compliance_officer' and verdict is null
    and actor_user_id is distinct from (select platform.current_user_id()))
  with check (reviewed_by = (select platform.current_user_id()));
grant select on privacy.lookup_flag to liuke_app;
grant update (reviewed_at, reviewed_by, verdict, note) on privacy.lookup_flag to liuke_app;

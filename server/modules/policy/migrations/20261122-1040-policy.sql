-- Thresholds as dated rows. A row is never edited nor removed: a correction is a higher version of the same key and day.
create schema policy;
grant usage on schema policy to liuke_app;

create table policy.policy (
  key text not null,
  valid_from date not null,
  version integer not null check (version >= 1),
  value text not null,
  unit text not null,
  source text not null,
  reason text not null,
  made_at timestamptz not null default now(),
  primary key (key, valid_from, version)
);

create function policy.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'policy rows are never changed: add a row with a later valid_from or a higher version';
end $$;
create trigger never_changed before update or delete or truncate on policy.policy
  for each statement execute function policy.refuse_change();
grant select on policy.policy to liuke_app;

-- One person asks, others decide (four eyes). Both tables only ever grow; the state of a request is derived from its decisions.
create schema approval;
grant usage on schema approval to liuke_app;

create table approval.request (
  id bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z]+(_[a-z]+)*$' and char_length(kind) <= 60),
  -- what it is about, for lists: short, without personal data
  subject text not null check (char_length(subject) between 1 and 200),
  institution_id int not null references organisation.institution,
  payload jsonb not null check (octet_length(payload::text) <= 65536),
  reason text not null check (char_length(reason) between 1 and 500),
  -- as the kind had them when it was asked: [{"name": "check", "roles": ["head_office"]}]; every step is decided by another person
  steps jsonb not null check (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) between 1 and 9),
  -- the roles of all steps
  deciders text[] not null,
  asked_by int not null,
  asked_login text not null,
  asked_name text not null,
  asked_role text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  check (expires_at > asked_at)
);
create index on approval.request (asked_by, id desc);
create index on approval.request (expires_at);
create index on approval.request (kind, subject);

create table approval.decision (
  id bigint generated always as identity primary key,
  request_id bigint not null references approval.request,
  -- from 1; two who decide the same step at once: one is refused
  step int not null check (step >= 1),
  outcome text not null check (outcome in ('approved', 'refused', 'withdrawn')),
  reason text not null check (char_length(reason) <= 500 and (outcome <> 'refused' or char_length(reason) > 0)),
  decided_by int not null,
  decided_login text not null,
  decided_name text not null,
  decided_role text not null,
  at timestamptz not null,
  unique (request_id, step),
  unique (request_id, decided_by)
);
create index on approval.decision (decided_by, request_id desc);

create function approval.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'approvals are append-only: % on approval.% is refused', lower(tg_op), tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on approval.request for each statement execute function approval.refuse_change();
create trigger append_only before update or delete or truncate on approval.decision for each statement execute function approval.refuse_change();

-- What no program may get around: steps in order, one decision a step, nothing after the end, never by the person who asked, never by a role
-- the step does not name. Only the person who asked withdraws.
create function approval.check_decision() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  asked approval.request;
  approved int;
  ended int;
begin
  select * into asked from approval.request r where r.id = new.request_id;
  if not found then
    raise exception 'approval: no request %', new.request_id using errcode = 'check_violation';
  end if;
  select count(*) filter (where d.outcome = 'approved'), count(*) filter (where d.outcome <> 'approved') into approved, ended
  from approval.decision d where d.request_id = new.request_id;
  if ended > 0 or approved >= jsonb_array_length(asked.steps) or new.step <> approved + 1 then
    raise exception 'approval: step % of request % is not open', new.step, new.request_id using errcode = 'check_violation';
  end if;
  if (new.outcome = 'withdrawn') <> (new.decided_by = asked.asked_by) then
    raise exception 'approval: nobody decides what they asked for, and nobody else withdraws it' using errcode = 'check_violation';
  end if;
  if new.outcome <> 'withdrawn' and not (asked.steps -> approved -> 'roles') ? new.decided_role then
    raise exception 'approval: % may not decide this step', new.decided_role using errcode = 'check_violation';
  end if;
  if new.at < asked.asked_at or new.at >= asked.expires_at then
    raise exception 'approval: decided outside the time it was open' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger checked before insert on approval.decision for each row execute function approval.check_decision();

alter table approval.request enable row level security;
create policy own_or_decider on approval.request for select to liuke_app
  using (asked_by = (select platform.current_user_id())
    or ((select platform.current_role_code()) = any (deciders) and institution_id = any ((select platform.visible_institutions())::int[])));
create policy own_hand on approval.request for insert to liuke_app
  with check (asked_by = (select platform.current_user_id()) and asked_role = (select platform.current_role_code())
    and institution_id = any ((select platform.visible_institutions())::int[]));
grant select, insert on approval.request to liuke_app;

alter table approval.decision enable row level security;
create policy with_request on approval.decision for select to liuke_app
  using (exists (select from approval.request r where r.id = request_id));
create policy own_hand on approval.decision for insert to liuke_app
  with check (decided_by = (select platform.current_user_id()) and decided_role = (select platform.current_role_code())
    and exists (select from approval.request r where r.id = request_id));
grant select, insert on approval.decision to liuke_app;

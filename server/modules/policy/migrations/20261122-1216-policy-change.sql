-- A row beyond the packs' defaults has a maker, a checker and the request that both signed.
alter table policy.policy
  add column made_by int,
  add column made_name text,
  add column checked_by int,
  add column checked_name text,
  add column request_id bigint references approval.request,
  add check (checked_by <> made_by),
  add check ((request_id is null) = (checked_by is null) and (request_id is null) = (made_by is null));
create index on policy.policy (request_id);

-- Which regulation pack holds from which day: chosen once at install, switched by approval.
create table policy.pack_choice (
  id int generated always as identity primary key,
  pack text not null check (pack ~ '^[a-z]+$'),
  valid_from date not null,
  made_at timestamptz not null default now(),
  request_id bigint references approval.request
);
create unique index installed_once on policy.pack_choice ((true)) where request_id is null;
create trigger never_changed before update or delete or truncate on policy.pack_choice
  for each statement execute function policy.refuse_change();

-- The web's role adds what was asked for and approved, nothing else: the same key, value and day, by the people who signed.
create function policy.approved_change(request bigint, valid_from date, made_by int, checked_by int) returns jsonb language sql stable
  return (select r.payload from approval.request r
    where r.id = request and r.kind in ('policy', 'policy_protection', 'policy_pack') and r.asked_by = made_by
      and r.payload ->> 'validFrom' = valid_from::text
      and jsonb_array_length(r.steps) = (select count(*) from approval.decision d where d.request_id = r.id and d.outcome = 'approved')
      and checked_by = (select d.decided_by from approval.decision d where d.request_id = r.id order by d.step desc limit 1));

create function policy.check_row() returns trigger language plpgsql as $$
begin
  if new.request_id is null then
    if current_user = 'liuke_app' then
      raise exception 'policy: a row needs an approved request' using errcode = 'check_violation';
    end if;
  elsif not exists (
    select from jsonb_array_elements(policy.approved_change(new.request_id, new.valid_from, new.made_by, new.checked_by) -> 'changes') c
    where c ->> 'key' = new.key and c ->> 'value' = new.value
  ) then
    raise exception 'policy: request % did not approve % = %', new.request_id, new.key, new.value using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger approved before insert on policy.policy for each row execute function policy.check_row();

create function policy.check_pack() returns trigger language plpgsql as $$
begin
  if new.request_id is null then
    if current_user = 'liuke_app' then
      raise exception 'policy: a pack needs an approved request' using errcode = 'check_violation';
    end if;
  elsif (select policy.approved_change(r.id, new.valid_from, r.asked_by, d.decided_by) ->> 'pack' from approval.request r
      join approval.decision d on d.request_id = r.id where r.id = new.request_id order by d.step desc limit 1) is distinct from new.pack then
    raise exception 'policy: request % did not approve pack %', new.request_id, new.pack using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger approved before insert on policy.pack_choice for each row execute function policy.check_pack();

grant insert on policy.policy to liuke_app;
grant select, insert on policy.pack_choice to liuke_app;

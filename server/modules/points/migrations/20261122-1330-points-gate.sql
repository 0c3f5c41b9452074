-- Reward programmes behind the gate (M71, M96): versions are frozen the moment they are asked for; nothing here is ever changed or removed.
create table points.version (
  version_id bigint generated always as identity primary key,
  programme_id int not null references points.programme,
  version int not null check (version >= 1),
  name text not null check (char_length(name) between 1 and 60),
  form text not null check (form in ('courtesy', 'service_right', 'points', 'goods', 'voucher', 'cash')),
  rules jsonb not null,
  -- of form and rules: an override holds for exactly these
  fingerprint bytea not null,
  colour text not null check (colour in ('green', 'amber', 'red')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  good_months int check (good_months between 1 and 60),
  cap_points bigint check (cap_points > 0),
  cap_customer_points bigint check (cap_customer_points > 0),
  document_no text check (char_length(document_no) between 2 and 80),
  institution_id int not null references organisation.institution,
  made_by int not null,
  made_name text not null,
  made_role text not null,
  made_at timestamptz not null,
  unique (programme_id, version),
  check (colour = 'green' or (document_no is not null and cap_points is not null and valid_to is not null))
);

-- What became of a version; one that is not here waits for its approval.
create table points.version_fate (
  version_id bigint primary key references points.version,
  fate text not null check (fate in ('started', 'refused', 'withdrawn')),
  request_id bigint not null references approval.request,
  decided_by int not null,
  at timestamptz not null
);

create table points.refused_attempt (
  attempt_id bigint generated always as identity primary key,
  code text not null,
  name text not null,
  form text not null,
  rules jsonb not null,
  fingerprint bytea not null,
  refusal text not null check (refusal in ('red_line', 'head_office_only')),
  institution_id int not null references organisation.institution,
  user_id int not null,
  login text not null,
  role text not null,
  at timestamptz not null
);
create index on points.refused_attempt (fingerprint);

create table points.red_override (
  override_id bigint generated always as identity primary key,
  attempt_id bigint not null references points.refused_attempt,
  fingerprint bytea not null,
  document_no text not null check (char_length(document_no) between 2 and 80),
  ground text not null check (char_length(ground) between 4 and 500),
  valid_to date not null,
  institution_id int not null references organisation.institution,
  recorded_by int not null,
  recorded_role text not null check (recorded_role = 'compliance_officer'),
  at timestamptz not null
);
create index on points.red_override (fingerprint);

-- What a customer did, witnessed at the desk: what rules count over a month.
create table points.occurrence (
  id uuid primary key,
  customer_id bigint not null,
  what text not null check (what in ('attendance', 'education', 'payment', 'referral_qualified')),
  business_date date not null,
  institution_id int not null,
  proof text not null check (char_length(proof) between 2 and 200),
  recorded_by int not null,
  at timestamptz not null
);
create index on points.occurrence (business_date, customer_id);

do $$
declare
  name text;
begin
  foreach name in array array['version', 'version_fate', 'refused_attempt', 'red_override', 'occurrence'] loop
    execute format('create trigger never_changed before update or delete or truncate on points.%I for each statement execute function points.refuse_change()', name);
    execute format('alter table points.%I enable row level security', name);
    execute format('grant select, insert on points.%I to liuke_app', name);
  end loop;
end $$;

create function points.head_office() returns int language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id from organisation.institution i where i.parent_id is null and i.level = 'head_office' order by i.id limit 1
$$;

-- Red never comes from below head office, whatever any program says.
create function points.check_version() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.colour = 'red' and (new.institution_id is distinct from points.head_office() or new.made_role <> 'head_office') then
    raise exception 'points: a reward by deposits is asked for by head office only' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger checked before insert on points.version for each row execute function points.check_version();

create function points.check_override() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.institution_id is distinct from points.head_office() then
    raise exception 'points: an override is recorded by compliance of head office only' using errcode = 'check_violation';
  end if;
  if not exists (select from points.refused_attempt a where a.attempt_id = new.attempt_id and a.fingerprint = new.fingerprint) then
    raise exception 'points: an override names what was refused' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger checked before insert on points.red_override for each row execute function points.check_override();

-- A version starts with its approval alone: of its colour, by different people, and, red, with an override or a policy that allows it.
create function points.check_fate() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  asked points.version;
  request approval.request;
  approved int;
  mode text;
begin
  select * into asked from points.version v where v.version_id = new.version_id;
  select * into request from approval.request r
  where r.id = new.request_id and r.kind = 'reward_' || asked.colour and r.payload ->> 'versionId' = new.version_id::text and r.asked_by = asked.made_by;
  if not found then
    raise exception 'points: request % is not about version %', new.request_id, new.version_id using errcode = 'check_violation';
  end if;
  if new.fate <> 'started' then
    return new;
  end if;
  select count(*) into approved from approval.decision d where d.request_id = request.id and d.outcome = 'approved' and d.decided_by <> asked.made_by;
  if approved <> jsonb_array_length(request.steps) or approved < (case asked.colour when 'green' then 1 else 2 end) then
    raise exception 'points: version % is not approved', new.version_id using errcode = 'check_violation';
  end if;
  if asked.colour <> 'green' and not exists (
    select from approval.decision d where d.request_id = request.id and d.outcome = 'approved' and d.decided_role = 'compliance_officer') then
    raise exception 'points: version % was not approved by compliance', new.version_id using errcode = 'check_violation';
  end if;
  if asked.colour = 'red' then
    select p.value into mode from policy.policy p where p.key = 'reward.gate' and p.valid_from <= (new.at at time zone 'Asia/Shanghai')::date
    order by p.valid_from desc, p.version desc limit 1;
    if mode is distinct from 'allow_with_approval' and not exists (
      select from points.red_override o where o.fingerprint = asked.fingerprint and o.valid_to >= asked.valid_to and o.recorded_by <> asked.made_by) then
      raise exception 'points: version % is over the red line', new.version_id using errcode = 'check_violation';
    end if;
  end if;
  return new;
end $$;
create trigger checked before insert on points.version_fate for each row execute function points.check_fate();
revoke execute on function points.head_office, points.check_version, points.check_override, points.check_fate from public;
grant execute on function points.head_office to liuke_app;

-- Programmes carry no personal data: everybody who works with them may know them. Who makes one does so in their own name.
alter table points.programme enable row level security;
create policy known on points.programme for select to liuke_app using (true);
create policy made on points.programme for insert to liuke_app with check (
  (select platform.current_role_code()) in ('head_office', 'branch_manager', 'outlet_president')
  and institution_id = any ((select platform.visible_institutions())::int[]));
grant insert (code, name, institution_id) on points.programme to liuke_app;
create policy known on points.version for select to liuke_app using (true);
create policy own_hand on points.version for insert to liuke_app with check (
  made_by = (select platform.current_user_id()) and made_role = (select platform.current_role_code())
  and made_role in ('head_office', 'branch_manager', 'outlet_president') and institution_id = any ((select platform.visible_institutions())::int[])
  and exists (select from points.programme p where p.programme_id = version.programme_id and p.institution_id = version.institution_id));
create policy known on points.version_fate for select to liuke_app using (true);
create policy own_hand on points.version_fate for insert to liuke_app with check (decided_by = (select platform.current_user_id()));
create policy overseers on points.refused_attempt for select to liuke_app using (
  user_id = (select platform.current_user_id())
  or ((select platform.current_role_code()) in ('head_office', 'compliance_officer') and institution_id = any ((select platform.visible_institutions())::int[])));
create policy own_hand on points.refused_attempt for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and role = (select platform.current_role_code())
  and institution_id = any ((select platform.visible_institutions())::int[]));
create policy known on points.red_override for select to liuke_app using (true);
create policy head_office_compliance on points.red_override for insert to liuke_app with check (
  recorded_by = (select platform.current_user_id()) and (select platform.current_role_code()) = 'compliance_officer'
  and institution_id = any ((select platform.visible_institutions())::int[]));
create policy visible on points.occurrence for select to liuke_app
  using (exists (select from customer.customer c where c.customer_id = occurrence.customer_id));
create policy own_hand on points.occurrence for insert to liuke_app with check (
  recorded_by = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[])
  and exists (select from customer.customer c where c.customer_id = occurrence.customer_id));

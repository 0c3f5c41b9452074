-- Posts, deputies and clusters (docs/decisions: one post a session). `until_on` is the first day on which a thing no longer holds: ended on the
-- day it began it never held. `source` says who knows: the bank's extract, or people on screen where the bank has no source.
alter table organisation.staff
  add source text not null default 'extract' check (source in ('extract', 'screen')),
  add left_source text check (left_source in ('extract', 'screen')),
  -- the newest business date whose extract named the person; null when none did
  add extract_on date;
update organisation.staff set left_source = 'extract' where left_on is not null;
-- Ids of people entered on screen; the lake's keys count up from 1 and stay far below.
create sequence organisation.screen_staff_id as int start 1000000001;

alter table organisation.user_account
  add closed_at timestamptz,
  add closed_by int;

-- For the constraint below: ranges of numbers need no extension.
create function organisation.role_number(role text) returns int language sql immutable
  return array_position(array['head_office', 'branch_manager', 'outlet_president', 'relationship_manager', 'lobby_manager', 'teller', 'compliance_officer'], role);

create table organisation.post (
  id int generated always as identity primary key,
  staff_id int not null references organisation.staff,
  institution_id int not null references organisation.institution deferrable initially deferred,
  role text not null check (role in ('head_office', 'branch_manager', 'outlet_president', 'relationship_manager', 'lobby_manager', 'teller', 'compliance_officer')),
  -- null: since before the bank's first extract
  from_on date,
  until_on date check (until_on >= from_on),
  source text not null check (source in ('extract', 'screen')),
  made_by int,
  made_at timestamptz not null default now(),
  ended_by int,
  ended_at timestamptz,
  constraint post_overlaps exclude using gist (
    int4range(staff_id, staff_id, '[]') with &&,
    int4range(institution_id, institution_id, '[]') with &&,
    int4range(organisation.role_number(role), organisation.role_number(role), '[]') with &&,
    daterange(from_on, until_on) with &&)
);
create index on organisation.post (staff_id);
create index on organisation.post (institution_id);
insert into organisation.post (staff_id, institution_id, role, until_on, source) select id, institution_id, role, left_on, 'extract' from organisation.staff;

-- Somebody acts for another: `deputy` in one post of a person who is away, `successor` for the customers of one who no longer keeps them.
create table organisation.deputy (
  id int generated always as identity primary key,
  kind text not null check (kind in ('deputy', 'successor')),
  principal_id int not null references organisation.staff,
  deputy_id int not null references organisation.staff check (deputy_id <> principal_id),
  post_id int references organisation.post,
  institution_id int not null references organisation.institution deferrable initially deferred,
  from_on date not null,
  until_on date check (until_on >= from_on),
  made_by int not null,
  made_at timestamptz not null default now(),
  ended_by int,
  ended_at timestamptz,
  check ((kind = 'deputy') = (post_id is not null)),
  -- whoever is away comes back
  check (kind = 'successor' or until_on is not null),
  constraint deputy_overlaps exclude using gist (
    int4range(deputy_id, deputy_id, '[]') with &&, int4range(post_id, post_id, '[]') with &&, daterange(from_on, until_on) with &&)
    where (kind = 'deputy'),
  constraint successor_overlaps exclude using gist (
    int4range(principal_id, principal_id, '[]') with &&, int4range(institution_id, institution_id, '[]') with &&, daterange(from_on, until_on) with &&)
    where (kind = 'successor')
);
create index on organisation.deputy (deputy_id);
create index on organisation.deputy (principal_id);
-- Whoever makes a deputy passes here one after the other: two grants made at once can close no circle.
create table organisation.deputy_gate (passed bigint not null);
insert into organisation.deputy_gate values (0);

-- Which post a session wears; null: the first of the person's posts.
alter table organisation.session add hat text;

create table organisation.cluster (
  id int generated always as identity primary key,
  name text not null check (char_length(name) between 1 and 40),
  -- the bank's code, where the extract names the cluster
  code text unique,
  source text not null check (source in ('extract', 'screen')),
  made_by int,
  made_at timestamptz not null default now()
);
create table organisation.cluster_member (
  id int generated always as identity primary key,
  cluster_id int not null references organisation.cluster,
  institution_id int not null references organisation.institution deferrable initially deferred,
  role text not null check (role in ('core', 'satellite')),
  from_on date,
  until_on date check (until_on >= from_on),
  source text not null check (source in ('extract', 'screen')),
  made_by int,
  ended_by int,
  constraint one_cluster_an_outlet exclude using gist (int4range(institution_id, institution_id, '[]') with &&, daterange(from_on, until_on) with &&),
  constraint one_core_a_cluster exclude using gist (int4range(cluster_id, cluster_id, '[]') with &&, daterange(from_on, until_on) with &&)
    where (role = 'core' and source = 'screen')
);
create index on organisation.cluster_member (cluster_id);
insert into organisation.cluster (name, code, source)
  select distinct cluster_code, cluster_code, 'extract' from organisation.institution where cluster_code is not null;
insert into organisation.cluster_member (cluster_id, institution_id, role, source)
  select c.id, i.id, coalesce(i.cluster_role, 'satellite'), 'extract' from organisation.institution i join organisation.cluster c on c.code = i.cluster_code;

-- What belongs to an institution is seen and changed by whom sees the institution. Nothing is deleted: things end.
alter table organisation.post enable row level security;
alter table organisation.deputy enable row level security;
alter table organisation.cluster_member enable row level security;
do $$
declare
  thing text;
begin
  foreach thing in array array['post', 'deputy', 'cluster_member'] loop
    execute format('create policy visible on organisation.%I for select to liuke_app
      using (institution_id = any ((select platform.visible_institutions())::int[]))', thing);
    execute format('create policy own_hand on organisation.%I for insert to liuke_app
      with check (institution_id = any ((select platform.visible_institutions())::int[]) and made_by = (select platform.current_user_id()))', thing);
    execute format('create policy ends on organisation.%I for update to liuke_app
      using (institution_id = any ((select platform.visible_institutions())::int[]))
      with check (ended_by = (select platform.current_user_id()))', thing);
    execute format('grant select, insert on organisation.%I to liuke_app', thing);
  end loop;
end $$;
grant update (until_on, ended_by, ended_at) on organisation.post, organisation.deputy to liuke_app;
grant update (until_on, ended_by) on organisation.cluster_member to liuke_app;
grant select, insert, update (name) on organisation.cluster to liuke_app;
grant select, update on organisation.deputy_gate to liuke_app;

-- Staff who have a post on a day, wherever in the bank: bare numbers, so that people who moved away do not look as if they had none.
create function organisation.serving_staff(day date) returns setof int language sql stable rows 20000 security definer set search_path = '' as $$
  select distinct p.staff_id from organisation.post p where (p.from_on is null or p.from_on <= $1) and (p.until_on is null or p.until_on > $1)
$$;
revoke all on function organisation.serving_staff(date) from public;
grant execute on function organisation.serving_staff(date) to liuke_app;
-- Ids for people entered on screen.
grant insert (id, staff_no, name, institution_id, role, source) on organisation.staff to liuke_app;
grant usage on sequence organisation.screen_staff_id to liuke_app;

-- Staff some of whose posts have ended: only their customers can be without a manager. Numbers alone; who they are the scope decides.
create function organisation.former_staff(day date) returns int[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct p.staff_id), '{}') from organisation.post p where p.until_on <= $1
$$;
-- Whether somebody answers for a manager's customers of an institution: a post there or above, or a successor.
create function organisation.keeps(manager_id int, institution_id int, day date) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from organisation.post p join organisation.institution at on at.id = p.institution_id
      join organisation.institution here on starts_with(here.path, at.path)
      where p.staff_id = $1 and here.id = $2 and (p.from_on is null or p.from_on <= $3) and (p.until_on is null or p.until_on > $3))
    or exists (select from organisation.deputy d join organisation.staff s on s.id = d.deputy_id
      where d.kind = 'successor' and d.principal_id = $1 and d.institution_id = $2 and d.from_on <= $3 and (d.until_on is null or d.until_on > $3)
        and (s.left_on is null or s.left_on > $3))
$$;
revoke all on function organisation.former_staff(date), organisation.keeps(int, int, date) from public;
grant execute on function organisation.former_staff(date), organisation.keeps(int, int, date) to liuke_app;

-- How many members a cluster has now: whoever does not see them all may not change it.
create function organisation.cluster_size(cluster_id int) returns int language sql stable security definer set search_path = '' as $$
  select count(*)::int from organisation.cluster_member m where m.cluster_id = $1 and m.until_on is null
$$;
revoke all on function organisation.cluster_size(int) from public;
grant execute on function organisation.cluster_size(int) to liuke_app;

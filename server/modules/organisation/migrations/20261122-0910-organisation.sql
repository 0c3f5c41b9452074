create schema organisation;
grant usage on schema organisation to liuke_app;

-- Ids come from the lake's keys and never change; publish upserts both tables with the night (docs/architecture.md, Publish).
create table organisation.institution (
  id int primary key,
  code text not null unique,
  name text not null,
  level text not null check (level in ('head_office', 'branch', 'sub_branch', 'outlet')),
  parent_id int references organisation.institution deferrable initially deferred,
  -- the ids from the root down to this one, '/1/4/7/': a subtree is a prefix
  path text not null default '',
  cluster_code text,
  cluster_role text check (cluster_role in ('core', 'satellite'))
);
create index on organisation.institution (path text_pattern_ops);

create table organisation.staff (
  id int primary key,
  staff_no text not null unique,
  name text not null,
  institution_id int not null references organisation.institution deferrable initially deferred,
  role text not null check (role in ('head_office', 'branch_manager', 'outlet_president', 'relationship_manager', 'lobby_manager', 'teller', 'compliance_officer')),
  left_on date
);
create index on organisation.staff (institution_id);

grant select on organisation.institution, organisation.staff to liuke_app;

-- Who may sign in, and who has: known to the sign-in alone, the web's role has no right on them.
create table organisation.user_account (
  id int generated always as identity primary key,
  login text not null unique,
  password_hash text not null,
  name text not null,
  role text not null check (role in ('head_office', 'branch_manager', 'outlet_president', 'relationship_manager', 'lobby_manager', 'teller', 'compliance_officer')),
  institution_id int not null references organisation.institution,
  staff_id int references organisation.staff,
  created_at timestamptz not null default now()
);
create index on organisation.user_account (staff_id);

create table organisation.session (
  -- of the token in the cookie; the token itself is kept nowhere
  token_sha256 bytea primary key,
  user_id int not null references organisation.user_account on delete cascade,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index on organisation.session (user_id);
create index on organisation.session (expires_at);

-- Failed sign-ins by login, whether the login exists or not: the answer must not tell.
create table organisation.failed_sign_in (
  login_sha256 bytea primary key,
  failures int not null,
  last_failed_at timestamptz not null,
  locked_until timestamptz
);

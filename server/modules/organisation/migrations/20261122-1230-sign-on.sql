-- Sign-on (M98): who must choose a new password, what was used before, second factors, and where sessions come from. The web's role has no right on any of it.
alter table organisation.user_account
  -- a password that somebody else gave lets in only to be replaced
  add column must_change_password boolean not null default false,
  add column password_changed_at timestamptz not null default now();

create table organisation.old_password (
  user_id int not null references organisation.user_account on delete cascade,
  replaced_at timestamptz not null,
  password_hash text not null,
  primary key (user_id, replaced_at)
);

create table organisation.second_factor (
  user_id int primary key references organisation.user_account on delete cascade,
  -- sealed with a key that is not in the database
  sealed_secret text not null,
  offered_at timestamptz not null,
  -- null until a first code has shown that the person's device has the secret
  confirmed_at timestamptz,
  -- the newest thirty-second step a code was taken of: a code counts once
  last_step bigint not null default 0
);

create table organisation.recovery_code (
  user_id int not null references organisation.user_account on delete cascade,
  code_sha256 bytea not null,
  used_at timestamptz,
  primary key (user_id, code_sha256)
);

alter table organisation.session
  add column id bigint generated always as identity unique,
  -- when the person last proved who they are; acts of weight ask for it anew
  add column authenticated_at timestamptz not null default now(),
  add column method text not null default 'password' check (method in ('password', 'second_factor', 'single_sign_on')),
  add column address text not null default '',
  add column device text not null default '';

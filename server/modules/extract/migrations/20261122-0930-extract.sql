-- What people see of the intake and of the nights. `publication` is what every reader asks for the date in force; the records of loads and
-- nights may name customers in samples of failed checks, the routes show them to head office and compliance only.
create schema extract;
grant usage on schema extract to liuke_app;

create table extract.load (
  id integer generated always as identity primary key,
  -- null while nothing of the delivery was read, and for ever when it does not tell
  business_date date,
  mapping text not null,
  outcome text not null check (outcome in ('running', 'loaded', 'unchanged', 'refused', 'failed')),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  rows bigint,
  tables jsonb not null default '[]',
  problems jsonb not null default '[]',
  problem_count integer not null default 0,
  -- what a running load is at: {step, item, done, total}
  progress jsonb,
  message text,
  check ((outcome = 'running') = (finished_at is null))
);

create table extract.night (
  id integer generated always as identity primary key,
  business_date date not null,
  data_as_of date,
  fingerprint text,
  outcome text not null check (outcome in ('running', 'published', 'stopped', 'failed')),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  customers integer,
  steps jsonb not null default '[]',
  checks jsonb not null default '[]',
  failed_checks integer not null default 0,
  message text,
  check ((outcome = 'running') = (finished_at is null))
);

create table extract.publication (
  business_date date primary key,
  data_as_of date not null,
  night_id integer not null references extract.night,
  fingerprint text not null,
  published_at timestamptz not null default now(),
  is_current boolean not null
);
create unique index on extract.publication (is_current) where is_current;

grant select on extract.load, extract.night, extract.publication to liuke_app;

-- What this database is for: the whole bank, one branch of it (a cell), or the totals of all cells (head office). Said by the first publish; what is published afterwards
-- has to be the same, as rows of two branches, or totals beside customers, would count what belongs to nobody here.
create table extract.extent (
  one_row boolean primary key default true check (one_row),
  kind text not null check (kind in ('bank', 'branch', 'totals')),
  branch_code text,
  said_at timestamptz not null default now(),
  check ((kind = 'branch') = (branch_code is not null))
);

-- A night that was computed for others to publish: head office computes, every branch publishes its own.
alter table extract.night drop constraint night_outcome_check;
alter table extract.night add constraint night_outcome_check check (outcome in ('running', 'published', 'computed', 'stopped', 'failed'));

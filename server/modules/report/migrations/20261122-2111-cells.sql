-- Head office reads the outlet totals of branches that have a database of their own ("cells"). Here is how fresh those of each are; the totals themselves are rows of
-- report.outlet_day and report.outlet_month like any other. No customer comes with them.
create table report.cell (
  branch_code text primary key,
  branch_name text not null,
  -- of the rows that stand here; null while the cell was never read
  business_date date,
  data_as_of date,
  -- when the branch published them, when they were read, when it was last tried
  published_at timestamptz,
  read_at timestamptz,
  tried_at timestamptz not null,
  outlets integer not null default 0,
  customers bigint not null default 0,
  -- why the last try brought nothing; the rows of the one before stay
  problem text,
  check ((business_date is null) = (read_at is null))
);
-- Whose outlet it is. An outlet counts once: with the cell that handed it over last.
create table report.cell_outlet (
  institution_id integer primary key,
  branch_code text not null references report.cell
);
create index on report.cell_outlet (branch_code);

alter table report.cell enable row level security;
alter table report.cell_outlet enable row level security;
create policy visible on report.cell_outlet for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[]) and (select platform.own_portfolio_of()) is null);
-- a cell that was never read has no outlets yet: head office has to see that it is missing
create policy visible on report.cell for select to liuke_app using (
  (select platform.own_portfolio_of()) is null and cardinality((select platform.visible_institutions())::int[]) > 0
  and (read_at is null or branch_code in (select o.branch_code from report.cell_outlet o)));
grant select on report.cell, report.cell_outlet to liuke_app;

-- In a cell: lets a login of the head office read the totals of outlets, and nothing else. The branch's own hand does it, for a role that exists:
--   create role head_office login password '…'; select report.let_read_totals('head_office');
create function report.let_read_totals(reader name) returns void language plpgsql set search_path = '' as $$
declare
  published text;
begin
  execute format('grant usage on schema report, extract, organisation to %I', reader);
  execute format('grant select on report.outlet_day, report.outlet_month, extract.publication, extract.extent to %I', reader);
  execute format('grant select on organisation.institution to %I', reader);
  foreach published in array array['outlet_day', 'outlet_month'] loop
    execute format('drop policy if exists %I on report.%I', 'totals for ' || reader, published);
    execute format('create policy %I on report.%I for select to %I using (true)', 'totals for ' || reader, published, reader);
  end loop;
end $$;
revoke all on function report.let_read_totals(name) from public;

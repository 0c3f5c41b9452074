-- What units paid (M60) and what was kept on the receiving account through the month (M61, M62), as night/models/marts/payroll declares them; and the visits
-- that people plan to units that slip.
create table payroll.employer_batch (
  business_date date not null,
  paid_on date not null,
  employer_id integer not null,
  payer_name text not null,
  kind text not null,
  institution_id integer not null,
  detected boolean not null,
  people integer not null,
  credits integer not null,
  credit_fen bigint not null,
  primary key (business_date, paid_on, employer_id, payer_name, kind, institution_id)
) partition by list (business_date);

-- sums of an outlet, no person among them: leaders see them, a manager has the own portfolio's figures
alter table payroll.employer_batch enable row level security;
create policy visible on payroll.employer_batch for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[]) and (select platform.own_portfolio_of()) is null);

create table payroll.receiving_month (
  business_date date not null,
  customer_id bigint not null,
  institution_id integer not null,
  manager_id integer,
  kind text not null,
  account_id bigint not null,
  received boolean not null,
  counted boolean not null,
  lowest_fen bigint,
  primary key (business_date, customer_id)
) partition by list (business_date);

alter table payroll.receiving_month enable row level security;
create policy visible on payroll.receiving_month for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
grant select on payroll.employer_batch, payroll.receiving_month to liuke_app;

-- A visit to a unit: who goes when, and why. What came of it is a step of its own; the newest step is its state.
create table payroll.unit_visit (
  id uuid primary key,
  employer_id integer not null references payroll.employer,
  institution_id integer not null references organisation.institution,
  -- who goes
  staff_id integer not null references organisation.staff,
  staff_name text not null,
  visit_on date not null,
  reason text not null check (char_length(reason) between 2 and 300),
  -- what slipped when it was planned, in code
  slips text[] not null,
  user_id integer not null,
  planned_by text not null,
  planned_at timestamptz not null
);
create index on payroll.unit_visit (staff_id, visit_on);
create index on payroll.unit_visit (employer_id);

create table payroll.unit_visit_step (
  id bigint generated always as identity primary key,
  visit_id uuid not null unique references payroll.unit_visit,
  outcome text not null check (outcome in ('done', 'called_off')),
  note text not null check (char_length(note) between 2 and 500),
  user_id integer not null,
  recorded_by text not null,
  at timestamptz not null
);

alter table payroll.unit_visit enable row level security;
alter table payroll.unit_visit_step enable row level security;
create policy visible on payroll.unit_visit for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or staff_id = (select platform.own_portfolio_of())));
create policy own_hand on payroll.unit_visit for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[]));
create policy visible on payroll.unit_visit_step for select to liuke_app using (exists (select from payroll.unit_visit v where v.id = visit_id));
create policy own_hand on payroll.unit_visit_step for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and exists (select from payroll.unit_visit v where v.id = visit_id));
grant select, insert on payroll.unit_visit, payroll.unit_visit_step to liuke_app;

-- Files that people take out of Liuke (M98): asked for, approved by a second person, made in the background, fetched for some hours, deleted.
create schema export;
grant usage on schema export to liuke_app;

create table export.export_file (
  id uuid primary key,
  -- printed on the file: 文件编号
  file_no text not null unique check (file_no ~ '^LK-[0-9]{8}-[0-9A-Z]{8}$'),
  -- who asked, and as what: the file is made with what that person may see when it is made
  user_id int not null,
  login text not null,
  name text not null,
  role text not null,
  institution_id int not null,
  institution_name text not null,
  manager_id int,
  top_institution_id int,
  source text not null check (source in ('customer_list')),
  format text not null check (format in ('xlsx', 'csv')),
  clear text[] not null check (clear <@ '{name,phone}'),
  purpose text not null check (char_length(purpose) <= 60),
  purpose_text text not null check (char_length(purpose_text) <= 200),
  -- what the list asks for; forgotten with the file
  question jsonb,
  conditions text[] not null,
  rows_asked int not null,
  rows_at_most int not null,
  approval_id bigint not null,
  state text not null check (state in ('waiting', 'queued', 'running', 'ready', 'refused', 'cancelled', 'failed', 'expired')),
  problem text check (problem in ('too_many', 'no_rights', 'fault', 'not_approved')),
  rows_done int not null default 0,
  rows_total int,
  business_date date,
  data_as_of date,
  bytes bigint,
  sha256 bytea,
  -- the file lies encrypted; without its key it is nothing
  file_key bytea,
  asked_at timestamptz not null,
  changed_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz,
  downloads int not null default 0,
  check ((state = 'ready') = (file_key is not null)),
  check (state <> 'ready' or (expires_at is not null and sha256 is not null))
);
create index on export.export_file (user_id, asked_at desc);
create index on export.export_file (state, changed_at) where state in ('waiting', 'queued', 'running', 'ready');

alter table export.export_file enable row level security;
-- One's own; and, to decide on it, those above: what they may not do is the program's and the approval's to say.
create policy own on export.export_file for select to liuke_app using (user_id = (select platform.current_user_id()));
create policy above on export.export_file for select to liuke_app using (
  (select platform.current_role_code()) in ('outlet_president', 'branch_manager', 'head_office', 'compliance_officer')
  and institution_id = any ((select platform.visible_institutions())::int[]));
create policy ask on export.export_file for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and role = (select platform.current_role_code())
  and manager_id is not distinct from (select platform.own_portfolio_of()) and institution_id = any ((select platform.visible_institutions())::int[]));
create policy change on export.export_file for update to liuke_app using (true)
  with check (user_id = (select platform.current_user_id()) or institution_id = any ((select platform.visible_institutions())::int[]));

grant select, insert on export.export_file to liuke_app;
grant update (state, problem, changed_at, downloads, file_key, question) on export.export_file to liuke_app;

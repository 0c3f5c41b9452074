-- Prospects 准主顾 (M31): people who are no customers yet. What is kept of them rests on a basis that is written down when they are entered, and is
-- forgotten when nothing comes of it.
create schema prospect;
grant usage on schema prospect to liuke_app;

create table prospect.prospect (
  -- made on the device: sent twice it is one prospect
  id uuid primary key,
  institution_id int not null references organisation.institution deferrable initially deferred,
  manager_id int references organisation.staff,
  name text not null check (char_length(name) between 1 and 40),
  phone text check (phone ~ '^[0-9]{5,20}$'),
  -- A satisfied customers told us, B personal relation, C introduced, D a stranger
  source_class text not null check (source_class in ('a', 'b', 'c', 'd')),
  introduced_by bigint,
  introduced_note text check (char_length(introduced_note) between 1 and 60),
  needs text[] not null default '{}',
  -- marks of a good prospect: reachable, in_need, eligible, able_to_pay, clustered
  marks text[] not null default '{}',
  -- why the bank may keep and contact this person, by which channels, and where that can be read
  basis text not null check (basis in ('spoken', 'written', 'came_to_us', 'introduced')),
  basis_proof text not null check (char_length(basis_proof) between 1 and 120),
  basis_on date not null,
  channels text[] not null check (channels <@ array['call', 'visit', 'invitation', 'sms', 'wechat', 'letter']),
  refused_at timestamptz,
  next_step text check (next_step in ('call_again', 'meet', 'send_material', 'invite', 'open_product', 'none')),
  next_on date,
  note text check (char_length(note) between 1 and 300),
  state text not null default 'open' check (state in ('open', 'converted', 'dropped')),
  customer_id bigint,
  closed_on date,
  closed_by int,
  closed_why text check (closed_why in ('became_customer', 'not_interested', 'refused', 'not_reachable', 'not_suitable', 'other')),
  made_by int not null,
  made_by_name text not null,
  made_at timestamptz not null,
  forgotten_on date,
  check ((state = 'converted') = (customer_id is not null)),
  check ((state = 'open') = (closed_on is null))
);
create index on prospect.prospect (manager_id, next_on) where state = 'open';
create index on prospect.prospect (institution_id, state);
create index on prospect.prospect (phone) where state = 'open';

create table prospect.contact (
  id uuid primary key,
  prospect_id uuid not null references prospect.prospect,
  at timestamptz not null,
  on_date date not null generated always as ((at at time zone 'Asia/Shanghai')::date) stored,
  channel text not null check (channel in ('call', 'visit', 'invitation', 'sms', 'wechat', 'letter', 'walk_in')),
  outcome text not null check (outcome in ('reached', 'not_reached', 'refused', 'wrong_number', 'sent')),
  minutes int not null check (minutes between 0 and 600),
  note text check (char_length(note) between 1 and 300),
  permission text not null,
  flagged boolean not null,
  user_id int not null,
  staff_id int,
  staff_name text not null,
  recorded_at timestamptz not null
);
create index on prospect.contact (prospect_id, on_date desc);
create index on prospect.contact (user_id, on_date desc);

alter table prospect.prospect enable row level security;
create policy visible on prospect.prospect for select to liuke_app using (
  institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
create policy own_hand on prospect.prospect for insert to liuke_app with check (
  made_by = (select platform.current_user_id()) and state = 'open' and institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())));
create policy kept_up on prospect.prospect for update to liuke_app using (
  state = 'open' and institution_id = any ((select platform.visible_institutions())::int[])
  and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())))
  with check (institution_id = any ((select platform.visible_institutions())::int[]));
-- who somebody is, where the basis lies and who entered it stays as written
grant select, insert, update (needs, marks, next_step, next_on, note, channels, refused_at, state, customer_id, closed_on, closed_by, closed_why)
  on prospect.prospect to liuke_app;

alter table prospect.contact enable row level security;
create policy visible on prospect.contact for select to liuke_app using (prospect_id in (select id from prospect.prospect));
create policy own_hand on prospect.contact for insert to liuke_app with check (
  user_id = (select platform.current_user_id()) and prospect_id in (select id from prospect.prospect));
grant select, insert on prospect.contact to liuke_app;
create trigger append_only before update or delete or truncate on prospect.contact for each statement execute function contact.refuse_change();

-- Today's list (M22): what was planned for whom, what the manager wished otherwise, and what there is to say. Plans are never changed: a plan
-- made anew is the next revision, so that the plan of the morning can be held against what was done.
create schema today;
grant usage on schema today to liuke_app;

create table today.plan (
  id bigint generated always as identity primary key,
  manager_id int not null,
  institution_id int not null,
  plan_date date not null,
  revision int not null,
  -- the night it was made from, and the hash of everything it was made from
  business_date date not null,
  fingerprint text not null,
  cause text not null check (cause in ('first', 'wish', 'night', 'permission')),
  working_day boolean not null,
  value_fen bigint not null,
  -- no plan is worth more
  bound_fen bigint not null check (bound_fen >= value_fen),
  -- [{ kind: channel | reason, code, capacity, priceFen }], and what class C was held to
  limits jsonb not null,
  floor_c int not null,
  floor_price_fen bigint not null,
  candidates int not null,
  made_by int,
  made_at timestamptz not null,
  unique (manager_id, plan_date, revision)
);
create index on today.plan (plan_date, institution_id);

create table today.plan_item (
  plan_id bigint not null references today.plan,
  place int not null check (place > 0),
  customer_id bigint not null,
  channel text not null check (channel in ('call', 'visit', 'invitation', 'sms', 'wechat', 'letter')),
  purpose text not null check (purpose in ('service', 'marketing', 'event', 'care', 'survey')),
  class text not null check (class in ('a', 'b', 'c')),
  pinned boolean not null,
  value_fen bigint not null,
  -- [{ code, values, amountFen, chanceBp, valueFen, purpose }], the most valuable first
  reasons jsonb not null,
  -- what kept it in: { code, … } (explain.rules.ts)
  why jsonb not null,
  primary key (plan_id, place),
  unique (plan_id, customer_id)
);

-- What a manager wants otherwise; the newest of a customer and day holds, `none` takes it back.
create table today.wish (
  id bigint generated always as identity primary key,
  manager_id int not null,
  institution_id int not null,
  customer_id bigint not null,
  plan_date date not null,
  kind text not null check (kind in ('pin', 'leave_out', 'postpone', 'none')),
  -- of a postponement: the day on which the customer may appear again
  until date,
  reason text check (reason in ('customer_asked', 'not_reachable', 'needs_preparation', 'someone_else_better', 'other')),
  note text check (char_length(note) between 1 and 200),
  made_by int not null,
  made_at timestamptz not null,
  check ((kind = 'postpone') = (until is not null)),
  check (kind <> 'postpone' or (until > plan_date and reason is not null))
);
create index on today.wish (manager_id, plan_date);
create index on today.wish (manager_id, until) where kind = 'postpone';

-- What to say, by reason; edited by head office. A point is never changed: it ends, and a new one stands in its place.
create table today.talking_point (
  id int generated always as identity primary key,
  reason text not null,
  place int not null check (place > 0),
  body text not null check (char_length(body) between 1 and 200),
  made_by int,
  made_at timestamptz not null default now(),
  ended_by int,
  ended_at timestamptz,
  check ((ended_at is null) = (ended_by is null))
);
create index on today.talking_point (reason, place) where ended_at is null;

do $$
declare
  kept text;
begin
  foreach kept in array array['plan', 'wish'] loop
    execute format('alter table today.%I enable row level security', kept);
    execute format('create policy visible on today.%I for select to liuke_app using (
      institution_id = any ((select platform.visible_institutions())::int[])
      and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())))', kept);
    execute format('create policy own_hand on today.%I for insert to liuke_app with check (
      made_by = (select platform.current_user_id()) and institution_id = any ((select platform.visible_institutions())::int[])
      and ((select platform.own_portfolio_of()) is null or manager_id = (select platform.own_portfolio_of())))', kept);
    execute format('grant select, insert on today.%I to liuke_app', kept);
  end loop;
end $$;
alter table today.plan_item enable row level security;
create policy visible on today.plan_item for select to liuke_app
  using (exists (select from today.plan p where p.id = plan_id));
create policy own_hand on today.plan_item for insert to liuke_app
  with check (exists (select from today.plan p where p.id = plan_id and p.made_by = (select platform.current_user_id())));
grant select, insert on today.plan_item to liuke_app;

alter table today.talking_point enable row level security;
create policy everybody_reads on today.talking_point for select to liuke_app using (true);
create policy head_office_writes on today.talking_point for insert to liuke_app
  with check (ended_at is null and made_by = (select platform.current_user_id()) and (select platform.current_role_code()) = 'head_office');
create policy head_office_ends on today.talking_point for update to liuke_app
  using (ended_at is null and (select platform.current_role_code()) = 'head_office')
  with check (ended_by = (select platform.current_user_id()));
grant select, insert, update (ended_by, ended_at) on today.talking_point to liuke_app;

insert into today.talking_point (reason, place, body) values
  ('maturity', 1, '告知到期日和金额，问一句：这笔钱最近有用处吗？'),
  ('maturity', 2, '没有用处的，约到网点或电话里讲清续存与其他安排的区别，由客户自己选。'),
  ('inflow', 1, '先问资金的用处和时间，再谈放在哪里；短期要用的不谈长期产品。'),
  ('inflow', 2, '不打听资金来源的细节，客户愿意说再听。'),
  ('outflow', 1, '先确认转账是本人操作、收款人是认识的人，排除诈骗。'),
  ('outflow', 2, '不追问、不埋怨：问我们哪里可以做得更好。'),
  ('own_name_outflow', 1, '问他行吸引您的是什么：利率、方便还是服务；记下原话。'),
  ('own_name_outflow', 2, '权限内能解决的当场答复，解决不了的说清几时回话。'),
  ('payroll_stopped', 1, '问候近况：是否换了单位或代发换了银行。'),
  ('payroll_stopped', 2, '换单位的，说明可以把本行账号报给新单位。'),
  ('payroll_kept_low', 1, '问工资到账后怎么用，需要自动还款、缴费还是攒钱。'),
  ('payroll_kept_low', 2, '想攒钱的，讲清每月定额的办法，说明本金与收益都不是保证的产品要看风险等级。'),
  ('birthday', 1, '只祝福，不推销；说一件您记得的、与客户有关的事。'),
  ('cooling', 1, '问候近况，问账户和手机银行用着有没有不方便。'),
  ('cooling', 2, '告知账户长期不动会被管控，需要时可以来网点激活。'),
  ('tier_near', 1, '告知再存多少可以享受上一层级的服务，由客户自己决定。'),
  ('tier_near', 2, '只讲权益是什么、怎么用，不承诺收益，不送存款礼品。'),
  ('tier_falling', 1, '提醒现有权益的使用期限，问资金近期的安排。'),
  ('cadence', 1, '例行问候：上次聊到的事后来怎样；有没有要我们办的。'),
  ('promise', 1, '先说承诺的事办到哪一步，再说别的。'),
  ('address', 1, '核对手机号和地址，说明是为了到期和安全通知能送到。');

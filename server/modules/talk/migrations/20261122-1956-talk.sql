-- The talk library (M30) and the needs behind products (M32). A card is never changed: it ends, and another stands in its place.
create schema talk;
grant usage on schema talk to liuke_app;

create table talk.card (
  id int generated always as identity primary key,
  -- opening, the need underneath, what is objected and answered, closing, after the sale
  step text not null check (step in ('opening', 'need', 'objection', 'closing', 'after')),
  -- the product family it names; null: none
  family text check (family in ('time_deposit', 'wealth_product', 'fund', 'insurance', 'bond', 'precious_metal', 'loan', 'card')),
  -- the reason of today's list that it fits; null: any
  reason text,
  -- of a need: keeps what there is, or moves to something new; spoken: people say it themselves
  drive text check (drive in ('maintaining', 'motivating')),
  spoken boolean,
  title text not null check (char_length(title) between 1 and 60),
  body text not null check (char_length(body) between 1 and 400),
  made_by int,
  checked_by int,
  made_at timestamptz not null default now(),
  ended_by int,
  ended_at timestamptz,
  check ((ended_at is null) = (ended_by is null)),
  check ((step = 'need') = (drive is not null) and (step = 'need') = (spoken is not null)),
  check (step <> 'need' or family is not null)
);
create index on talk.card (step, family) where ended_at is null;
alter table talk.card enable row level security;
create policy everybody_reads on talk.card for select to liuke_app using (true);
-- head office writes; what names a product by the hand of whoever checked it
create policy own_hand on talk.card for insert to liuke_app with check (
  ended_at is null and ((family is null and made_by = (select platform.current_user_id()) and (select platform.current_role_code()) = 'head_office')
    or (checked_by = (select platform.current_user_id()) and checked_by <> made_by and (select platform.current_role_code()) = 'compliance_officer')));
create policy ends on talk.card for update to liuke_app using (ended_at is null and (select platform.current_role_code()) in ('head_office', 'compliance_officer'))
  with check (ended_by is not null);
grant select, insert, update (ended_by, ended_at) on talk.card to liuke_app;

-- Which cards were used in a contact.
create table talk.used (
  contact_id uuid not null references contact.contact,
  card_id int not null references talk.card,
  primary key (contact_id, card_id)
);
create index on talk.used (card_id);
alter table talk.used enable row level security;
create policy visible on talk.used for select to liuke_app using (exists (select from contact.contact c where c.id = contact_id));
create policy own_hand on talk.used for insert to liuke_app with check (
  exists (select from contact.contact c where c.id = contact_id and c.user_id = (select platform.current_user_id())));
grant select, insert on talk.used to liuke_app;
create trigger append_only before update or delete or truncate on talk.used for each statement execute function contact.refuse_change();

insert into talk.card (step, reason, title, body) values
  ('opening', 'cadence', '接着上次的话说', '“上次您说孩子开学，都安顿好了吗？”先接着客户自己的事说，再问有没有要我们办的。'),
  ('opening', 'maturity', '到期前一周', '“您有一笔钱 {到期日} 到期，我提前跟您说一声，您看这笔钱近期有用处吗？”'),
  ('opening', 'handover', '新接手的第一通电话', '“我是接替 {前任} 的 {姓名}，今后您的事由我负责。今天只是认识一下，不占您多少时间。”'),
  ('opening', null, '打电话前先想好三件事', '为什么打、问什么、怎么收尾。报姓名和网点，先问“现在方便说两分钟吗？”'),
  ('objection', null, '“我再考虑考虑”', '“当然，您慢慢看。您主要想再想想的是时间、金额还是安全性？我把这一点写清楚发给您。”不催。'),
  ('objection', null, '“别家利率比你们高”', '“您说的是哪家、多长期限？我帮您按同样期限和条件比一比，哪个合适由您定。”不贬低同业，不私下加息。'),
  ('objection', null, '“钱另有用处”', '“好的。是哪天要用？我帮您看放在哪里既不耽误用，也不闲着。”'),
  ('objection', null, '“不要再打电话给我”', '“好的，我马上登记，今后不再打扰您。到期和安全通知仍会发给您。”随即登记拒绝，不再劝。'),
  ('closing', null, '约下一步', '“那我周四上午十点在网点等您，带上身份证就行。要是有变，您给我打个电话。”'),
  ('closing', null, '说清谁做什么', '把说好的事念一遍：我办什么、您准备什么、哪天见结果；登记成承诺。'),
  ('after', null, '办完三天内回访', '“上次办的业务，到账和短信都正常吗？有没有哪里不清楚？”不借机再推销。');
insert into talk.card (step, family, drive, spoken, title, body) values
  ('need', 'time_deposit', 'maintaining', true, '怕亏、要确定', '到期拿多少一开始就清楚。问：“这笔钱您最看重的是不是稳？”'),
  ('need', 'time_deposit', 'motivating', false, '钱散在几家、忘了到期', '放在一处，到期有人提醒。问：“您记得每笔哪天到期吗？”'),
  ('need', 'wealth_product', 'maintaining', true, '活期放着可惜', '短期限、分段到期，随用随取的留出来。先做风险评估，不保本。'),
  ('need', 'wealth_product', 'motivating', false, '不知道收益从哪里来', '讲清投向、期限和可能的波动，再由客户自己选。问：“净值降一点，您睡得着吗？”'),
  ('need', 'fund', 'motivating', false, '想为十年以后做准备又怕买在高点', '定期定额，时间分散。先看风险等级和能放多久，说明可能亏损。'),
  ('need', 'insurance', 'maintaining', true, '怕一场病把积蓄用完', '先补医疗和意外的缺口。问：“家里谁的收入不能断？”说明犹豫期和责任免除。'),
  ('need', 'insurance', 'motivating', false, '想给孩子、老人留一笔说得清的钱', '指定受益人、分期领取。核对健康告知，60 岁以上全程录音录像。'),
  ('need', 'bond', 'maintaining', true, '利息要按期到手', '国债付息日固定，提前支取有规定。说清额度和发行日。'),
  ('need', 'precious_metal', 'motivating', true, '给孩子留个念想', '讲清买卖价差和保管方式，不当作保值承诺。'),
  ('need', 'loan', 'maintaining', true, '急用钱又不想动定期', '比较提前支取的损失与贷款利息，算给客户看。'),
  ('need', 'loan', 'motivating', false, '生意要周转，不好意思开口', '问：“最近进货、收款还顺吗？”先听，再讲条件和还款方式。'),
  ('need', 'card', 'maintaining', true, '日常缴费、还款怕忘', '自动扣款、账单提醒。说清免息期和逾期费用。');

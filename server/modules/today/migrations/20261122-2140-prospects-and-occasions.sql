-- People who are no customers yet stand on the day's list beside customers, within the same capacity (M22, M31). Of them the plan keeps a number only: whoever is
-- forgotten is forgotten here too.
create table today.plan_prospect (
  plan_id bigint not null references today.plan,
  place int not null check (place > 0),
  prospect_id uuid not null,
  channel text not null check (channel in ('call', 'visit', 'invitation', 'sms', 'wechat', 'letter')),
  value_fen bigint not null,
  reasons jsonb not null,
  why jsonb not null,
  primary key (plan_id, prospect_id)
);
alter table today.plan_prospect enable row level security;
create policy visible on today.plan_prospect for select to liuke_app
  using (exists (select from today.plan p where p.id = plan_id));
create policy own_hand on today.plan_prospect for insert to liuke_app
  with check (exists (select from today.plan p where p.id = plan_id and p.made_by = (select platform.current_user_id())));
grant select, insert on today.plan_prospect to liuke_app;

insert into today.talking_point (reason, place, body) values
  ('prospect', 1, '先报姓名和网点，说清谁介绍的、在哪里认识、同意过怎样联系，问现在说话方便不方便。'),
  ('prospect', 2, '先听需要，再约下一步；不打听在别家的明细，对方说不需要就记下、不再联系。'),
  ('occasion', 1, '只说祝福和惦记的事，说一件您记得的细节；不推销。'),
  ('occasion', 2, '家里的事客户愿意讲再听，听到的需要记进档案，改天再谈。');

import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** A well-formed id that is always the same for a text. */
const uuidOf = (text: RawBuilder<unknown>) => sql`overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`

/** Managers of the sample bank with their logins, numbered from 0 by staff number. */
const managers = sql`
  select s.id, s.name, s.institution_id, coalesce(u.id, 0) as user_id, (row_number() over (order by s.staff_no collate "C"))::int - 1 as nth
  from organisation.staff s left join organisation.user_account u on u.staff_id = s.id where s.role = 'relationship_manager' and s.left_on is null`

/** Whether the people of the sample bank have their prospects already. */
export async function hasProspects(trx: Scoped): Promise<boolean> {
  return (await sql`select from prospect.prospect limit 1`.execute(trx)).rows.length > 0
}

/** Seven prospects for every manager, from all sources, some met already, some due today; every basis is written down. */
export async function writeProspects(trx: Scoped, today: string): Promise<void> {
  await sql`
    insert into prospect.prospect (id, institution_id, manager_id, name, phone, source_class, introduced_note, needs, marks, basis, basis_proof, basis_on, channels, next_step, next_on,
      note, made_by, made_by_name, made_at)
    select ${uuidOf(sql`'prospect ' || m.id || ' ' || p.n`)}, m.institution_id, m.id,
      substr('赵钱孙李周吴郑王冯陈褚卫', 1 + (m.nth * 7 + p.n * 5) % 12, 1) || (array['建华', '秀英', '志强', '丽', '国庆', '玉兰', '敏'])[1 + (m.nth + p.n) % 7],
      '1' || p.prefix || '0000' || lpad(((m.nth * 97 + p.n * 131) % 10000)::text, 4, '0'), p.class, p.met, string_to_array(p.needs, ','), string_to_array(p.marks, ','), p.basis, p.proof,
      ${today}::date - 10 - p.n * 3, string_to_array(p.channels, ','), p.step, ${today}::date + p.due, p.note, m.user_id, m.name, (${today}::date - 9 - p.n * 3) + time '10:00'
    from (${managers}) m cross join (values
      (1, '38', 'a', '老客户饭桌上介绍', 'wealth', 'reachable,in_need', 'introduced', '介绍人微信转达，截图存档', 'call,wechat', 'meet', 0, '在别家有一笔月底到期'),
      (2, '39', 'b', '小学同学', 'pension,insurance', 'reachable', 'spoken', '当面同意，工作日志有记', 'call', 'call_again', 1, null),
      (3, '58', 'c', '代发单位财务介绍', 'saving', 'reachable,clustered', 'written', '代发签约现场授权书', 'call,sms', 'invite', 0, '同科室还有五位同事'),
      (4, '77', 'c', '社区主任介绍', 'loan', 'in_need,able_to_pay', 'spoken', '社区活动签到表第 4 行', 'call,visit', 'send_material', 3, null),
      (5, '86', 'd', '防骗讲座现场', 'saving', 'reachable', 'written', '讲座签到表勾选“可联系”', 'call', 'call_again', -2, '只想了解大额存单'),
      (6, '51', 'a', '客户的妹妹', 'education', 'reachable,in_need,eligible', 'introduced', '介绍人当面转达', 'call,wechat', 'meet', 6, '孩子明年出国'),
      (7, '99', 'd', '进门问理财', 'wealth,saving', 'eligible', 'came_to_us', '大堂登记簿', 'call', null, null, null)
    ) as p (n, prefix, class, met, needs, marks, basis, proof, channels, step, due, note)`.execute(trx)
  await sql`
    insert into prospect.contact (id, prospect_id, at, channel, outcome, minutes, note, permission, flagged, user_id, staff_id, staff_name, recorded_at)
    select ${uuidOf(sql`'contact ' || p.id`)}, p.id, (p.made_at::date + 2) + time '10:30', 'call', case when p.n % 3 = 0 then 'not_reached' else 'reached' end, 10 + p.n * 5, null, 'allowed', false,
      p.made_by, p.manager_id, p.made_by_name, now()
    from (select *, ascii(right(id::text, 1)) % 7 as n from prospect.prospect) p where p.n < 5 and p.made_at::date + 2 < ${today}::date`.execute(
    trx,
  )
}

/** Which cards managers used in the contacts of the last weeks. */
export async function writeTalk(trx: Scoped): Promise<void> {
  await sql`
    insert into talk.used (contact_id, card_id)
    select k.id, c.id from contact.contact k join lateral (
      select t.id from talk.card t where t.ended_at is null order by t.id offset (ascii(right(k.id::text, 1)) * 7 + ascii(substr(k.id::text, 3, 1))) % 23 limit 1) c on true
    where ascii(right(k.id::text, 2)) % 3 = 0 on conflict do nothing`.execute(trx)
}

/** What was said of products, and answers of head office to some of it. */
export async function writeOpinions(trx: Scoped, today: string): Promise<void> {
  await sql`
    insert into feedback.opinion (id, family, kind, body, customer_id, institution_id, user_id, staff_name, at)
    select ${uuidOf(sql`'opinion ' || m.id || ' ' || o.n`)}, o.family, o.kind, o.body, c.customer_id, m.institution_id, m.user_id, m.name, (${today}::date - o.n * 4 - m.nth % 4) + time '16:20'
    from (${managers}) m join (values
      (1, 'wealth_product', 'term', '客户想要三个月左右的，六个月嫌长'), (2, 'time_deposit', 'price', '对面银行三年期高 10 个基点'), (3, 'app', 'process', '老人找不到字号放大在哪里'),
      (4, 'insurance', 'wish', '希望有按月交的小额医疗险'), (5, 'wealth_product', 'threshold', null), (6, 'counter', 'praise', '排队叫号短信很好')) as o (n, family, kind, body)
      on (m.nth + o.n) % 3 = 0
    left join lateral (select k.customer_id from contact.cadence k where k.manager_id = m.id and k.class = 'b' order by k.customer_id offset o.n limit 1) c on true`.execute(
    trx,
  )
  await sql`
    insert into feedback.answer (opinion_id, body, user_id, user_name, at)
    select o.id, case o.family when 'wealth_product' then '下月 15 日起发行 92 天期，请转告客户关注公告，不作收益承诺。' when 'app' then '“我的 · 设置 · 关怀模式”可放大字号，已请网点放置说明卡。'
      else '已收到，本季度产品评审时讨论，结果会在这里回复。' end, u.id, u.name, o.at + interval '2 days'
    from feedback.opinion o cross join lateral (select id, name from organisation.user_account where role = 'head_office' order by id limit 1) u
    where ascii(right(o.id::text, 1)) % 2 = 0 and o.at < ${today}::date - 3`.execute(trx)
}

/**
 * Of the people with two numbers whom the bank's own data show, in two outlets: one whom the president linked a week ago, one whom a manager proposed and the
 * president is asked about. Those of the other outlets wait to be compared.
 */
export async function writeTwoNumbers(trx: Scoped, today: string): Promise<void> {
  await sql`
    with seen as materialized (
      select customer_id, name, phone, birth_date, institution_id, manager_id from customer.customer
      where business_date = (select privacy.published_night()) and name is not null and phone is not null and status is null and manager_id is not null),
    twins as (
      select a.customer_id as first_id, b.customer_id as second_id, a.institution_id, a.manager_id <> b.manager_id as apart,
        (row_number() over (order by a.institution_id, a.customer_id))::int as nth
      from seen a join seen b on b.name = a.name and b.phone = a.phone and b.birth_date = a.birth_date and b.institution_id = a.institution_id and b.customer_id > a.customer_id),
    made as (
      insert into duplicate.pair (first_id, second_id, state, evidence, made_sure, needs_second, proposed_by, proposed_at)
      select t.first_id, t.second_id, case t.nth when 1 then 'linked' else 'proposed' end, '{name,phone,birth_date}', case t.nth when 1 then 'document' else 'bank_system' end,
        t.apart or t.nth = 2, m.user_id, (${today}::date - 7 - t.nth) + time '11:20'
      from twins t join seen s on s.customer_id = t.first_id join (${managers}) m on m.id = s.manager_id where t.nth <= 2
      returning id, state, proposed_by, proposed_at, first_id)
    insert into duplicate.step (pair_id, kind, note, user_id, user_name, at)
    select m.id, 'proposed', case m.state when 'linked' then '客户带来旧身份证，两个号都是他的' else '核心系统里 15 位与 18 位证件号是同一人' end, m.proposed_by, coalesce(u.name, '系统'), m.proposed_at
    from made m left join organisation.user_account u on u.id = m.proposed_by
    union all
    select m.id, 'linked', null, p.id, p.name, m.proposed_at + interval '3 hours' from made m
    join seen s on s.customer_id = m.first_id join organisation.user_account p on p.role = 'outlet_president' and p.institution_id = s.institution_id
    where m.state = 'linked' order by 1`.execute(trx)
}

/**
 * A hand-over of twelve days ago in the outlet of the first president: two dozen customers of class B and C, what was open about them, and the first
 * contacts of the new manager. Nothing where an outlet has one manager only.
 */
export async function writeHandover(trx: Scoped, today: string, now: Date): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    with two as (
      select a.id as from_id, b.id as to_id, a.institution_id, p.id as president_id, p.name as president
      from (${managers}) a join (${managers}) b on b.institution_id = a.institution_id and b.nth > a.nth
      join organisation.user_account p on p.role = 'outlet_president' and p.institution_id = a.institution_id order by a.nth, b.nth limit 1)
    insert into handover.handover (from_manager_id, to_manager_id, institution_id, reason, note, takes_effect_on, made_by, made_by_name, made_at)
    select from_id, to_id, institution_id, 'balance', '两人管户数相差较大，按街道调整', ${today}::date - 12, president_id, president, (${today}::date - 13) + time '17:00' from two returning id`.execute(
    trx,
  )
  const id = rows[0]?.id
  if (id === undefined) return
  await sql`
    insert into handover.handed_customer (handover_id, customer_id, institution_id, from_manager_id, to_manager_id, bank_manager_id, aum_before_fen, class)
    select h.id, s.customer_id, s.institution_id, s.manager_id, h.to_manager_id, s.manager_id, s.aum_fen, k.class
    from handover.handover h join customer.customer_snapshot s on s.business_date = (select privacy.published_night()) and s.manager_id = h.from_manager_id and s.institution_id = h.institution_id
    join contact.cadence k on k.customer_id = s.customer_id and k.class in ('b', 'c') where h.id = ${id} order by k.class, s.customer_id limit 24`.execute(
    trx,
  )
  await sql`
    insert into handover.handed_promise (handover_id, promise_id, customer_id) select ${id}, p.id, p.customer_id
    from contact.promise p join handover.handed_customer h on h.handover_id = ${id} and h.customer_id = p.customer_id
    where not exists (select from contact.promise_step s where s.promise_id = p.id and s.kind <> 'put_off')`.execute(trx)
  await sql`select handover.take_effect(${id}, ${now})`.execute(trx)
  await sql`
    insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id)
    select ${uuidOf(sql`'introduced ' || h.customer_id`)}, h.customer_id, (${today}::date - 1 - (h.customer_id % 9)::int) + time '10:15', 'call', 'service', 'outbound', 'reached', 'allowed', false,
      m.user_id, m.id, m.name, h.institution_id
    from handover.handed_customer h join (${managers}) m on m.id = h.to_manager_id where h.handover_id = ${id} and h.customer_id % 5 < 3`.execute(
    trx,
  )
}

import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'

/** Whether the sample bank has wordings already. */
export async function hasWordings(owner: Database): Promise<boolean> {
  const { rows } = await sql`select from message.template limit 1`.execute(owner)
  return rows.length > 0
}

/** Wordings as compliance approved them when the bank began. */
export async function writeWordings(trx: Scoped, today: string): Promise<void> {
  await sql`
    insert into message.template (code, version, number, name, media, purpose, body, valid_from, valid_to, approved_at)
    select t.code, 1, 'MB-' || left(${today}::text, 4) || '-' || lpad(nextval('message.template_number')::text, 4, '0'), t.name, t.media::text[], t.purpose, t.body,
      ${today}::date - 60, ${today}::date + t.days, ${today}::date - 61 + time '10:00'
    from (values
      ('maturity_notice', '到期提醒', '{sms,wechat,letter}', 'service', '{称呼|尊敬的客户}：您在{网点}的{产品|定期存款}将于{到期日}到期，届时可到网点或通过手机银行办理。经办：{经理}。', 280),
      ('event_invitation', '活动邀请', '{sms,wechat,letter}', 'event', '{称呼|您}好，{时间}在{地点|我们网点}有{活动}，诚邀您参加，请回复是否方便。{网点} {经理}', 90),
      ('new_product', '新品告知', '{sms,wechat}', 'marketing', '{称呼|您}好，{产品}近期发行，风险等级与起购金额见网点公示，是否适合请先做风险测评。{网点} {经理}', 30),
      ('satisfaction', '服务回访', '{sms,wechat}', 'survey', '{称呼|您}好，感谢您在{网点}办理业务。您对本次服务满意吗？请回复 1 满意、2 一般、3 不满意。', 200),
      ('introduction', '接手介绍', '{sms,wechat,letter}', 'service', '{称呼|您}好，我是{网点}的{经理}，自{时间}起由我为您服务（原经理：{原经理|网点}）。之前答应您的事由我接着办：{事项|暂无}。有事请随时找我。', 330),
      ('own_page_link', '客户专属页面', '{sms,wechat,email}', 'service', '{称呼|您}好，这是您的专属页面：{链接}，仅供本人打开，请勿转发。{网点} {经理}', 300),
      ('spring_visit', '旧版拜年信', '{letter,card}', 'care', '{称呼|您}：值此新春，{网点}全体同仁给您拜年。', -5)) as t (code, name, media, purpose, body, days)`.execute(
    trx,
  )
}

/** What managers came to know: interests, and days that come round these days. */
export async function writeFacts(trx: Scoped, today: string): Promise<void> {
  await sql`
    with known as (
      select c.customer_id, c.institution_id, s.name as staff_name, coalesce(u.id, 0) as user_id, c.customer_no, draw.luck
      from contact.cadence k join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = k.customer_id
      join organisation.staff s on s.id = c.manager_id left join organisation.user_account u on u.staff_id = s.id
      cross join lateral (select ('x' || substr(md5(c.customer_no || ' known'), 1, 7))::bit(28)::int % 1000 as luck) draw
      where k.class in ('a', 'b') and c.status is null and not c.not_for_marketing and c.phone is not null),
    reached as (
      select k.*, row_number() over (partition by k.staff_name, k.institution_id order by k.luck, k.customer_id) as nth from known k
      where exists (select from privacy.consent p where p.customer_id = k.customer_id and p.channel in ('wechat', 'sms', 'letter') and p.purpose = 'care' and p.ended_at is null)),
    said as (
      select k.*, 'interest' as field, jsonb_build_object('field', 'interest', 'topic', (array['garden', 'travel', 'reading', 'sport', 'music', 'food'])[1 + luck % 6],
        'text', (array['阳台上的花', '自驾走川藏线', '听评书', '每天早上打太极', '合唱团', '自己做的桂花酒酿'])[1 + luck % 6]) as detail from known k where luck < 420
      union all
      select k.customer_id, k.institution_id, k.staff_name, k.user_id, k.customer_no, k.luck, 'date', jsonb_build_object('field', 'date', 'about', (array['wedding', 'exam', 'move', 'wedding'])[1 + nth % 4], 'who', null, 'on', jsonb_build_object(
        'calendar', 'solar', 'month', extract(month from d.on_day)::int, 'day', extract(day from d.on_day)::int, 'leap', false))
      from reached k cross join lateral (select ${today}::date + (k.nth % 4)::int as on_day) d where k.nth <= 7
      union all
      select k.*, 'family', jsonb_build_object('field', 'family', 'relation', (array['daughter', 'son', 'spouse'])[1 + luck % 3], 'name', null, 'birthYear', 1995 + luck % 12,
        'birthday', null, 'place', null) from known k where luck between 300 and 620)
    insert into dossier.fact (id, thread, customer_id, field, detail, said_by, user_id, staff_name, institution_id, recorded_at)
    select id, id, customer_id, field, detail, 'customer', user_id, staff_name, institution_id, (${today}::date - 20 - luck % 40) + time '15:00'
    from (select *, overlay(overlay(md5('fact ' || field || customer_no) placing '8' from 13) placing 'a' from 17)::uuid as id from said) s
    on conflict do nothing`.execute(trx)
}

/** A contact by SMS or WeChat that has no words yet. */
export interface Wordless {
  id: string
  customerId: bigint
  institutionId: number
  name: string | null
  gender: 'female' | 'male' | null
  institutionName: string
  medium: 'sms' | 'wechat'
  at: Date
  userId: number
  staffId: number
  staffName: string
}

/** The newest care by SMS and WeChat among the contacts. */
export async function wordlessContacts(trx: Scoped, most: number): Promise<Wordless[]> {
  const { rows } = await sql<Wordless>`
    select k.id, k.customer_id as "customerId", k.institution_id as "institutionId", nullif(trim(c.name), '') as name, c.gender, i.name as "institutionName",
      k.channel as medium, k.at, k.user_id as "userId", k.staff_id as "staffId", k.staff_name as "staffName"
    from contact.contact k join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = k.customer_id
    join organisation.institution i on i.id = c.institution_id
    where k.channel in ('sms', 'wechat') and k.purpose = 'care' and k.outcome = 'sent' and k.staff_id is not null and k.user_id > 0
    order by k.at desc, k.id limit ${most}`.execute(trx)
  return rows
}

/** Customers of the first manager who may be written to by letter, and whose phone is known, for what waits today. */
export async function customersToWrite(trx: Scoped, most: number): Promise<Wordless[]> {
  const { rows } = await sql<Wordless>`
    select overlay(overlay(md5('letter ' || c.customer_no) placing '8' from 13) placing 'a' from 17)::uuid as id, c.customer_id as "customerId",
      c.institution_id as "institutionId", nullif(trim(c.name), '') as name, c.gender, i.name as "institutionName", 'sms' as medium, now() as at,
      u.id as "userId", s.id as "staffId", s.name as "staffName"
    from (select id, staff_id, institution_id from organisation.user_account where role = 'relationship_manager' order by login limit 1) u
    join organisation.staff s on s.id = u.staff_id
    join customer.customer c on c.business_date = (select privacy.published_night()) and c.manager_id = s.id and c.status is null and not c.not_for_marketing
      and c.phone is not null and c.address is not null
    join organisation.institution i on i.id = c.institution_id
    where exists (select from privacy.consent p where p.customer_id = c.customer_id and p.channel = 'letter' and p.purpose = 'care' and p.ended_at is null)
    order by md5(c.customer_no) limit ${most}`.execute(trx)
  return rows
}

export interface SampleMessage extends Omit<Wordless, 'medium'> {
  medium: 'sms' | 'wechat' | 'letter' | 'card' | 'email'
  occasion: string
  title: string | null
  body: string
  bands: number[]
  shingles: number[]
  /** the states it went through after it was queued */
  states: string[]
  reason: string | null
  detail: string | null
}

/** Puts messages on file with the states they went through, a minute each. */
export async function writeMessages(trx: Scoped, messages: readonly SampleMessage[]): Promise<void> {
  for (const { states, reason, detail, bands, shingles, ...m } of messages) {
    await sql`
      with written as (
        insert into message.message (id, customer_id, institution_id, medium, purpose, occasion, title, body, user_id, role, manager_id, top_institution_id, staff_name,
          queued_at, not_after)
        values (${m.id}, ${m.customerId}, ${m.institutionId}, ${m.medium}, 'care', ${m.occasion}, ${m.title}, ${m.body}, ${m.userId}, 'relationship_manager',
          ${m.staffId}, ${m.institutionId}, ${m.staffName}, ${m.at}, ${m.at}::timestamptz + interval '5 days')
        on conflict do nothing returning id)
      insert into message.fingerprint (message_id, user_id, staff_name, written_on, bands, shingles)
      select id, ${m.userId}, ${m.staffName}, (${m.at}::timestamptz at time zone 'Asia/Shanghai')::date, ${bands}::int[], ${shingles}::int[] from written`.execute(
      trx,
    )
    const { numAffectedRows } = await sql`insert into message.dispatch (message_id, state, changed_at, changed_by)
      values (${m.id}, 'queued', ${m.at}, ${m.userId}) on conflict do nothing`.execute(trx)
    if (numAffectedRows !== 1n) continue
    for (const [index, state] of states.entries()) {
      const isLast = index === states.length - 1
      await sql`update message.dispatch set state = ${state}, changed_at = changed_at + interval '1 minute', changed_by = null,
        attempt = attempt + case when ${state} = 'leaving' then 1 else 0 end, reason = ${isLast ? reason : null}, detail = ${isLast ? detail : null}
        where message_id = ${m.id}`.execute(trx)
    }
  }
}

/** A few answers to what was sent by SMS. */
export async function writeReplies(trx: Scoped): Promise<void> {
  await sql`
    insert into message.reply (customer_id, message_id, medium, body, opt_out, said_at, taken_at)
    select customer_id, id, medium, (array['谢谢惦记，周末带孙子过来坐坐', '收到，谢谢小李', '好的，月底到期我去找你'])[1 + nth::int % 3], false,
      queued_at + interval '2 hours', queued_at + interval '2 hours 1 minute'
    from (select m.*, row_number() over (order by m.queued_at desc, m.id) as nth from message.message m join message.dispatch d on d.message_id = m.id
      where d.state = 'delivered') m where nth % 9 = 1 limit 14`.execute(trx)
}

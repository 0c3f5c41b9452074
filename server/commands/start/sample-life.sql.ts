import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** The days that a sample bank's life is made for. */
export interface LifeDays {
  /** the day of the start, and the last working day before it */
  today: string
  lastWorkingDay: string
  /** the bank's working days of the last weeks before `lastWorkingDay`, ascending */
  workedDays: readonly string[]
}

/** 0–999 from a customer's number and a word: the same bank every time. */
const draw = (word: string) => sql`(('x' || substr(md5(c.customer_no || ${sql.lit(` ${word}`)}), 1, 7))::bit(28)::int % 1000)`

/** Whether the life of the sample bank has been written already. */
export async function isAlive(trx: Scoped): Promise<boolean> {
  const { rows } = await sql`select from privacy.consent where text_version like '样例-%' limit 1`.execute(trx)
  return rows.length > 0
}

/** Choices as a bank's own system would hand them over: whoever is no child, no code N and of no special status agreed to some channels. */
export async function writeChoices(trx: Scoped, { today }: LifeDays): Promise<void> {
  const night = sql`c.business_date = (select privacy.published_night())`
  const system = sql`0, ${today}::date - 70 + time '09:00'`
  await sql`
    insert into privacy.refusal (customer_id, channel, purpose, refused_at, source, proof, recorded_by, recorded_at)
    select c.customer_id, r.channel, null, (${today}::date - 80 - ${draw('refused')} / 4) + time '10:00', 'bank_system', '客户渠道偏好登记 ' || upper(substr(md5(c.customer_no), 1, 8)), ${system}
    from customer.customer c join (values ('call', 0, 18), ('sms', 10, 40), ('wechat', 35, 45)) as r (channel, first, past) on ${draw('refusal')} between r.first and r.past - 1
    where ${night}`.execute(trx)
  await sql`
    insert into privacy.do_not_contact (customer_id, reason, source, proof, recorded_by, recorded_at)
    select c.customer_id, '客户书面要求不再接收任何营销联系', 'paper', '客户来函 ' || upper(substr(md5(c.customer_no), 1, 8)), ${system}
    from customer.customer c where ${night} and ${draw('letter')} < 3`.execute(trx)
  await sql`
    insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by, recorded_at)
    select c.customer_id, a.channel, p.purpose, '样例-2025-1', 'bank_system', '电子授权书 ' || upper(substr(md5(c.customer_no), 1, 10)), ${today}::date - 80 - ${draw('agreed')} / 4, ${system}
    from customer.customer c
    join (values ('call', 620, 40), ('wechat', 420, 20), ('sms', 380, 90), ('visit', 220, 0), ('invitation', 360, 0), ('letter', 120, 0)) as a (channel, kept, others)
      on (('x' || substr(md5(c.customer_no || a.channel), 1, 7))::bit(28)::int % 1000) < case when c.manager_id is null then a.others else a.kept end
    join (values ('marketing', 1000), ('care', 900), ('event', 350)) as p (purpose, share) on ${draw('purpose')} < p.share
    where ${night} and not c.not_for_marketing and c.status is null and coalesce(c.birth_date < ${today}::date - interval '14 years', true)
      and not exists (select from privacy.refusal r where r.customer_id = c.customer_id and r.channel = a.channel)
      and not exists (select from privacy.do_not_contact d where d.customer_id = c.customer_id)`.execute(trx)
}

const author = sql`coalesce(u.id, 0), s.id, s.name`
/** what came of a contact, as far as it came to anything */
const came = sql`
  case when d.reached and d.luck % 4 = 0 then (array['pleased', 'calm', 'calm', 'doubtful'])[1 + d.luck / 4 % 4] end,
  case when d.reached and d.luck % 3 = 0 then (array['saving', 'wealth', 'pension', 'insurance', 'education', 'service'])[1 + d.luck / 3 % 6] end,
  case when d.reached and d.luck % 5 = 0 then array[(array['time_deposit', 'wealth_product', 'fund', 'insurance', 'bond'])[1 + d.luck / 5 % 5]] else '{}'::text[] end,
  case when d.reached then (array['call_again', 'none', 'meet', 'send_material', 'none', 'invite'])[1 + d.luck / 7 % 6] end,
  case when d.reached then (array['子女下月开学，学费到账后再聊', '满意大额存单的利率，问下次发行日期', '近期装修，资金在用，年后再联系', '对净值波动有顾虑，希望稳健一些',
    '家人住院，只问候，未谈产品', '约好带配偶一起到网点', null, null, null])[1 + d.luck / 11 % 9] end`
const columns = sql`(id, customer_id, at, channel, purpose, direction, outcome, mood, need, interests, next_step, note, permission, flagged, user_id, staff_id, staff_name,
  institution_id, recorded_at)`
const outcome = sql`case when d.channel in ('wechat', 'sms', 'letter') then 'sent' when d.reached then 'reached' else 'not_reached' end`

/**
 * What managers did in the last two months, the last working day left out: by class at its rhythm, some of them slower than others, on working days and
 * within hours, only by channels that the customer agreed to, else as a service call. One contact a customer and day.
 */
export async function writeContacts(trx: Scoped, { workedDays }: LifeDays): Promise<void> {
  await sql`
    with worked as materialized (select day, ${workedDays.length}::int - nth::int as ago from unnest(${[...workedDays]}::date[]) with ordinality as w (day, nth)),
    kept as materialized (
      select c.customer_id, c.customer_no, c.institution_id, k.manager_id, ${draw('luck')} as luck, ${draw('rhythm')} as rhythm, ${draw('minute')} as minute,
        case k.class when 'a' then 7 when 'b' then 12 else 30 end * (4 + k.manager_id % 3) / 4 as every
      from contact.cadence k join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = k.customer_id
      where k.manager_id is not null and c.status is null and ${draw('kept')} < case k.class when 'a' then 800 when 'b' then 620 else 260 end),
    done as materialized (
      select d.*, w.day, (d.luck + t.turn * 37) % 1000 as turned from kept d
      cross join generate_series(0, 6) as t (turn) join worked w on w.ago = d.rhythm % d.every + t.turn * d.every),
    agreed as materialized (
      select customer_id, min(channel) filter (where channel = 'call') as call, min(channel) filter (where channel = 'wechat') as wechat, min(channel) filter (where channel = 'visit') as visit
      from privacy.consent where purpose = 'care' group by customer_id),
    chosen as (
      select d.*, coalesce(case when d.turned % 10 = 0 then a.visit when d.turned % 3 = 0 then a.wechat end, a.call, a.wechat, 'call') as channel,
        case when coalesce(a.call, a.wechat) is null and not (d.turned % 10 = 0 and a.visit is not null) then 'service' else 'care' end as purpose, d.turned % 100 < 74 as reached from done d left join agreed a using (customer_id))
    insert into contact.contact ${columns}
    select overlay(overlay(md5('contact ' || d.customer_no || d.day) placing '8' from 13) placing 'a' from 17)::uuid, d.customer_id, d.at, d.channel, d.purpose, 'outbound', ${outcome}, ${came}, 'allowed', false, ${author},
      d.institution_id, d.at + interval '10 minutes'
    from (select *, (day + make_interval(mins => case when turned % 2 = 0 then 545 + minute % 170 else 845 + minute % 200 end)) at time zone 'Asia/Shanghai' as at from chosen) d
    join organisation.staff s on s.id = d.manager_id left join organisation.user_account u on u.staff_id = s.id
    on conflict do nothing`.execute(trx)
}

/** Of the plan of the last working day two thirds were done. */
export async function writeDoneOfPlan(trx: Scoped, { lastWorkingDay }: LifeDays): Promise<void> {
  await sql`
    with chosen as (
      select c.customer_id, c.customer_no, c.institution_id, p.manager_id, p.plan_date as day, i.channel, i.purpose, i.place, ${draw('luck')} as luck, ${draw('reached')} < 740 as reached
      from today.plan p join today.plan_item i on i.plan_id = p.id
      join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = i.customer_id
      where p.plan_date = ${lastWorkingDay}::date and p.revision = 1 and p.working_day and ${draw('done')} < 560 + p.manager_id % 4 * 100)
    insert into contact.contact ${columns}
    select overlay(overlay(md5('contact ' || d.customer_no || d.day) placing '8' from 13) placing 'a' from 17)::uuid, d.customer_id, d.at, d.channel, d.purpose, 'outbound', ${outcome}, ${came}, 'allowed', false, ${author},
      d.institution_id, d.at + interval '10 minutes'
    from (select *, (day + make_interval(mins => case when place <= 10 then 540 + place * 17 else 840 + place * 9 end)) at time zone 'Asia/Shanghai' as at from chosen) d
    join organisation.staff s on s.id = d.manager_id left join organisation.user_account u on u.staff_id = s.id
    on conflict do nothing`.execute(trx)
}

/** Promises made in some of the last weeks' contacts: most of the older ones kept, a few past their day. */
export async function writePromises(trx: Scoped, { today }: LifeDays): Promise<void> {
  await sql`
    insert into contact.promise (id, customer_id, contact_id, what, due_on, user_id, staff_id, staff_name, institution_id, made_at)
    select overlay(overlay(md5('promise ' || k.id) placing '8' from 13) placing 'a' from 17)::uuid, k.customer_id, k.id,
      (array['把大额存单的发行日期告诉客户', '核对账户管理费并退还多扣部分', '寄送养老储蓄的办理材料', '约好理财到期前一天再通话', '替客户问清外币汇款的手续费', '把社保卡换卡进度告诉客户'])[1 + d.luck % 6],
      k.on_date + 3 + d.luck % 9, k.user_id, k.staff_id, k.staff_name, k.institution_id, k.recorded_at
    from contact.contact k cross join lateral (select ('x' || substr(md5(k.id::text), 1, 7))::bit(28)::int % 1000 as luck) d
    where k.outcome = 'reached' and k.on_date > ${today}::date - 40 and d.luck < 25
    on conflict do nothing`.execute(trx)
  await sql`
    insert into contact.promise_step (promise_id, kind, proof, told_customer, user_id, staff_name, at)
    select p.id, 'kept', '已电话告知客户，客户表示清楚', true, p.user_id, p.staff_name, p.due_on + time '16:00'
    from contact.promise p where p.due_on < ${today}::date and ('x' || substr(md5(p.id::text), 1, 7))::bit(28)::int % 100 < 82
      and not exists (select from contact.promise_step s where s.promise_id = p.id)`.execute(trx)
}

/** The clocks as if the bank had used Liuke for some weeks: who was not turned to since is due, some of them overdue. */
export async function windClocks(trx: Scoped): Promise<void> {
  await sql`update contact.cadence set class_since = class_since - case class when 'c' then 6 else (10 + customer_id * 7919 % 33)::int end`.execute(
    trx,
  )
}

/**
 * The clocks of warnings as if the nights before had shown them too: each came up on one of the last ten days, most of them lately. Clocks that began while
 * the sample was being made give way, which nothing but this may do.
 */
export async function backdateWarnings(trx: Scoped): Promise<void> {
  await sql`lock table warning.raised_night in share row exclusive mode`.execute(trx)
  await sql`alter table warning.raised disable trigger only_ended`.execute(trx)
  await sql`delete from warning.raised`.execute(trx)
  await sql`alter table warning.raised enable trigger only_ended`.execute(trx)
  await sql`
    insert into warning.raised (customer_id, signal, raised_on, raised_at)
    select c.customer_id, s.signal, d.on_date, least((d.on_date + 1 + time '07:00') at time zone 'Asia/Shanghai', p.published_at)
    from extract.publication p
    join warning.alert_signal s on s.business_date = p.business_date
    join customer.customer c on c.business_date = p.business_date and c.customer_id = s.customer_id
    cross join lateral (
      select p.business_date - ('{0,1,1,2,2,3,4,5,7,9}'::int[])[1 + ('x' || substr(md5(c.customer_no || s.signal), 1, 7))::bit(28)::int % 10] as on_date) d
    where p.is_current`.execute(trx)
}

/** Somebody of a role to ask for something; the first by login, and what they are. */
export async function accountOf(
  trx: Scoped,
  role: string,
): Promise<{ userId: number; role: string; managerId: number | null; topInstitutionId: number } | undefined> {
  const { rows } = await sql<{ userId: number; role: string; managerId: number | null; topInstitutionId: number }>`
    select u.id as "userId", u.role, case when u.role = 'relationship_manager' then u.staff_id end as "managerId", u.institution_id as "topInstitutionId"
    from organisation.user_account u where u.role = ${role} order by u.login limit 1`.execute(trx)
  return rows[0]
}

/** Whether anything was ever asked for. */
export async function hasRequests(trx: Scoped): Promise<boolean> {
  const { rows } = await sql`select from approval.request limit 1`.execute(trx)
  return rows.length > 0
}

import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import { sampleBenefits, type SampleCase, type SampleCustomer } from './sample-cases.ts'
import type { accountOf } from './sample-life.sql.ts'

/** Whether keeping was brought to life already. */
export async function keepingIsAlive(trx: Scoped): Promise<boolean> {
  const { rows } = await sql`select from retention.benefit limit 1`.execute(trx)
  return rows.length > 0
}

/** The catalogue of benefits since the beginning of the year, by head office. */
export async function writeBenefits(trx: Scoped, today: string, userId: number): Promise<void> {
  await sql`
    insert into retention.benefit (code, name, provider, about, move, layer, period, long_tail, potential, mid_to_high, wealth, valid_from, made_by, made_name, made_at)
    select b.code, b.name, b.provider, b.about, b.move, b.layer, b.period, 0, b.potential, b.mid_to_high, b.wealth, date_trunc('year', ${today}::date)::date, ${userId},
      '总行', date_trunc('year', ${today}::date) - interval '7 days'
    from jsonb_populate_recordset(null::retention.benefit, ${JSON.stringify(sampleBenefits)}::jsonb) b`.execute(trx)
}

/** Uses of the running periods up to yesterday: most customers never used anything, some of them several times. */
export async function writeBenefitUses(trx: Scoped, today: string): Promise<void> {
  await sql`
    with entitled as (
      select b.id, b.code, c.customer_id, c.customer_no, c.institution_id, coalesce(u.id, 0) as user_id, coalesce(m.name, '大堂经理') as staff_name,
        date_trunc(b.period, ${today}::date)::date as since, (to_jsonb(b) ->> s.tier)::int as times,
        ('x' || substr(md5(c.customer_no || b.code), 1, 7))::bit(28)::int as luck, b.id * 60 + 100 as share
      from retention.benefit b
      join customer.customer c on c.business_date = (select privacy.published_night()) and not c.not_for_marketing and c.status is null
      join customer.customer_snapshot s on s.business_date = c.business_date and s.customer_id = c.customer_id and s.bucket = 'counted'
      left join organisation.staff m on m.id = c.manager_id left join organisation.user_account u on u.staff_id = c.manager_id
      where (to_jsonb(b) ->> s.tier)::int > 0),
    used as (
      select e.*, n, e.since + ((e.luck / 1000 + n * 37) % greatest(${today}::date - e.since, 1)) as used_on
      from entitled e cross join generate_series(1, 2) as n
      where n <= e.times and e.luck % 1000 < case n when 1 then e.share else e.share / 4 end and e.since < ${today}::date)
    insert into retention.benefit_use (id, benefit_id, benefit_code, customer_id, institution_id, used_on, period_from, nth, user_id, staff_name, at)
    select overlay(overlay(md5('benefit ' || customer_no || code || n) placing '8' from 13) placing 'a' from 17)::uuid, id, code, customer_id, institution_id, used_on,
      since, n, user_id, staff_name, used_on + time '15:00'
    from used`.execute(trx)
}

/** Customers with money of every outlet, as many as asked for, in an order that is always the same. */
export async function customersForCases(trx: Scoped, each: number): Promise<SampleCustomer[]> {
  const { rows } = await sql<SampleCustomer>`
    select * from (
      select c.customer_id::text as "customerId", c.customer_no as "customerNo", c.institution_id as "institutionId", s.aum_fen as "aumFen",
        greatest(s.aum_peak_12m_fen, s.aum_fen * 6) as "peakFen", coalesce(u.id, 0) as "userId", m.name as "staffName",
        (row_number() over (partition by c.institution_id order by md5(c.customer_no || ' leaves')))::int as nth
      from customer.customer c
      join customer.customer_snapshot s on s.business_date = c.business_date and s.customer_id = c.customer_id
      join organisation.staff m on m.id = c.manager_id left join organisation.user_account u on u.staff_id = m.id
      where c.business_date = (select privacy.published_night()) and not c.not_for_marketing and c.status is null and s.bucket = 'counted' and s.aum_fen >= 2000000) p
    where nth <= ${each} order by "institutionId", nth`.execute(trx)
  return rows
}

/** Cases with their logs; what a step does to its case is the database's. */
export async function writeCases(trx: Scoped, cases: readonly SampleCase[]): Promise<void> {
  const text = (rows: readonly object[]) =>
    JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  await sql`
    insert into retention.leave_case (id, customer_id, institution_id, source, reason, destination_bank, leaving_fen, at_stake_fen, at_stake_on, fraud_checked, user_id,
      staff_name, opened_on, opened_at, changed_at)
    select id, customer_id, institution_id, source, reason, destination_bank, null, at_stake_fen, opened_on - 1, false, user_id, staff_name, opened_on,
      opened_on + time '10:30', opened_on + time '10:30'
    from jsonb_populate_recordset(null::retention.leave_case, ${text(cases.map(({ opening }) => opening))}::jsonb)`.execute(trx)
  await sql`
    insert into retention.case_step (case_id, kind, from_state, to_state, offer, move, layer, note, brought_in_fen, kept_fen, seen_on, win_back_on, came_back, user_id,
      staff_name, on_date, at)
    select case_id, kind, from_state, to_state, offer, move, layer, note, brought_in_fen, kept_fen, seen_on, win_back_on, came_back, user_id, staff_name, on_date,
      on_date + time '11:00'
    from jsonb_populate_recordset(null::retention.case_step, ${text(cases.flatMap(({ steps }) => steps))}::jsonb) with ordinality
    order by ordinality`.execute(trx)
}

/** Who slept long ago and has a manager: the members of a programme that is over. */
export async function formerSleepers(trx: Scoped): Promise<{ customerId: bigint; tier: string; institutionId: number; aumFen: bigint }[]> {
  const { rows } = await sql<{ customerId: bigint; tier: string; institutionId: number; aumFen: bigint }>`
    select s.customer_id as "customerId", s.tier, s.institution_id as "institutionId", s.aum_fen as "aumFen" from customer.customer_snapshot s
    where s.business_date = (select privacy.published_night()) and s.bucket = 'counted' and s.manager_id is not null and s.activity in ('dormant', 'lost')
    order by s.customer_id`.execute(trx)
  return rows
}

/** What the nights saw of a programme that is over: of those offered more came back, and kept a little more. */
export async function writeOutcomes(trx: Scoped, programmeId: string): Promise<void> {
  await sql`
    insert into retention.wake_up_outcome (programme_id, customer_id, seen_on, counted, woken, aum_fen, contacted)
    select m.programme_id, m.customer_id, m.until_on, true, l.luck % 1000 < case m.arm when 'offered' then 212 else 118 end,
      m.aum_fen + m.aum_fen * (l.luck / 1000 % 90 - 40 + case m.arm when 'offered' then 6 else 0 end) / 100,
      l.luck / 7 % 100 < case m.arm when 'offered' then 86 else 9 end
    from retention.wake_up_member m cross join lateral (select ('x' || substr(md5(m.customer_id || ' woken'), 1, 7))::bit(28)::int as luck) l
    where m.programme_id = ${programmeId}`.execute(trx)
}

/** Who leads institutions, by login: a sub-branch before its outlets. */
export async function presidents(trx: Scoped): Promise<NonNullable<Awaited<ReturnType<typeof accountOf>>>[]> {
  const { rows } = await sql<NonNullable<Awaited<ReturnType<typeof accountOf>>>>`
    select u.id as "userId", u.role, null as "managerId", u.institution_id as "topInstitutionId" from organisation.user_account u
    where u.role = 'outlet_president' order by u.login limit 2`.execute(trx)
  return rows
}

/** A case of somebody's customer that is being talked about; undefined when a better offer was asked for before. */
export async function talkingCaseOf(trx: Scoped, userId: number): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from retention.leave_case where user_id = ${userId} and state = 'talking' and not exists (select from approval.request where kind = 'leave_offer') order by id limit 1`.execute(
    trx,
  )
  return rows[0]?.id
}

/** Who of a programme's waves was turned to by now: most of the first, some of the second; on working days, by phone, where they agreed to it. */
export async function writeWakeUpContacts(trx: Scoped, programmeId: string, days: readonly string[]): Promise<void> {
  await sql`
    with turned as (
      select m.customer_id, c.customer_no, c.institution_id, d.day, l.luck, s.id as staff_id, s.name, coalesce(u.id, 0) as user_id
      from retention.wake_up_member m
      join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = m.customer_id
      join organisation.staff s on s.id = c.manager_id left join organisation.user_account u on u.staff_id = s.id
      cross join lateral (select ('x' || substr(md5(c.customer_no || ' wakes'), 1, 7))::bit(28)::int as luck) l
      join unnest(${[...days]}::date[]) with ordinality as d (day, nth) on d.day >= m.from_on and d.nth = 1 + l.luck % ${days.length}::int
      where m.programme_id = ${programmeId} and m.arm = 'offered'
        and exists (select from privacy.consent a where a.customer_id = c.customer_id and a.channel = 'call' and a.purpose = 'care' and a.valid_from <= d.day)
        and not exists (select from contact.contact k where k.customer_id = c.customer_id and k.on_date = d.day))
    insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id, recorded_at)
    select overlay(overlay(md5('wake-up ' || customer_no || day) placing '8' from 13) placing 'a' from 17)::uuid, customer_id, at, 'call', 'care', 'outbound',
      case when luck % 100 < 70 then 'reached' else 'not_reached' end, 'allowed', false, user_id, staff_id, name, institution_id, at + interval '10 minutes'
    from (select *, (day + make_interval(mins => 850 + luck % 180)) at time zone 'Asia/Shanghai' as at from turned) t
    on conflict do nothing`.execute(trx)
}

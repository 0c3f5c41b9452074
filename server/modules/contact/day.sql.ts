import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ContactChannel } from '../privacy/index.ts'

export interface DoneCounts {
  messages: number
  calls: number
  meetings: number
  today: number
}

/** What a person did: messages of the day, calls since Monday, meetings since the first of the month (M28), and all contacts of the day; prospects count too. */
export async function doneBy(trx: Scoped, userId: number, today: string): Promise<DoneCounts> {
  const { rows } = await sql<DoneCounts>`
    select count(*) filter (where channel in ('letter', 'sms', 'wechat') and on_date = ${today}::date)::int as messages,
      count(*) filter (where channel = 'call' and on_date >= date_trunc('week', ${today}::date)::date)::int as calls,
      count(*) filter (where channel in ('visit', 'walk_in') and outcome = 'reached' and on_date >= date_trunc('month', ${today}::date)::date)::int as meetings,
      count(*) filter (where on_date = ${today}::date)::int as today
    from (select user_id, on_date, channel, outcome from contact.standing union all select user_id, on_date, channel, outcome from prospect.contact) done
    where user_id = ${userId} and on_date <= ${today}::date
      and on_date >= least(date_trunc('week', ${today}::date), date_trunc('month', ${today}::date))::date`.execute(trx)
  return rows[0] ?? { messages: 0, calls: 0, meetings: 0, today: 0 }
}

export interface PlannedRow {
  forDate: string
  customerId: bigint
  name: string | null
  channel: Exclude<ContactChannel, 'walk_in'>
  done: boolean
}

/** A person's plans for some days, in the order they were made; done when that person contacted the customer on the day. Names are unmasked. */
export async function plannedBy(trx: Scoped, userId: number, days: readonly string[]): Promise<PlannedRow[]> {
  const { rows } = await sql<PlannedRow>`
    select p.for_date as "forDate", p.customer_id as "customerId", c.name, p.channel,
      exists (select from contact.standing s where s.customer_id = p.customer_id and s.user_id = p.user_id and s.on_date = p.for_date) as done
    from contact.plan_item p join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = p.customer_id
    where p.user_id = ${userId} and p.for_date = any(${[...days]}::date[]) order by p.for_date, p.planned_at, p.customer_id`.execute(trx)
  return rows
}

export async function reviewOf(trx: Scoped, userId: number, day: string): Promise<{ wentWell: string; toImprove: string } | null> {
  const { rows } = await sql<{ wentWell: string; toImprove: string }>`
    select went_well as "wentWell", to_improve as "toImprove" from contact.day_review where user_id = ${userId} and for_date = ${day}::date`.execute(
    trx,
  )
  return rows[0] ?? null
}

export async function putReview(
  trx: Scoped,
  userId: number,
  day: string,
  review: { wentWell: string; toImprove: string },
  at: Date,
): Promise<void> {
  await sql`insert into contact.day_review (user_id, for_date, went_well, to_improve, reviewed_at)
    values (${userId}, ${day}::date, ${review.wentWell}, ${review.toImprove}, ${at})
    on conflict (user_id, for_date) do update set went_well = excluded.went_well, to_improve = excluded.to_improve, reviewed_at = excluded.reviewed_at`.execute(
    trx,
  )
}

/** Plans a contact, in place of an earlier plan for the same day and customer; no channel takes the plan away. */
export async function putPlan(
  trx: Scoped,
  { userId, forDate, customerId, channel, at }: { userId: number; forDate: string; customerId: bigint; channel: string | null; at: Date },
): Promise<void> {
  await sql`delete from contact.plan_item where user_id = ${userId} and for_date = ${forDate}::date and customer_id = ${customerId}`.execute(
    trx,
  )
  if (channel === null) return
  await sql`insert into contact.plan_item (user_id, for_date, customer_id, channel, planned_at)
    values (${userId}, ${forDate}::date, ${customerId}, ${channel}, ${at})`.execute(trx)
}

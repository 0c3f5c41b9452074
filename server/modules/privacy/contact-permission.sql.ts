import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ContactFacts } from './contact-permission.rules.ts'

/**
 * What is known of the customers that row-level security shows, by key, in one statement; `date` is the business date asked about. Of contacts those
 * of the last `days` before it are read from contact.standing; "others" are all but the person of the scope, or but `staffId` when it is asked for them.
 * Everything hangs on the customer by an index, so that no plan reads the tables of choices as a whole.
 */
export async function contactFacts(
  trx: Scoped,
  customerIds: readonly bigint[],
  { date, days, staffId }: { date: string; days: number; staffId: number | null },
): Promise<Map<bigint, ContactFacts>> {
  const { rows } = await sql<ContactFacts & { customerId: bigint }>`
    select c.customer_id as "customerId", c.not_for_marketing as "notForMarketing", c.status, c.birth_date as "birthDate",
      exists (select from privacy.do_not_contact d where d.customer_id = a.customer_id and d.ended_at is null) as "doNotContact",
      exists (select from privacy.open_complaint o where o.business_date = c.business_date and o.customer_id = a.customer_id) as "openComplaint",
      quiet.held as quiet, refusals.held as refusals, consents.held as consents, turned.held as contacts
    from unnest(${customerIds.map(String)}::bigint[]) as a (customer_id)
    join customer.customer c on c.business_date = (select privacy.published_night()) and c.customer_id = a.customer_id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('channel', channel, 'purpose', purpose, 'from', valid_from, 'to', valid_to)), '[]') as held
      from privacy.consent s where s.customer_id = a.customer_id and ended_at is null and (valid_to is null or valid_to >= ${date}::date)) consents
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('channel', channel, 'purpose', purpose, 'from', null, 'to', null)), '[]') as held
      from privacy.refusal r where r.customer_id = a.customer_id and ended_at is null) refusals
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('from', valid_from, 'to', valid_to)), '[]') as held
      from privacy.quiet_period q where q.customer_id = a.customer_id and ended_at is null and valid_to >= ${date}::date) quiet
    cross join lateral (
      select coalesce(jsonb_agg(distinct jsonb_build_object('on', on_date, 'by', k.user_id, 'byOthers',
        case when ${staffId}::int is null then k.user_id <> (select platform.current_user_id()) else k.staff_id is distinct from ${staffId}::int end)), '[]') as held
      from contact.standing k
      where k.customer_id = a.customer_id and k.direction = 'outbound' and k.purpose <> 'service'
        and k.on_date between ${date}::date - ${days}::int and ${date}::date) turned`.execute(trx)
  return new Map(rows.map(({ customerId, ...facts }) => [customerId, facts]))
}

/** What days are said to be against their weekday, from `from` to `to`, both included. */
export async function calendarExceptions(trx: Scoped, from: string, to: string): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ day: string; working: boolean }>`
    select day, working from privacy.calendar_exception where day between ${from}::date and ${to}::date`.execute(trx)
  return new Map(rows.map(({ day, working }) => [day, working]))
}

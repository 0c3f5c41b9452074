import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ContactChannel, ContactFacts, ContactPurpose } from './contact-permission.rules.ts'

/** Of the customers that row-level security shows, what is known for a channel and a purpose on a date. */
export async function contactFacts(
  trx: Scoped,
  customerIds: readonly bigint[],
  channel: ContactChannel,
  purpose: ContactPurpose,
  date: string,
): Promise<Map<bigint, ContactFacts>> {
  const { rows } = await sql<ContactFacts & { customerId: bigint }>`
    select c.customer_id as "customerId", c.not_for_marketing as "notForMarketing", c.status, c.birth_date as "birthDate",
      exists (select from privacy.do_not_contact d where d.customer_id = c.customer_id and d.ended_at is null) as "doNotContact",
      exists (select from privacy.refusal r where r.customer_id = c.customer_id and r.channel = ${channel} and r.ended_at is null
        and (r.purpose is null or r.purpose = ${purpose})) as refused,
      exists (select from privacy.consent s where s.customer_id = c.customer_id and s.channel = ${channel} and s.purpose = ${purpose} and s.ended_at is null
        and s.valid_from <= ${date}::date and (s.valid_to is null or s.valid_to >= ${date}::date)) as consented
    from customer.customer c join extract.publication p on p.is_current and p.business_date = c.business_date
    where c.customer_id = any(${customerIds.map(String)}::bigint[])`.execute(trx)
  return new Map(rows.map(({ customerId, ...facts }) => [customerId, facts]))
}

/** What a day is said to be against its weekday; undefined when nothing is said. */
export async function calendarException(trx: Scoped, date: string): Promise<boolean | undefined> {
  const { rows } = await sql<{ working: boolean }>`select working from privacy.calendar_exception where day = ${date}::date`.execute(trx)
  return rows[0]?.working
}

import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { ContactFacts } from './contact-permission.rules.ts'

/**
 * What is known of the customers that the scope shows, by key, in one statement of privacy.contact_facts; `date` is the business date asked about. Of contacts
 * those of the last `days` before it are read; "others" are all but the person of the scope, or but `staffId` when it is asked for them. What the person's other
 * numbers add is `linked`.
 */
export async function contactFacts(
  trx: Scoped,
  customerIds: readonly bigint[],
  { date, days, staffId }: { date: string; days: number; staffId: number | null },
): Promise<Map<bigint, ContactFacts>> {
  const { rows } = await sql<ContactFacts & { customerId: bigint }>`
    select customer_id as "customerId", not_for_marketing as "notForMarketing", status, birth_date as "birthDate", do_not_contact as "doNotContact",
      open_complaint as "openComplaint", quiet, refusals, consents, contacts, linked
    from privacy.contact_facts(${customerIds.map(String)}::bigint[], ${date}::date, ${days}::int, ${staffId}::int)`.execute(trx)
  return new Map(rows.map(({ customerId, ...facts }) => [customerId, facts]))
}

/** What days are said to be against their weekday, from `from` to `to`, both included. */
export async function calendarExceptions(trx: Scoped, from: string, to: string): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ day: string; working: boolean }>`
    select day, working from privacy.calendar_exception where day between ${from}::date and ${to}::date`.execute(trx)
  return new Map(rows.map(({ day, working }) => [day, working]))
}

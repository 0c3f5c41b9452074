import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'

/** Whoever freezes waits here for who is at it. */
export async function takeTurns(trx: Database): Promise<void> {
  await sql`lock table warning.frozen_night in share row exclusive mode`.execute(trx)
}

/** Whether the members of the publication in force are frozen already. */
export async function isFrozen(trx: Database): Promise<boolean> {
  const { rows } = await sql`select from warning.frozen_night n join extract.publication p
    on p.is_current and p.business_date = n.business_date and p.published_at = n.published_at`.execute(trx)
  return rows.length > 0
}

export async function freezeMembers(trx: Database, businessDate: string, groupId: number, members: RawBuilder<unknown>): Promise<void> {
  await sql`delete from warning.own_group_member where business_date = ${businessDate} and group_id = ${groupId}`.execute(trx)
  await sql`insert into warning.own_group_member (business_date, group_id, customer_id, institution_id, manager_id)
    select ${businessDate}, ${groupId}, m.customer_id, m.institution_id, m.manager_id from (${members}) m`.execute(trx)
}

/** Of a month the newest night stands; what is known by now, with a month to spare, goes. */
export async function forgetMembers(trx: Database, businessDate: string, months: number): Promise<void> {
  await sql`delete from warning.own_group_member where (business_date < ${businessDate} and business_date >= date_trunc('month', ${businessDate}::date))
    or business_date < date_trunc('month', ${businessDate}::date) - make_interval(months => ${months}::int)`.execute(trx)
}

export async function noteFrozen(trx: Database): Promise<void> {
  await sql`insert into warning.frozen_night (business_date, published_at) select business_date, published_at from extract.publication where is_current
    on conflict (single) do update set business_date = excluded.business_date, published_at = excluded.published_at`.execute(trx)
}

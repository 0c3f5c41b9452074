import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

/** Whoever raises waits here for who is at it. */
export async function takeTurns(trx: Database): Promise<void> {
  await sql`lock table warning.raised_night in share row exclusive mode`.execute(trx)
}

/** The night in force, and whether its warnings were raised already. */
export async function nightToRaise(trx: Database): Promise<{ businessDate: string; raised: boolean } | undefined> {
  const { rows } = await sql<{ businessDate: string; raised: boolean }>`
    select p.business_date as "businessDate",
      exists (select from warning.raised_night n where n.business_date = p.business_date and n.published_at = p.published_at) as raised
    from extract.publication p where p.is_current`.execute(trx)
  return rows[0]
}

/** Ends what shows no more and raises what shows for the first time, as of the publish. Returns how many of each. */
export async function raiseAndEnd(trx: Database, businessDate: string): Promise<{ raised: number; ended: number }> {
  const { rows } = await sql<{ raised: number; ended: number }>`
    with shown as materialized (
      select customer_id, signal from warning.alert_signal where business_date = ${businessDate}
      union all
      select a.customer_id, 'probability' from warning.alert a where a.business_date = ${businessDate} and a.signals = 0),
    ended as (
      update warning.raised r set ended_on = greatest(r.raised_on, ${businessDate}::date)
      where r.ended_on is null and not exists (select from shown s where s.customer_id = r.customer_id and s.signal = r.signal)
      returning 1),
    raised as (
      insert into warning.raised (customer_id, signal, raised_on, raised_at)
      select s.customer_id, s.signal, p.business_date, p.published_at from shown s cross join extract.publication p
      where p.is_current and not exists (select from warning.raised r where r.customer_id = s.customer_id and r.signal = s.signal and r.ended_on is null)
      on conflict do nothing
      returning 1)
    select (select count(*) from raised)::int as raised, (select count(*) from ended)::int as ended`.execute(trx)
  return rows[0] ?? { raised: 0, ended: 0 }
}

/** Notes that the warnings of the night in force are raised. */
export async function noteRaised(trx: Database, businessDate: string): Promise<void> {
  await sql`insert into warning.raised_night (business_date, published_at)
    select business_date, published_at from extract.publication where is_current and business_date = ${businessDate}
    on conflict (single) do update set business_date = excluded.business_date, published_at = excluded.published_at`.execute(trx)
}

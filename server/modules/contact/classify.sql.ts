import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

export interface ClassPolicy {
  months: number
  purchasePoints: number
  answeredPoints: number
  interestPoints: number
  mediumFrom: number
  strongFrom: number
  table: readonly { assetSize: string; willingness: string; class: string }[]
  spreads: readonly { class: string; spreadDays: number }[]
}

/** Whoever classes waits here for who is at it. */
export async function takeTurns(trx: Database): Promise<void> {
  await sql`lock table contact.classed_night in share row exclusive mode`.execute(trx)
}

/** The night in force, and whether its customers are classed already. */
export async function nightToClass(trx: Database): Promise<{ businessDate: string; classed: boolean } | undefined> {
  const { rows } = await sql<{ businessDate: string; classed: boolean }>`
    select p.business_date as "businessDate",
      exists (select from contact.classed_night n where n.business_date = p.business_date and n.published_at = p.published_at) as classed
    from extract.publication p where p.is_current`.execute(trx)
  return rows[0]
}

/**
 * Classes every counted customer of a night, by size of assets and willingness (M09, M10); who is no longer counted loses the clock. Who changes
 * class keeps the former one and gets a day to start, so that many changes at once do not fall due at once. Returns how many rows changed.
 */
export async function classify(trx: Database, businessDate: string, policy: ClassPolicy): Promise<number> {
  await sql`delete from contact.cadence c where not exists (
    select from customer.customer_snapshot s where s.business_date = ${businessDate} and s.customer_id = c.customer_id and s.bucket = 'counted')`.execute(
    trx,
  )
  const { numAffectedRows } = await sql`
    with own as (
      select customer_id, count(*) filter (where outcome = 'reached')::int as answered, count(*) filter (where interests <> '{}')::int as interested
      from contact.standing where on_date > ${businessDate}::date - make_interval(months => ${policy.months}) group by customer_id),
    signals as (
      select s.customer_id, s.institution_id, s.manager_id,
        case when s.tier in ('mid_to_high', 'wealth') then 'large' when s.tier = 'potential' then 'middling' else 'small' end as asset_size,
        coalesce(g.purchases, 0) as purchases, coalesce(g.answered, 0) + coalesce(own.answered, 0) as answered, coalesce(own.interested, 0) as interested,
        g.reached_on
      from customer.customer_snapshot s
      left join contact.contact_signal g on g.business_date = s.business_date and g.customer_id = s.customer_id
      left join own on own.customer_id = s.customer_id
      where s.business_date = ${businessDate} and s.bucket = 'counted'),
    willing as (
      select *, purchases * ${policy.purchasePoints}::int + answered * ${policy.answeredPoints}::int + interested * ${policy.interestPoints}::int as points from signals),
    judged as (
      select *, case when points >= ${policy.strongFrom}::int then 'strong' when points >= ${policy.mediumFrom}::int then 'medium' else 'weak' end as willingness
      from willing)
    insert into contact.cadence as held (customer_id, institution_id, manager_id, class, class_since, spread_days, asset_size, willingness, purchases, answered,
      interested, reached_on)
    select j.customer_id, j.institution_id, j.manager_id, t.class, ${businessDate}::date, (j.customer_id * 7919 % p."spreadDays")::int, j.asset_size, j.willingness,
      j.purchases, j.answered, j.interested, j.reached_on
    from judged j
    join jsonb_to_recordset(${JSON.stringify(policy.table)}::jsonb) as t ("assetSize" text, willingness text, class text)
      on t."assetSize" = j.asset_size and t.willingness = j.willingness
    join jsonb_to_recordset(${JSON.stringify(policy.spreads)}::jsonb) as p (class text, "spreadDays" int) on p.class = t.class
    on conflict (customer_id) do update set institution_id = excluded.institution_id, manager_id = excluded.manager_id, class = excluded.class,
      class_since = case when held.class = excluded.class then held.class_since else excluded.class_since end,
      previous_class = case when held.class = excluded.class then held.previous_class else held.class end,
      spread_days = case when held.class = excluded.class then held.spread_days else excluded.spread_days end,
      asset_size = excluded.asset_size, willingness = excluded.willingness, purchases = excluded.purchases, answered = excluded.answered,
      interested = excluded.interested, reached_on = excluded.reached_on
    where (held.institution_id, held.manager_id, held.class, held.asset_size, held.willingness, held.purchases, held.answered, held.interested, held.reached_on)
      is distinct from (excluded.institution_id, excluded.manager_id, excluded.class, excluded.asset_size, excluded.willingness, excluded.purchases,
        excluded.answered, excluded.interested, excluded.reached_on)`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** Notes that the customers of the night in force are classed. */
export async function noteClassed(trx: Database, businessDate: string): Promise<void> {
  await sql`insert into contact.classed_night (business_date, published_at)
    select business_date, published_at from extract.publication where is_current and business_date = ${businessDate}
    on conflict (single) do update set business_date = excluded.business_date, published_at = excluded.published_at`.execute(trx)
}

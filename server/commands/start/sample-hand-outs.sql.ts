import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** Whether anybody has handed anything out. */
export async function hasHandOuts(trx: Scoped): Promise<boolean> {
  const { rows } = await sql`select from points.hand_out limit 1`.execute(trx)
  return rows.length > 0
}

/** Points for who came to the outlet's last meeting, some weeks before the newest night: customers with most money come in since among them. */
export async function writeAttendance(trx: Scoped, institutionId: number, atMost: number): Promise<void> {
  await sql`create temp table accrual on commit drop as
    select c.customer_id, c.institution_id, 'sample:meeting:' || c.customer_id as key, 5000::bigint as points, (n.day + 345)::date as expires_on
    from (select business_date as day from extract.publication where is_current) n
      join customer.customer c on c.business_date = n.day and c.institution_id = ${institutionId} and c.status is null and not c.not_for_marketing
      join customer.customer_snapshot s on s.business_date = n.day and s.customer_id = c.customer_id
    order by s.inflow_7d_fen desc nulls last, c.customer_no limit ${atMost}`.execute(trx)
  await sql`select points.accrue(p.programme_id, n.day - 20, 'sample', null) from points.programme p, (select business_date as day from extract.publication where is_current) n
    where p.code = 'attend'`.execute(trx)
  await sql`drop table pg_temp.accrual`.execute(trx)
}

/**
 * Customers of an outlet whose points are enough for a gift that lies there, those with most inflow in the newest night’s week and others, and a gift
 * each can have. With it the newest night.
 */
export async function whoFetches(
  trx: Scoped,
  institutionId: number,
  atMost: number,
  withInflow: number,
): Promise<{ night: string; customers: { customerId: string; giftId: number }[] }> {
  const { rows } = await sql<{ customerId: string; giftId: number; night: string }>`
    with night as (select business_date as day from extract.publication where is_current),
    able as (
      select c.customer_id, c.customer_no, g.gift_id, coalesce(s.inflow_7d_fen, 0) as inflow, n.day
      from night n join customer.customer c on c.business_date = n.day and c.institution_id = ${institutionId} and c.status is null and not c.not_for_marketing
        join points.holder h on h.customer_id = c.customer_id
        join lateral (
          select g.gift_id from points.gift g where g.programme_id = h.programme_id and g.ended_at is null and g.points <= (
              select sum(l.available) from points.lot l where l.holder_id = h.holder_id and l.available > 0 and (l.expires_on is null or l.expires_on >= n.day))
            and exists (select from points.stock_batch b where b.gift_id = g.gift_id and b.institution_id = ${institutionId} and b.available > 6)
          order by md5(c.customer_no || g.code) limit 1
        ) g on true
        left join customer.customer_snapshot s on s.business_date = n.day and s.customer_id = c.customer_id
    ), ranked as (
      select a.*, row_number() over (order by inflow desc, customer_no) as by_inflow, row_number() over (order by md5(customer_no)) as by_draw from able a
    )
    select customer_id::text as "customerId", gift_id as "giftId", day as night from ranked
    where by_inflow <= ${withInflow} or by_draw <= ${atMost - withInflow} order by md5(customer_no) limit ${atMost}`.execute(trx)
  return { night: rows[0]?.night ?? '', customers: rows.map(({ customerId, giftId }) => ({ customerId, giftId })) }
}

/** The hand-out with the smallest inflow that is still worth a look, if there is one. */
export async function smallestWatched(trx: Scoped): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select i.hand_out_id::text as id from points.gift_inflow i
    where i.inflow_fen >= points.policy_fen('reward.watch.inflow_from_fen', current_date) order by i.inflow_fen, i.hand_out_id limit 1`.execute(
    trx,
  )
  return rows[0]?.id
}

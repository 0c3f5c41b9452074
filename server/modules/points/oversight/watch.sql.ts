import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Verdict } from './contract.ts'

const windowDays = 7

/**
 * Writes down the inflows that the current night tells of hand-outs: the seven days up to the first night from the hand-out on, then the seven days that follow. A night
 * that was written down stays. Returns the rows written. `owner` is the owner's handle.
 */
export async function writeInflows(owner: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with night as (select business_date as day from extract.publication where is_current),
    due as (
      select o.hand_out_id, o.customer_id, 'before' as part from points.hand_out o cross join night n
      where o.business_date <= n.day and not exists (select from points.gift_inflow i where i.hand_out_id = o.hand_out_id)
      union all
      select o.hand_out_id, o.customer_id, 'after' from points.hand_out o cross join night n
        join points.gift_inflow b on b.hand_out_id = o.hand_out_id and b.part = 'before'
      where b.night <= n.day - ${windowDays}::int and not exists (select from points.gift_inflow i where i.hand_out_id = o.hand_out_id and i.part = 'after')
    ), written as (
      insert into points.gift_inflow (hand_out_id, part, night, inflow_fen)
      select d.hand_out_id, d.part, n.day, s.inflow_7d_fen from due d cross join night n
        join customer.customer_snapshot s on s.business_date = n.day and s.customer_id = d.customer_id and s.inflow_7d_fen is not null
      on conflict do nothing returning 1
    ) select count(*)::int as n from written`.execute(owner)
  return rows[0]?.n ?? 0
}

export interface WatchedRow {
  handOutId: string
  receiptNo: string
  customerId: string
  customerNo: string
  giftName: string
  programme: string
  institutionName: string
  issuedBy: string
  businessDate: string
  beforeFen: bigint | null
  beforeNight: string | null
  afterFen: bigint | null
  afterNight: string | null
  verdict: Verdict | null
  note: string | null
  reviewedBy: string | null
  reviewedAt: Date | null
}

/** Hand-outs since a day whose customers' inflow around them is at least so much, what nobody looked at first, at most 200. Undone ones are none. */
export async function listWatched(trx: Scoped, since: string, fromFen: bigint): Promise<WatchedRow[]> {
  const { rows } = await sql<WatchedRow>`
    select o.hand_out_id as "handOutId", o.receipt_no as "receiptNo", o.customer_id::text as "customerId", c.customer_no as "customerNo", g.name as "giftName",
      p.name as programme, i.name as "institutionName", o.issued_name as "issuedBy", o.business_date as "businessDate",
      b.inflow_fen as "beforeFen", b.night as "beforeNight", a.inflow_fen as "afterFen", a.night as "afterNight",
      r.verdict, r.note, r.reviewed_name as "reviewedBy", r.at as "reviewedAt"
    from points.hand_out o join points.gift g using (gift_id) join points.programme p using (programme_id)
      join organisation.institution i on i.id = o.institution_id
      join customer.customer c on c.customer_id = o.customer_id and c.business_date = (select q.business_date from extract.publication q where q.is_current)
      left join points.gift_inflow b on b.hand_out_id = o.hand_out_id and b.part = 'before'
      left join points.gift_inflow a on a.hand_out_id = o.hand_out_id and a.part = 'after'
      left join points.gift_review r on r.hand_out_id = o.hand_out_id
      left join points.hand_out_undo u on u.hand_out_id = o.hand_out_id
    where o.business_date >= ${since}::date and u.hand_out_id is null and coalesce(b.inflow_fen, 0) + coalesce(a.inflow_fen, 0) >= ${fromFen}
    order by r.hand_out_id is not null, coalesce(b.inflow_fen, 0) + coalesce(a.inflow_fen, 0) desc, o.hand_out_id limit 200`.execute(trx)
  return rows
}

export interface ClusterRow {
  institutionName: string
  month: string
  handOuts: number
  atMonthEnd: number
}

/** Hand-outs by outlet and month since a day, and how many on the month's last three days. */
export async function listClusters(trx: Scoped, since: string): Promise<ClusterRow[]> {
  const { rows } = await sql<ClusterRow>`
    select i.name as "institutionName", to_char(o.business_date, 'YYYY-MM') as month, count(*)::int as "handOuts",
      count(*) filter (where o.business_date > (date_trunc('month', o.business_date) + interval '1 month - 4 days')::date)::int as "atMonthEnd"
    from points.hand_out o join organisation.institution i on i.id = o.institution_id left join points.hand_out_undo u using (hand_out_id)
    where o.business_date >= ${since}::date and u.hand_out_id is null
    group by i.name, to_char(o.business_date, 'YYYY-MM') order by 2 desc, 3 desc limit 100`.execute(trx)
  return rows
}

/** Puts a finding on record; undefined when there is no such hand-out in sight, null when it was looked at already. */
export async function insertReview(
  trx: Scoped,
  review: { handOutId: string; verdict: Verdict; note: string; at: Date },
  by: { userId: number; name: string },
): Promise<number | undefined | null> {
  const { rows: found } = await sql<{ institutionId: number }>`
    select institution_id as "institutionId" from points.hand_out where hand_out_id = ${review.handOutId}::uuid`.execute(trx)
  if (!found[0]) return undefined
  const { rows } = await sql`
    insert into points.gift_review (hand_out_id, verdict, note, reviewed_by, reviewed_name, at)
    values (${review.handOutId}::uuid, ${review.verdict}, ${review.note}, ${by.userId}, ${by.name}, ${review.at})
    on conflict do nothing returning 1`.execute(trx)
  return rows.length > 0 ? found[0].institutionId : null
}

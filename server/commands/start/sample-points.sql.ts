import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** 0–999 from a customer's number and a word: the same bank every time. */
const draw = (word: string) => sql`(('x' || substr(md5(c.customer_no || ${sql.lit(` ${word}`)}), 1, 7))::bit(28)::int % 1000)`
const night = sql`c.business_date = (select p.business_date from extract.publication p where p.is_current)`

/** Whether the sample's gifts have been written already. */
export async function hasGifts(trx: Scoped): Promise<boolean> {
  const { rows } = await sql`select from points.gift limit 1`.execute(trx)
  return rows.length > 0
}

/** Points of a month for who came to an event or learned: some of an outlet's customers, good for twelve months. */
export async function writeEarned(trx: Scoped, programmeId: number, day: string): Promise<void> {
  await sql`create temp table accrual on commit drop as
    select c.customer_id, c.institution_id, ${`sample:${day}:`} || c.customer_id as key, ((1 + ${draw(`points ${day}`)} % 6) * 500)::bigint as points,
      (date_trunc('month', ${day}::date) + interval '13 months')::date - 1 as expires_on
    from customer.customer c where ${night} and c.status is null and not c.not_for_marketing and ${draw(`came ${day}`)} < 12`.execute(trx)
  await sql`select points.accrue(${programmeId}, ${day}::date, 'sample', null)`.execute(trx)
  await sql`drop table pg_temp.accrual`.execute(trx)
}

/** What some of them spent on a day of a month: two thirds at their own outlet, the others at a neighbour of its cluster. */
export async function writeSpent(trx: Scoped, programmeId: number, day: string, atMost: number): Promise<void> {
  await sql`
    with good as materialized (
      select h.customer_id, sum(l.available)::bigint as points from points.holder h join points.lot l using (holder_id)
      where h.programme_id = ${programmeId} and l.available > 0 and l.expires_on >= ${day}::date group by 1
    ), chosen as materialized (
      select g.customer_id, c.institution_id, least(g.points, 500 * (1 + ${draw(`much ${day}`)} % 4))::bigint as points, ${draw(`where ${day}`)} as place
      from good g join customer.customer c on c.customer_id = g.customer_id and ${night}
      where ${draw(`spends ${day}`)} < 300 order by ${draw(`turn ${day}`)}, g.customer_id limit ${atMost}
    ), placed as (
      select x.*, case when x.place % 3 > 0 then x.institution_id else coalesce((select t.institution_id from points.outlets_together(x.institution_id, ${day}::date) t
        where t.institution_id <> x.institution_id order by (t.institution_id * 7919 + x.place) % 101 limit 1), x.institution_id) end as at from chosen x
    )
    select points.post(${programmeId}, p.customer_id, 'spend', ${`sample:spent:${day}:`} || p.customer_id, p.points, ${day}::date, p.at,
      (array['gift:rice', 'gift:oil', 'gift:thermos', 'gift:coffee'])[1 + p.place % 4], null) from placed p`.execute(trx)
}

/** Expires what has ended before a day, whoever it belongs to. */
export async function expireAll(trx: Scoped, day: string): Promise<void> {
  await sql`select points.expire_due(${day}::date, null, 1000000)`.execute(trx)
}

export interface SampleGift {
  code: string
  name: string
  taste: string
  supplier: string
  points: number
  costFen: number
}

/** The catalogue, and batches of every gift at every outlet: some that spoil, one that is all but gone. */
export async function writeGifts(trx: Scoped, programmeId: number, gifts: readonly SampleGift[], today: string): Promise<void> {
  await sql`
    insert into points.gift (code, name, taste, supplier, programme_id, points, cost_fen, made_by, made_at)
    select g.code, g.name, g.taste, g.supplier, ${programmeId}, g.points, g."costFen", 0, ${today}::date - 200 + time '09:00'
    from jsonb_to_recordset(${JSON.stringify(gifts)}::jsonb) as g (code text, name text, taste text, supplier text, points bigint, "costFen" bigint)`.execute(
    trx,
  )
  await sql`
    with outlet as (select i.id, row_number() over (order by i.id) as nth from organisation.institution i where i.level = 'outlet' order by i.id limit 12),
    made as (
      insert into points.stock_batch (gift_id, institution_id, expires_on, document_no, kept_by, received_at)
      select g.gift_id, o.id, case when g.taste in ('staples', 'health') then ${today}::date + 40 + (g.gift_id * 53 + o.id * 17) % 300 end,
        '入库单 ' || to_char(${today}::date - 30, 'YYYYMM') || '-' || lpad((g.gift_id * 10 + o.nth)::text, 3, '0'),
        coalesce((select u.id from organisation.user_account u where u.role = 'outlet_president' and u.institution_id = o.id order by u.id limit 1), 0), ${today}::date - 30 + time '09:30'
      from points.gift g cross join outlet o where g.ended_at is null
      returning batch_id, gift_id, institution_id, kept_by)
    insert into points.stock_move (batch_id, kind, pieces, moved_by, at)
    select batch_id, 'receive', 3 + (gift_id * 31 + institution_id * 13) % 46, kept_by, ${today}::date - 30 + time '09:30' from made`.execute(
    trx,
  )
}

/** A batch of a president's own outlet, and a neighbour to send to; undefined when the bank has none. */
export async function batchToSend(trx: Scoped, institutionId: number, day: string): Promise<{ batchId: string; to: number } | undefined> {
  const { rows } = await sql<{ batchId: string; to: number }>`
    select b.batch_id::text as "batchId", d.institution_id as to from points.stock_batch b cross join points.destinations(${institutionId}, ${day}::date) d
    where b.institution_id = ${institutionId} and b.available >= 9 order by b.batch_id, d.institution_id limit 1`.execute(trx)
  return rows[0]
}

/** Two batches of an outlet to count. */
export async function batchesToCount(trx: Scoped, institutionId: number): Promise<{ batchId: string; available: number }[]> {
  const { rows } = await sql<{ batchId: string; available: number }>`
    select batch_id::text as "batchId", available from points.stock_batch where institution_id = ${institutionId} and available > 8 order by batch_id desc limit 2`.execute(
    trx,
  )
  return rows
}

/** The statements of an outlet, the oldest first. */
export async function statementsOf(trx: Scoped, institutionId: number): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select statement_id::text as id from points.statement where ${institutionId}::int in (one_id, other_id) order by statement_id`.execute(
    trx,
  )
  return rows.map(({ id }) => id)
}

/** A president of an outlet that has customers, to act for the sample; the first by login. */
export async function presidentOfOutlet(
  trx: Scoped,
): Promise<{ userId: number; role: string; managerId: number | null; topInstitutionId: number } | undefined> {
  const { rows } = await sql<{ userId: number; role: string; managerId: number | null; topInstitutionId: number }>`
    select u.id as "userId", u.role, null::int as "managerId", u.institution_id as "topInstitutionId"
    from organisation.user_account u join organisation.institution i on i.id = u.institution_id and i.level = 'outlet'
    where u.role = 'outlet_president' order by u.login limit 1`.execute(trx)
  return rows[0]
}

import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import { earningsSql, type EarningsQuestion } from './earnings.sql.ts'
import type { RewardRule, RewardForm } from './reward-terms.ts'

/** Who and how much, over the customers in sight; by step where pieces are given, with the largest of them. */
export async function tryEarnings(trx: Database, question: EarningsQuestion, sampleOf: number) {
  const earned = earningsSql(question)
  const { rows: steps } = await sql<{ step: number; customers: bigint; points: bigint }>`
    select step, count(*) as customers, coalesce(sum(points), 0)::bigint as points from (${earned}) e group by step order by step`.execute(
    trx,
  )
  const sample = await sql<{ customerId: bigint; customerNo: string; name: string | null; step: number; points: bigint }>`
    select e.customer_id as "customerId", c.customer_no as "customerNo", c.name, e.step, e.points from (${earned}) e
      join customer.customer c on c.customer_id = e.customer_id
        and c.business_date = (select p.business_date from extract.publication p where p.is_current)
    order by e.step desc, e.points desc, e.customer_id limit ${sampleOf}`.execute(trx)
  return {
    customers: steps.reduce((sum, { customers }) => sum + Number(customers), 0),
    points: steps.reduce((sum, { points }) => sum + points, 0n),
    steps: steps.filter(({ step }) => step > 0).map(({ step, customers }) => ({ step, customers: Number(customers) })),
    sample: sample.rows,
  }
}

/** Customers who would be given less than by the terms that hold today, and how much less together. */
export async function tryLosses(
  trx: Database,
  question: EarningsQuestion,
  today: Pick<EarningsQuestion, 'form' | 'rules' | 'capCustomerPoints'>,
): Promise<{ customers: number; points: bigint }> {
  const { rows } = await sql<{ customers: bigint; points: bigint }>`
    select count(*) as customers, coalesce(sum(b.points - coalesce(a.points, 0)), 0)::bigint as points
    from (${earningsSql({ ...question, ...today })}) b left join (${earningsSql(question)}) a using (customer_id)
    where coalesce(a.points, 0) < b.points or coalesce(a.step, 0) < b.step`.execute(trx)
  return { customers: Number(rows[0]?.customers ?? 0n), points: rows[0]?.points ?? 0n }
}

/** The terms of a programme that hold on a day; undefined when none have started. */
export async function termsInForce(
  trx: Database,
  code: string,
  day: string,
): Promise<{ form: RewardForm; rules: readonly RewardRule[]; capCustomerPoints: string | null } | undefined> {
  const { rows } = await sql<{ form: RewardForm; rules: readonly RewardRule[]; capCustomerPoints: string | null }>`
    select v.form, v.rules, v.cap_customer_points::text as "capCustomerPoints"
    from points.version v join points.programme p using (programme_id) join points.version_fate f using (version_id)
    where p.code = ${code} and f.fate = 'started' and v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to >= ${day}::date)
    order by v.version desc limit 1`.execute(trx)
  return rows[0]
}

/**
 * What a programme's points or pieces have cost: fen for one, by the gifts of it that stand in the catalogue; null when there are none. `step` 0: the programme itself.
 */
export async function costOfOne(trx: Database, code: string, step: number): Promise<{ costFen: bigint; points: bigint } | undefined> {
  const { rows } = await sql<{ costFen: bigint; points: bigint }>`
    select g.cost_fen as "costFen", g.points from points.gift g join points.programme p using (programme_id)
      left join points.purse u on u.programme_id = p.programme_id left join points.programme top on top.programme_id = u.of_programme_id
    where g.ended_at is null and coalesce(top.code, p.code) = ${code} and coalesce(u.step, 0) = ${step}
    order by g.cost_fen::numeric / g.points desc, g.gift_id limit 1`.execute(trx)
  return rows[0]
}

/** The month to try on: the newest that has ended with its last night published, else the running one so far; undefined when nothing is published. */
export async function triedMonth(trx: Database): Promise<{ businessDate: string; from: string } | undefined> {
  const { rows } = await sql<{ businessDate: string; from: string }>`
    select business_date as "businessDate", date_trunc('month', business_date)::date as "from" from extract.publication
    where is_current or business_date = (date_trunc('month', business_date) + interval '1 month - 1 day')::date
    order by business_date = (date_trunc('month', business_date) + interval '1 month - 1 day')::date desc, business_date desc limit 1`.execute(
    trx,
  )
  return rows[0]
}

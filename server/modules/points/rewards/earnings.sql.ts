import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import type { Condition, RewardRule } from './gate.rules.ts'
import { rewardFields } from './reward-terms.ts'

/** Where each field of the catalogue is read: `s` the month's last night, `b` the night of the month end before, `o` what the desk witnessed. */
const columns: Readonly<Record<string, RawBuilder<unknown>>> = {
  attendance: sql`coalesce(o.attendance, 0)`,
  education: sql`coalesce(o.education, 0)`,
  payment: sql`coalesce(o.payment, 0)`,
  referral_qualified: sql`coalesce(o.referral_qualified, 0)`,
  arrangement_count: sql`s.arrangement_count`,
  activity: sql`s.activity`,
  payroll_kind: sql`s.payroll_kind`,
  tier: sql`s.tier`,
  tier_move: sql`s.tier_move`,
  new_categories: sql`greatest(s.category_count - b.category_count, 0)`,
  aum_month_average: sql`s.aum_mda_fen`,
  payroll_kept: sql`s.payroll_kept_30d_fen`,
  inflow_30d: sql`s.inflow_30d_fen`,
  matured_kept: sql`s.captured_fen`,
}

const columnOf = (field: string): RawBuilder<unknown> => {
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined
  if (!column) throw new Error(`no figure is kept for the field ${field}`)
  return column
}

const isCode = (field: string): boolean => rewardFields[field]?.form === 'code'
const conditionSql = ({ field, is, value }: Condition): RawBuilder<unknown> =>
  isCode(field)
    ? sql`${columnOf(field)} = ${value}`
    : is === 'equals'
      ? sql`${columnOf(field)} = ${value}::bigint`
      : sql`${columnOf(field)} >= ${value}::bigint`

function ruleSql({ conditions, points, per }: RewardRule): RawBuilder<unknown> {
  const amount = per
    ? sql`${points}::bigint * least(${per.most}::bigint, coalesce(${columnOf(per.field)}, 0) / ${per.each}::bigint)`
    : sql`${points}::bigint`
  if (conditions.length === 0) return amount
  return sql`case when ${sql.join(conditions.map(conditionSql), sql` and `)} then ${amount} else 0 end`
}

export interface EarningsQuestion {
  rules: readonly RewardRule[]
  /** the programme's institution: customers at and below it */
  institutionId: number
  /** the published night that is read, and the month it stands for */
  businessDate: string
  from: string
  to: string
  capCustomerPoints: string | null
}

/**
 * What the rules give each customer for a month: customer_id, institution_id, points, more than none. Only customers whom rates count: no offer to code N,
 * the deceased and accounts the bank closed (M96a). Whole points.
 */
export const earningsSql = ({
  rules,
  institutionId,
  businessDate,
  from,
  to,
  capCustomerPoints,
}: EarningsQuestion): RawBuilder<unknown> => sql`
  select * from (
    select s.customer_id, s.institution_id, least(${sql.join(rules.map(ruleSql), sql` + `)}, coalesce(${capCustomerPoints}::bigint, 9000000000000000)) as points
    from customer.customer_snapshot s
      left join customer.customer_snapshot b on b.customer_id = s.customer_id
        and b.business_date = (select max(p.business_date) from extract.publication p where p.business_date < ${from}::date
          and p.business_date >= ${from}::date - 31)
      left join (
        select customer_id, count(*) filter (where what = 'attendance') as attendance, count(*) filter (where what = 'education') as education,
          count(*) filter (where what = 'payment') as payment, count(*) filter (where what = 'referral_qualified') as referral_qualified
        from points.occurrence where business_date between ${from}::date and ${to}::date group by customer_id) o on o.customer_id = s.customer_id
    where s.business_date = ${businessDate}::date and s.bucket = 'counted' and s.institution_id in (
      select i.id from organisation.institution i join organisation.institution top on top.id = ${institutionId} and i.path like top.path || '%')
  ) earned where points > 0`

export interface Tried {
  customers: number
  points: bigint
}

/** Who and how much, over the customers in sight; with the largest of them. */
export async function tryEarnings(trx: Database, question: EarningsQuestion, sampleOf: number) {
  const earned = earningsSql(question)
  const { rows } = await sql<{ customers: bigint; points: bigint }>`
    select count(*) as customers, coalesce(sum(points), 0)::bigint as points from (${earned}) e`.execute(trx)
  const sample = await sql<{ customerId: bigint; customerNo: string; name: string | null; points: bigint }>`
    select e.customer_id as "customerId", c.customer_no as "customerNo", c.name, e.points from (${earned}) e
      join customer.customer c on c.customer_id = e.customer_id and c.business_date = ${question.businessDate}::date
    order by e.points desc, e.customer_id limit ${sampleOf}`.execute(trx)
  const [total] = rows
  return { customers: Number(total?.customers ?? 0n), points: total?.points ?? 0n, sample: sample.rows }
}

/** The current publication's date, with the first day of its month; undefined when nothing is published. */
export async function publishedMonth(trx: Database): Promise<{ businessDate: string; from: string } | undefined> {
  const { rows } = await sql<{ businessDate: string; from: string }>`
    select business_date as "businessDate", date_trunc('month', business_date)::date as "from" from extract.publication where is_current`.execute(
    trx,
  )
  return rows[0]
}

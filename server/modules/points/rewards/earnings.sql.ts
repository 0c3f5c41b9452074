import { sql, type RawBuilder } from 'kysely'
import { type Condition, type RewardRule, inPieces, rewardFields, type RewardForm } from './reward-terms.ts'

/**
 * Where each field of the catalogue is read: `s` the month's last night, `b` the night of the month end before, `r` and `v` what that night says of the receiving
 * account and of converted assets, `o` what the desk witnessed.
 */
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
  converted_assets: sql`coalesce(v.converted_fen, 0)`,
  event_level: sql`case when v.experience then v.level else s.tier end`,
  super_member: sql`case when v.super_member then 'yes' else 'no' end`,
  receiving_lowest: sql`r.lowest_fen`,
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

const fits = ({ conditions }: RewardRule): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions.map(conditionSql), sql` and `)})`

const amountSql = ({ points, per }: RewardRule): RawBuilder<unknown> =>
  per
    ? sql`${points}::bigint * least(${per.most}::bigint, coalesce(${columnOf(per.field)}, 0) / ${per.each}::bigint)`
    : sql`${points}::bigint`

const ruleSql = (rule: RewardRule): RawBuilder<unknown> => sql`case when ${fits(rule)} then ${amountSql(rule)} else 0 end`

/** Points of all rules together; of pieces the last rule that fits alone, its place being the step. */
function givenSql(form: RewardForm, rules: readonly RewardRule[]): { step: RawBuilder<unknown>; points: RawBuilder<unknown> } {
  if (!inPieces(form)) return { step: sql`0`, points: sql.join(rules.map(ruleSql), sql` + `) }
  const last = rules.map((rule, at) => ({ rule, step: at + 1 })).toReversed()
  const choose = (of: (one: (typeof last)[number]) => RawBuilder<unknown>) =>
    sql`case ${sql.join(
      last.map((one) => sql`when ${fits(one.rule)} then ${of(one)}`),
      sql` `,
    )} else 0 end`
  return { step: choose(({ step }) => sql`${step}::int`), points: choose(({ rule }) => amountSql(rule)) }
}

export interface EarningsQuestion {
  form: RewardForm
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
 * What the rules give each customer for a month: customer_id, institution_id, step (0 = points), points, more than none. Only customers whom rates count: no offer to
 * code N, the deceased and accounts the bank closed (M96a). Whole points, or pieces.
 */
export const earningsSql = ({
  form,
  rules,
  institutionId,
  businessDate,
  from,
  to,
  capCustomerPoints,
}: EarningsQuestion): RawBuilder<unknown> => {
  const given = givenSql(form, rules)
  return sql`
  select * from (
    select s.customer_id, s.institution_id, ${given.step} as step, least(${given.points}, coalesce(${capCustomerPoints}::bigint, 9000000000000000)) as points
    from customer.customer_snapshot s
      left join customer.customer_snapshot b on b.customer_id = s.customer_id
        and b.business_date = (select max(p.business_date) from extract.publication p where p.business_date < ${from}::date
          and p.business_date >= ${from}::date - 31)
      left join payroll.receiving_month r on r.business_date = ${businessDate}::date and r.customer_id = s.customer_id and r.received
      left join points.converted_asset v on v.business_date = ${businessDate}::date and v.customer_id = s.customer_id
      left join (
        select customer_id, count(*) filter (where what = 'attendance') as attendance, count(*) filter (where what = 'education') as education,
          count(*) filter (where what = 'payment') as payment, count(*) filter (where what = 'referral_qualified') as referral_qualified
        from points.occurrence where business_date between ${from}::date and ${to}::date group by customer_id) o on o.customer_id = s.customer_id
    where s.business_date = ${businessDate}::date and s.bucket = 'counted' and s.institution_id in (
      select i.id from organisation.institution i join organisation.institution top on top.id = ${institutionId} and i.path like top.path || '%')
  ) earned where points > 0`
}

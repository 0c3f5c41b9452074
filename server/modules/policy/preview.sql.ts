import { sql, type RawBuilder } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { PolicyDimension } from './contract.ts'
import type { Policies } from './policy.rules.ts'

/** Which customers of which night are looked at, and under which policies they are judged. */
export interface PreviewQuery {
  dimension: PolicyDimension
  businessDate: string
  /** undefined = all that row-level security shows */
  institutions: readonly number[] | undefined
  before: Policies
  after: Policies
}

type Judge = (policies: Policies, before: Policies) => RawBuilder<unknown>

/**
 * The rule of each figure as the night has it (night/models), on the columns of the published snapshot; null where the snapshot does not hold
 * what the rule needs. test: preview-change.test.ts compares them with the figures of a night.
 */
const judges: Record<PolicyDimension, Judge> = {
  tier: (policies) => {
    const basis = policies.code('tier.basis') === 'month_daily_average' ? sql`coalesce(s.aum_mda_fen, s.aum_fen)` : sql`s.aum_fen`
    return sql`case when ${basis} >= ${policies.fen('tier.wealth.from_fen')} then 'wealth' when ${basis} >= ${policies.fen('tier.mid_to_high.from_fen')}
      then 'mid_to_high' when ${basis} >= ${policies.fen('tier.potential.from_fen')} then 'potential' else 'long_tail' end`
  },
  activity: (policies) => {
    const atMost = policies.code('activity.dormant_balance_at_most_fen')
    const rich = atMost === 'none' ? sql`false` : sql`s.aum_fen > ${BigInt(atMost)}`
    return sql`case when s.days_since_own_act < ${policies.whole('activity.cooling_from_days')} then 'active'
      when s.days_since_own_act < ${policies.whole('activity.dormant_from_days')} then 'cooling' when s.days_since_own_act is not null and ${rich} then 'cooling'
      when s.days_since_own_act < ${policies.whole('activity.lost_from_days')} then 'dormant' when s.days_since_own_act is not null then 'lost' end`
  },
  contactable: (policies) => {
    const rules: Record<string, RawBuilder<unknown>> = {
      phone: sql`s.phone_usable`,
      reached: sql`s.reached_lately`,
      phone_or_reached: sql`(s.phone_usable or s.reached_lately)`,
    }
    return yesOrNo(rules[policies.code('contactability.rule')] ?? sql`(s.phone_usable or s.address_fresh or s.reached_lately)`)
  },
  old_customer: (policies) => yesOrNo(sql`s.category_count >= ${policies.whole('cross_sell.old_customer_categories')}`),
  // whether plan and premium last long enough is known only of those above the line of the night
  inconvenient_to_leave: (policies, before) => {
    const line = policies.fen('inconvenient_to_leave.aum_from_fen')
    return sql`case when s.aum_fen < ${line} then 'no' when s.inconvenient_to_leave then 'yes'
      when s.aum_fen >= ${before.fen('inconvenient_to_leave.aum_from_fen')} then 'no' end`
  },
  stickiness: (policies) => {
    const points = (name: string) => policies.whole(`stickiness.${name}`)
    const total = sql`least(s.category_count * ${points('category_points')}::int, ${points('category_points_at_most')}::int)
      + least(s.arrangement_count * ${points('arrangement_points')}::int, ${points('arrangement_points_at_most')}::int)
      + least(greatest(coalesce(s.months_on_book, 0), 0) / 12 * ${points('tenure_year_points')}::int, ${points('tenure_points_at_most')}::int)`
    return sql`case when ${total} >= 80 then '80' when ${total} >= 60 then '60' when ${total} >= 40 then '40' when ${total} >= 20 then '20' else '0' end`
  },
}

const yesOrNo = (condition: RawBuilder<unknown>) => sql`case when ${condition} then 'yes' else 'no' end`

function judged({ dimension, businessDate, institutions, before, after }: PreviewQuery): RawBuilder<unknown> {
  const judge = judges[dimension]
  const within = institutions === undefined ? sql`true` : sql`s.institution_id = any (${[...institutions]}::integer[])`
  return sql`select s.customer_id, s.institution_id, ${judge(before, before)} as was, ${judge(after, before)} as becomes
    from customer.customer_snapshot s where s.business_date = ${businessDate} and ${within}`
}

/** How many customers go from which code to which; null = the snapshot does not tell. */
export async function countMoves(
  trx: Scoped,
  query: PreviewQuery,
): Promise<{ from: string | null; to: string | null; customers: number }[]> {
  const { rows } = await sql<{ from: string | null; to: string | null; customers: number }>`
    select was as "from", becomes as "to", count(*)::int as customers from (${judged(query)}) j group by was, becomes order by was, becomes`.execute(
    trx,
  )
  return rows
}

export interface MovedCustomer {
  customerId: string
  customerNo: string
  name: string | null
  institutionName: string
}

/** Some of the customers that go from one code to the other, by number. */
export async function movedCustomers(
  trx: Scoped,
  query: PreviewQuery,
  { from, to, limit }: { from: string; to: string; limit: number },
): Promise<MovedCustomer[]> {
  const { rows } = await sql<MovedCustomer>`
    select j.customer_id::text as "customerId", c.customer_no as "customerNo", c.name, coalesce(i.name, '') as "institutionName"
    from (${judged(query)}) j join customer.customer c on c.business_date = ${query.businessDate} and c.customer_id = j.customer_id
    left join organisation.institution i on i.id = j.institution_id
    where j.was = ${from} and j.becomes = ${to} order by j.customer_id limit ${limit}`.execute(trx)
  return rows
}

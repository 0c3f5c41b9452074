import { sql } from 'kysely'
import type { ModelsBeside, ModelsCompared } from '../../../../learn/index.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'

export interface ComparisonRecord {
  challenger: number
  champion: number
  scoredOn: string
  /** null: how differently both score, before anybody knows what happens */
  asOf: string | null
  comparedOn: string
  content: ModelsBeside | ModelsCompared
}

/** A second look at the same adds nothing. `owner` is the owner's handle. */
export async function insertComparison(owner: Database, record: ComparisonRecord): Promise<void> {
  const { challenger, champion, scoredOn, asOf, comparedOn, content } = record
  await sql`insert into retention.model_comparison (challenger, champion, scored_on, as_of, compared_on, content)
    values (${challenger}, ${champion}, ${scoredOn}, ${asOf}, ${comparedOn}, ${JSON.stringify(content)}::jsonb) on conflict do nothing`.execute(
    owner,
  )
}

/** Looks at a challenger, the newest first, two dozen at most. */
export async function comparisonsOf(trx: Scoped, challenger: number): Promise<ComparisonRecord[]> {
  const { rows } = await sql<ComparisonRecord>`
    select challenger, champion, scored_on as "scoredOn", as_of as "asOf", compared_on as "comparedOn", content from retention.model_comparison
    where challenger = ${challenger} order by as_of desc nulls last, scored_on desc, id desc limit 24`.execute(trx)
  return rows
}

/** Whether it was looked at how differently a challenger scores, on a night from the newest month end up to a business date on. */
export async function isLookedAtSince(owner: Database, challenger: number, businessDate: string): Promise<boolean> {
  const { rows } = await sql`
    select from retention.model_comparison where challenger = ${challenger} and as_of is null and scored_on <= ${businessDate}
      and scored_on >= (date_trunc('month', ${businessDate}::date + 1) - interval '1 day')::date limit 1`.execute(owner)
  return rows.length > 0
}

/**
 * The month end of which a night knows what happened, and the last night of that month on which the challenger was scored beside a champion; undefined where there is none, or
 * it was held against it already.
 */
export async function dueOutcome(
  owner: Database,
  challenger: number,
  businessDate: string,
): Promise<{ asOf: string; scoredOn: string } | undefined> {
  const { rows } = await sql<{ asOf: string; scoredOn: string }>`
    with came as (select max(as_of) as as_of from retention.attrition_came where business_date = ${businessDate}),
    scored as (
      select came.as_of, max(c.business_date) as scored_on from came join retention.attrition_challenger c
        on c.model_version = ${challenger} and c.business_date <= came.as_of and c.business_date >= date_trunc('month', came.as_of) group by came.as_of)
    select as_of as "asOf", scored_on as "scoredOn" from scored
    where not exists (select from retention.model_comparison m where m.challenger = ${challenger} and m.as_of = scored.as_of)`.execute(
    owner,
  )
  return rows[0]
}

interface PairRow {
  id: bigint
  champion: number
  points: bigint
  championPoints: bigint
  hasLeft: boolean
}

const together = 100_000

/**
 * What both said of every customer on a night, customer by customer, with what became of them by another night where one is given: who had lost it by then already and who is
 * outside the rates now is in neither part. In parts, so that a bank of any size fits.
 */
export async function* pairsOf(owner: Database, scoredOn: string, knownOn: string | undefined): AsyncGenerator<readonly PairRow[]> {
  const came = sql`
    left join retention.attrition_came o on o.business_date = ${knownOn ?? null} and o.customer_id = c.customer_id
    left join customer.customer_snapshot s on s.business_date = ${knownOn ?? null} and s.customer_id = c.customer_id`
  const asked = sql`and (o.customer_id is null or o.has_left is not null) and (s.customer_id is null or s.bucket = 'counted')`
  for (let after = -1n; ;) {
    const { rows } = await sql<PairRow>`
      select c.customer_id as id, c.champion_version as champion, c.points, c.champion_points as "championPoints",
        ${knownOn === undefined ? sql`false` : sql`coalesce(o.has_left, false)`} as "hasLeft"
      from retention.attrition_challenger c ${knownOn === undefined ? sql`` : came}
      where c.business_date = ${scoredOn} and c.customer_id > ${after} ${knownOn === undefined ? sql`` : asked}
      order by c.customer_id limit ${together}`.execute(owner)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < together) return
    after = last.id
  }
}

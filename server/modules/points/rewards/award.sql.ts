import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import { earningsSql } from './earnings.sql.ts'
import type { RewardRule } from './gate.rules.ts'

export interface VersionInForce {
  versionId: string
  programmeId: number
  institutionId: number
  code: string
  version: number
  rules: readonly RewardRule[]
  goodMonths: number | null
  capPoints: bigint | null
  capCustomerPoints: string | null
}

/** The last published nights of the months that ended at most so many days before `today`. */
export async function endedMonths(owner: Database, today: string, days: number): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select business_date as day from extract.publication
    where business_date = (date_trunc('month', business_date) + interval '1 month - 1 day')::date
      and business_date < ${today}::date and business_date >= ${today}::date - ${days}::int order by 1`.execute(owner)
  return rows.map(({ day }) => day)
}

/** Of every programme that gives points, the newest version that had started and held on a month's last day. */
export async function versionsInForce(owner: Database, monthEnd: string): Promise<VersionInForce[]> {
  const { rows } = await sql<VersionInForce>`
    select distinct on (p.code) v.version_id::text as "versionId", p.programme_id as "programmeId", p.institution_id as "institutionId", p.code, v.version,
      v.rules, v.good_months as "goodMonths", v.cap_points as "capPoints", v.cap_customer_points::text as "capCustomerPoints"
    from points.version v join points.programme p using (programme_id) join points.version_fate f using (version_id)
    where f.fate = 'started' and v.form = 'points' and v.valid_from <= ${monthEnd}::date and (v.valid_to is null or v.valid_to >= ${monthEnd}::date)
    order by p.code, v.version desc`.execute(owner)
  return rows
}

/**
 * Posts what a version gives for the month that ended on a published night, in one transaction. Keys name programme, month and customer: run again it passes over
 * what was posted. What would go over the version's cap is left out, customers in order of their number. `owner` is the owner's handle.
 */
export const awardMonth = (owner: Database, version: VersionInForce, monthEnd: string): Promise<{ made: bigint; passedOver: bigint }> =>
  owner.transaction().execute(async (trx) => {
    const about = `rule:${version.code}:${version.version}`
    // two runs of one programme wait for each other: neither may spend the cap twice
    await sql`select pg_advisory_xact_lock(hashtext('points.award'), ${version.programmeId})`.execute(trx)
    await sql`create temp table accrual (customer_id bigint primary key, institution_id int not null, key text not null unique, points bigint not null,
      expires_on date) on commit drop`.execute(trx)
    const earned = earningsSql({ ...version, businessDate: monthEnd, from: `${monthEnd.slice(0, 8)}01`, to: monthEnd })
    const { rows: counted } = await sql<{ passedOver: bigint }>`
      with earned as materialized (
        select e.*, 'award:' || ${version.programmeId}::int || ':' || ${monthEnd.slice(0, 7)}::text || ':' || e.customer_id as key from (${earned}) e
      ), fresh as (
        select e.*, sum(e.points) over (order by e.customer_id) as running from earned e where not exists (select from points.posting p where p.key = e.key)
      ), put as (
        insert into accrual select customer_id, institution_id, key, points,
          (date_trunc('month', ${monthEnd}::date) + make_interval(months => ${version.goodMonths}::int + 1) - interval '1 day')::date
        from fresh where ${version.capPoints}::bigint is null or running + (
          select coalesce(sum(p.points), 0) from points.posting p join points.holder h using (holder_id)
          where h.programme_id = ${version.programmeId} and p.kind = 'earn' and p.about = ${about}) <= ${version.capPoints}::bigint
        returning 1
      ) select (select count(*) from earned) - (select count(*) from put) as "passedOver"`.execute(trx)
    const { rows } = await sql<{
      made: bigint
    }>`select made from points.accrue(${version.programmeId}, ${monthEnd}::date, ${about}, null)`.execute(trx)
    return { made: rows[0]?.made ?? 0n, passedOver: counted[0]?.passedOver ?? 0n }
  })

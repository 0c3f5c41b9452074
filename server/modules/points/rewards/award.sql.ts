import { sql } from 'kysely'
import type { Database } from '../../../platform/database/pools.ts'
import { earningsSql } from './earnings.sql.ts'
import { type RewardRule, inPieces, type RewardForm } from './reward-terms.ts'

export interface VersionInForce {
  versionId: string
  programmeId: number
  institutionId: number
  code: string
  version: number
  form: RewardForm
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

/** Of every programme that gives points or pieces, the newest version that had started and held on a month's last day. */
export async function versionsInForce(owner: Database, monthEnd: string): Promise<VersionInForce[]> {
  const { rows } = await sql<VersionInForce>`
    select distinct on (p.code) v.version_id::text as "versionId", p.programme_id as "programmeId", p.institution_id as "institutionId", p.code, v.version,
      v.form, v.rules, v.good_months as "goodMonths", v.cap_points as "capPoints", v.cap_customer_points::text as "capCustomerPoints"
    from points.version v join points.programme p using (programme_id) join points.version_fate f using (version_id)
    where f.fate = 'started' and v.form in ('points', 'service_right', 'goods', 'voucher') and v.valid_from <= ${monthEnd}::date and (v.valid_to is null or v.valid_to >= ${monthEnd}::date)
    order by p.code, v.version desc`.execute(owner)
  return rows
}

/** The accounts that a version gives into: the programme's own (step 0), or the purse of each step. */
async function accountsOf(trx: Database, { programmeId, form }: VersionInForce): Promise<{ step: number; programmeId: number }[]> {
  if (!inPieces(form)) return [{ step: 0, programmeId }]
  const { rows } = await sql<{ step: number; programmeId: number }>`
    select step, programme_id as "programmeId" from points.purse where of_programme_id = ${programmeId} order by step`.execute(trx)
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
    await sql`create temp table earned on commit drop as
      select e.*, 'award:' || ${version.programmeId}::int || ':' || ${monthEnd.slice(0, 7)}::text || ':' || e.customer_id as key
      from (${earningsSql({ ...version, businessDate: monthEnd, from: `${monthEnd.slice(0, 8)}01`, to: monthEnd })}) e`.execute(trx)
    await sql`create temp table accrual (customer_id bigint primary key, institution_id int not null, key text not null unique, points bigint not null,
      expires_on date) on commit drop`.execute(trx)
    // posted for this month already: with the version of then, into whichever account
    await sql`delete from pg_temp.earned e where exists (select from points.posting p where p.key = e.key)`.execute(trx)
    const earned = await sql<{ n: bigint }>`select count(*) as n from pg_temp.earned`.execute(trx)
    await sql`
      delete from pg_temp.earned e using (select customer_id, sum(points) over (order by customer_id) as running from pg_temp.earned) r
      where r.customer_id = e.customer_id and r.running + (
        select coalesce(sum(p.points), 0) from points.posting p join points.holder h using (holder_id)
        where p.kind = 'earn' and p.about = ${about} and h.programme_id in (
          select ${version.programmeId}::int union all select u.programme_id from points.purse u where u.of_programme_id = ${version.programmeId})
      ) > ${version.capPoints}::bigint`.execute(trx)
    let made = 0n
    for (const account of await accountsOf(trx, version)) {
      await sql`truncate pg_temp.accrual`.execute(trx)
      await sql`insert into pg_temp.accrual select customer_id, institution_id, key, points,
          (date_trunc('month', ${monthEnd}::date) + make_interval(months => ${version.goodMonths}::int + 1) - interval '1 day')::date
        from pg_temp.earned where step = ${account.step}`.execute(trx)
      const { rows } = await sql<{
        made: bigint
      }>`select made from points.accrue(${account.programmeId}, ${monthEnd}::date, ${about}, null)`.execute(trx)
      made += rows[0]?.made ?? 0n
    }
    return { made, passedOver: (earned.rows[0]?.n ?? 0n) - made }
  })

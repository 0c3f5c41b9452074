import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** The night in force; undefined before the first. */
export async function nightInForce(trx: Scoped): Promise<{ businessDate: string; dataAsOf: string } | undefined> {
  const { rows } = await sql<{ businessDate: string; dataAsOf: string }>`
    select business_date as "businessDate", data_as_of as "dataAsOf" from extract.publication where is_current`.execute(trx)
  return rows[0]
}

export interface KnownEmployer {
  employerId: number
  code: string
  name: string
  kind: 'payroll' | 'pension'
  institutionId: number | null
  institutionName: string | null
  lastPaidOn: string | null
  /** every credit of the last months was found by rhythm */
  detected: boolean
}

/** The units whose people are in sight, or that an outlet in sight looks after, the largest first, at most 500. */
export async function employersInSight(trx: Scoped, businessDate: string, employerId?: number): Promise<KnownEmployer[]> {
  const { rows } = await sql<KnownEmployer>`
    select e.id as "employerId", e.code, e.name, e.kind, e.institution_id as "institutionId", i.name as "institutionName", b.last_paid_on as "lastPaidOn",
      coalesce(p.detected, false) as detected
    from payroll.employer e left join organisation.institution i on i.id = e.institution_id
      left join (
        select employer_id, bool_and(detected) as detected, sum(credit_fen) as credit_fen from payroll.payroll_month
        where business_date = ${businessDate} and employer_id is not null group by employer_id) p on p.employer_id = e.id
      left join (select employer_id, max(paid_on) as last_paid_on from payroll.employer_batch where business_date = ${businessDate} group by employer_id) b
        on b.employer_id = e.id
    where (p.employer_id is not null or (e.institution_id = any ((select platform.visible_institutions())::int[]) and (select platform.own_portfolio_of()) is null))
      and (${employerId ?? null}::int is null or e.id = ${employerId ?? null}::int)
    order by p.credit_fen desc nulls last, e.id limit 500`.execute(trx)
  return rows
}

export interface EmployerMonthSums {
  employerId: number
  monthEnd: string
  people: number
  credits: number
  creditFen: bigint
  kept7dFen: bigint | null
  kept30dFen: bigint | null
  keptMonthEndFen: bigint | null
  kept7dAumFen: bigint | null
  kept30dAumFen: bigint | null
  keptMonthEndAumFen: bigint | null
}

/** The months of units over counted customers in sight. A kept sum is null unless every row knows it. */
export async function monthsOfEmployers(trx: Scoped, businessDate: string, employerId?: number): Promise<EmployerMonthSums[]> {
  const kept = (column: string) => sql`case when count(${sql.ref(column)}) = count(*) then sum(${sql.ref(column)})::bigint end`
  const { rows } = await sql<EmployerMonthSums>`
    select employer_id as "employerId", month_end as "monthEnd", count(distinct customer_id)::int as people, sum(credits)::int as credits,
      sum(credit_fen)::bigint as "creditFen", ${kept('kept_7d_fen')} as "kept7dFen", ${kept('kept_30d_fen')} as "kept30dFen",
      ${kept('kept_month_end_fen')} as "keptMonthEndFen", ${kept('kept_7d_aum_fen')} as "kept7dAumFen", ${kept('kept_30d_aum_fen')} as "kept30dAumFen",
      ${kept('kept_month_end_aum_fen')} as "keptMonthEndAumFen"
    from payroll.payroll_month
    where business_date = ${businessDate} and counted and credit_fen > 0 and employer_id is not null
      and (${employerId ?? null}::int is null or employer_id = ${employerId ?? null}::int)
    group by employer_id, month_end order by employer_id, month_end desc`.execute(trx)
  return rows
}

/** How many of each unit were paid by it in the month before the newest closed one and by nobody in the newest (M60). */
export async function awayCounts(trx: Scoped, businessDate: string, latest: string, previous: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ employerId: number; away: number }>`
    select p.employer_id as "employerId", count(distinct p.customer_id)::int as away from payroll.payroll_month p
    where p.business_date = ${businessDate} and p.month_end = ${previous} and p.counted and p.employer_id is not null
      and not exists (select from payroll.payroll_month n where n.business_date = p.business_date and n.customer_id = p.customer_id and n.month_end = ${latest})
    group by p.employer_id`.execute(trx)
  return new Map(rows.map(({ employerId, away }) => [employerId, away]))
}

export interface FoundPayer {
  payerName: string
  people: number
  months: number
  creditFen: bigint
  lastPaidOn: string
}

/** Payers on no record of the bank's that pay so many of an outlet's customers each month, the largest first, at most 100. */
export async function foundPayers(trx: Scoped, businessDate: string, smallestPeople: number): Promise<FoundPayer[]> {
  const { rows } = await sql<FoundPayer>`
    select payer_name as "payerName", max(people)::int as people, count(distinct date_trunc('month', paid_on))::int as months,
      sum(credit_fen)::bigint as "creditFen", max(paid_on) as "lastPaidOn"
    from (
      select payer_name, paid_on, sum(people) as people, sum(credit_fen) as credit_fen from payroll.employer_batch
      where business_date = ${businessDate} and employer_id = 0 and payer_name <> '' group by payer_name, paid_on
    ) days group by payer_name having max(people) >= ${smallestPeople} order by 2 desc, 1 limit 100`.execute(trx)
  return rows
}

export interface PaidBatch {
  paidOn: string
  people: number
  creditFen: bigint
  detected: boolean
}

/** What a unit paid on each day, over the outlets in sight, the newest first, at most 60. */
export async function batchesOf(trx: Scoped, businessDate: string, employerId: number): Promise<PaidBatch[]> {
  const { rows } = await sql<PaidBatch>`
    select paid_on as "paidOn", sum(people)::int as people, sum(credit_fen)::bigint as "creditFen", bool_and(detected) as detected
    from payroll.employer_batch where business_date = ${businessDate} and employer_id = ${employerId}
    group by paid_on order by paid_on desc limit 60`.execute(trx)
  return rows
}

import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import { clockRows, type DueWanted } from './cadence.sql.ts'

export interface ManagerCoverage {
  managerId: number
  managerName: string | null
  institutionName: string
  kept: number
  contactedInCycle: number
  due: number
  overdue: number
  contactsWeek: number
  flaggedWeek: number
  openPromises: number
  overduePromises: number
  awayUntil: string | null
}

/**
 * For each manager of the customers in sight: how many are kept, were contacted within their cycle, are due and overdue; what was done within a week;
 * promises open and overdue. A cycle is the days after which the class is overdue (M15, M21). Most overdue first.
 */
export async function coverageOf(trx: Scoped, wanted: DueWanted): Promise<ManagerCoverage[]> {
  const { rows } = await sql<ManagerCoverage>`
    with clocks as materialized (${clockRows({ ...wanted, kept: true })}),
    cycles as (select * from jsonb_to_recordset(${JSON.stringify(wanted.clocks)}::jsonb) as p (class text, "dueDays" int, grace int)),
    kept as (
      select k."managerId", min(k."institutionId") as institution_id, count(*)::int as kept,
        count(*) filter (where k."lastContactOn" >= ${wanted.today}::date - (p."dueDays" + p.grace))::int as contacted,
        count(*) filter (where k.state <> 'later')::int as due, count(*) filter (where k.state = 'overdue')::int as overdue
      from clocks k join cycles p on p.class = k.class group by k."managerId"),
    week as (
      select c."managerId", count(*)::int as contacts, count(*) filter (where s.flagged)::int as flagged
      from clocks c join contact.standing s on s.customer_id = c."customerId" and s.on_date > ${wanted.today}::date - 7 group by c."managerId"),
    promises as (
      select c."managerId", count(*)::int as open, count(*) filter (where coalesce(moved.due_on, p.due_on) < ${wanted.today}::date)::int as overdue
      from clocks c join contact.promise p on p.customer_id = c."customerId"
      left join lateral (select max(s.due_on) as due_on from contact.promise_step s where s.promise_id = p.id) moved on true
      where not exists (select from contact.promise_step s where s.promise_id = p.id and s.kind <> 'put_off') group by c."managerId"),
    away as (
      select staff_id, max(until_on) as until_on from contact.leave where from_on <= ${wanted.today}::date and until_on >= ${wanted.today}::date group by staff_id)
    select kept."managerId", st.name as "managerName", i.name as "institutionName", kept.kept, kept.contacted as "contactedInCycle", kept.due, kept.overdue,
      coalesce(week.contacts, 0) as "contactsWeek", coalesce(week.flagged, 0) as "flaggedWeek", coalesce(promises.open, 0) as "openPromises",
      coalesce(promises.overdue, 0) as "overduePromises", away.until_on as "awayUntil"
    from kept join organisation.institution i on i.id = kept.institution_id left join organisation.staff st on st.id = kept."managerId"
    left join week using ("managerId") left join promises using ("managerId") left join away on away.staff_id = kept."managerId"
    order by kept.overdue desc, kept."managerId"`.execute(trx)
  return rows
}

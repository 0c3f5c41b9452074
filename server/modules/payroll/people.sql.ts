import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

export interface PaidPerson {
  customerId: bigint
  customerNo: string
  name: string | null
  managerName: string | null
  lastMonthEnd: string
  creditFen: bigint | null
  judgedCreditFen: bigint | null
  kept30dFen: bigint | null
  kept30dAumFen: bigint | null
  away: boolean
  ownNameOutflowFen: bigint | null
}

/**
 * The people of a unit in sight whom rates count: who was paid by it in the last months, who by nobody in the newest closed one first, then who keeps least of the judged
 * month. With how many there are.
 */
export async function peopleOf(
  trx: Scoped,
  {
    businessDate,
    employerId,
    latest,
    judged,
    atMost,
  }: { businessDate: string; employerId: number; latest: string; judged: string; atMost: number },
): Promise<{ people: PaidPerson[]; inAll: number }> {
  const { rows } = await sql<PaidPerson & { inAll: number }>`
    with own as (
      select p.customer_id, max(p.month_end) as last_month_end,
        sum(p.credit_fen) filter (where p.month_end = ${latest})::bigint as credit_fen, sum(p.credit_fen) filter (where p.month_end = ${judged})::bigint as judged_fen,
        sum(p.kept_30d_fen) filter (where p.month_end = ${judged})::bigint as kept_fen, sum(p.kept_30d_aum_fen) filter (where p.month_end = ${judged})::bigint as kept_aum_fen
      from payroll.payroll_month p
      where p.business_date = ${businessDate} and p.employer_id = ${employerId} and p.counted and p.month_end <= ${latest} group by p.customer_id
    ), told as (
      select o.*, not exists (select from payroll.payroll_month n where n.business_date = ${businessDate} and n.customer_id = o.customer_id and n.month_end >= ${latest}) as away
      from own o
    )
    select t.customer_id as "customerId", c.customer_no as "customerNo", c.name, s.name as "managerName", t.last_month_end as "lastMonthEnd", t.credit_fen as "creditFen",
      t.judged_fen as "judgedCreditFen", t.kept_fen as "kept30dFen", t.kept_aum_fen as "kept30dAumFen", t.away,
      nullif(f.own_name_outflow_90d_fen, 0) as "ownNameOutflowFen", (count(*) over ())::int as "inAll"
    from told t join customer.customer c on c.business_date = ${businessDate} and c.customer_id = t.customer_id
      left join customer.customer_snapshot f on f.business_date = ${businessDate} and f.customer_id = t.customer_id
      left join organisation.staff s on s.id = c.manager_id
    order by t.away desc, coalesce(t.kept_aum_fen, t.kept_fen)::numeric / nullif(t.judged_fen, 0) nulls last, t.customer_id limit ${atMost}`.execute(
    trx,
  )
  return { people: rows, inAll: rows[0]?.inAll ?? 0 }
}

export interface VisitingStaff {
  staffId: number
  name: string
  role: string
  /** people of the unit whom they look after */
  people: number
}

/** Who may be sent to a unit: presidents and managers of the outlets in sight who have not left, those with most of its people first. */
export async function staffFor(trx: Scoped, businessDate: string, employerId: number, today: string): Promise<VisitingStaff[]> {
  const { rows } = await sql<VisitingStaff>`
    select s.id as "staffId", s.name, s.role, coalesce(p.people, 0)::int as people from organisation.staff s
      left join (select manager_id, count(distinct customer_id) as people from payroll.payroll_month
        where business_date = ${businessDate} and employer_id = ${employerId} group by manager_id) p on p.manager_id = s.id
    where s.institution_id = any ((select platform.visible_institutions())::int[]) and s.role in ('outlet_president', 'relationship_manager')
      and (s.left_on is null or s.left_on > ${today}::date)
    order by p.people desc nulls last, s.role, s.id limit 60`.execute(trx)
  return rows
}

import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

export interface ManagerRecord {
  id: number
  name: string
  institutionId: number
  institutionName: string
}

/** A manager who keeps customers that the scope shows, or who works where it sees; undefined for anybody else. */
export async function managerOf(trx: Database, managerId: number, institutions: readonly number[]): Promise<ManagerRecord | undefined> {
  const { rows } = await sql<ManagerRecord>`
    select s.id, s.name, s.institution_id as "institutionId", i.name as "institutionName"
    from organisation.staff s join organisation.institution i on i.id = s.institution_id
    where s.id = ${managerId} and s.institution_id = any(${[...institutions]}::int[])
      and (s.role = 'relationship_manager' or exists (select from customer.customer_snapshot k where k.business_date = (select privacy.published_night()) and k.manager_id = s.id))`.execute(
    trx,
  )
  return rows[0]
}

export interface CustomerCard {
  customerId: bigint
  customerNo: string
  name: string | null
  tier: string
  birthDate: string | null
  riskAssessedOn: string | null
}

/** What a list says of customers, of the night of a business date, by customer; those outside the scope are missing. */
export async function customerCards(
  trx: Database,
  businessDate: string,
  customerIds: readonly bigint[],
): Promise<Map<bigint, CustomerCard>> {
  const { rows } = await sql<CustomerCard>`
    select c.customer_id as "customerId", c.customer_no as "customerNo", c.name, s.tier, c.birth_date as "birthDate", c.risk_assessed_on as "riskAssessedOn"
    from customer.customer c join customer.customer_snapshot s on s.business_date = c.business_date and s.customer_id = c.customer_id
    where c.business_date = ${businessDate} and c.customer_id = any(${customerIds.map(String)}::bigint[])`.execute(trx)
  return new Map(rows.map((row) => [row.customerId, row]))
}

/** `handedAt`: when customers last came to them by a hand-over of these days. */
export interface ManagerToPlan extends ManagerRecord {
  handedAt: Date | null
}

/**
 * Managers with customers in the night of a business date whose newest plan of a date was not made from it, or was made before customers were handed to
 * them; by number. Cheap when all are planned: only those who are not are looked up among the customers.
 */
export async function managersToPlan(owner: Database, date: string, businessDate: string): Promise<ManagerToPlan[]> {
  const { rows } = await sql<ManagerToPlan>`
    with planned as materialized (
      select distinct on (manager_id) manager_id, business_date, made_at from today.plan where plan_date = ${date}::date order by manager_id, revision desc),
    received as materialized (
      select to_manager_id, max(applied_at) as at from handover.handover where applied_at > ${date}::date - interval '1 day' group by to_manager_id),
    missing as materialized (
      select s.id, s.name, s.institution_id from organisation.staff s
      where not exists (select from planned p left join received r on r.to_manager_id = p.manager_id
        where p.manager_id = s.id and p.business_date = ${businessDate}::date and (r.at is null or r.at <= p.made_at)))
    select m.id, m.name, m.institution_id as "institutionId", i.name as "institutionName", r.at as "handedAt"
    from missing m left join received r on r.to_manager_id = m.id join organisation.institution i on i.id = m.institution_id
    where exists (select from customer.customer_snapshot k where k.business_date = ${businessDate}::date and k.manager_id = m.id and k.bucket = 'counted')
    order by m.id`.execute(owner)
  return rows
}

import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

export interface PlannedCustomer {
  customerNo: string
  name: string | null
  institutionId: number
  birthDate: string | null
  riskTolerance: string | null
  riskAssessedOn: string | null
  /** counted in rates: neither code N, dead nor closed by the bank */
  counted: boolean
}

/** What suitability asks of a customer of the current night in sight; undefined when there is none. */
export async function plannedCustomer(trx: Scoped, customerId: string): Promise<PlannedCustomer | undefined> {
  const { rows } = await sql<PlannedCustomer>`
    select c.customer_no as "customerNo", c.name, c.institution_id as "institutionId", c.birth_date as "birthDate", c.risk_tolerance as "riskTolerance",
      c.risk_assessed_on as "riskAssessedOn", s.bucket = 'counted' and c.status is null as counted
    from customer.customer c join customer.customer_snapshot s using (business_date, customer_id)
    where c.customer_id = ${customerId}::bigint and c.business_date = (select p.business_date from extract.publication p where p.is_current)`.execute(
    trx,
  )
  return rows[0]
}

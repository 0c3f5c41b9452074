import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

export interface CustomerLabel {
  customerNo: string
  name: string | null
  managerName: string | null
  institutionName: string
}

/** What a list calls its customers; names are unmasked. */
export async function labelsOf(trx: Scoped, customerIds: readonly bigint[]): Promise<Map<bigint, CustomerLabel>> {
  const { rows } = await sql<CustomerLabel & { customerId: bigint }>`
    select c.customer_id as "customerId", c.customer_no as "customerNo", c.name, s.name as "managerName", i.name as "institutionName"
    from customer.customer c join organisation.institution i on i.id = c.institution_id left join organisation.staff s on s.id = c.manager_id
    where c.business_date = (select privacy.published_night()) and c.customer_id = any(${customerIds.map(String)}::bigint[])`.execute(trx)
  return new Map(rows.map(({ customerId, ...label }) => [customerId, label]))
}

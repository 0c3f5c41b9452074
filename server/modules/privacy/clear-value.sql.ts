import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { RevealField } from './contract.ts'

export interface ClearValue {
  value: string | null
  institutionId: number
}

/** The clear value of a customer's field as of the current night; undefined when row-level security does not show the customer, or there is none. */
export async function clearValueOf(trx: Scoped, customerId: bigint, field: RevealField): Promise<ClearValue | undefined> {
  const { rows } = await sql<ClearValue>`
    select ${sql.ref(`c.${field}`)} as value, c.institution_id as "institutionId"
    from customer.customer c join extract.publication p on p.is_current and p.business_date = c.business_date
    where c.customer_id = ${customerId}`.execute(trx)
  return rows[0]
}

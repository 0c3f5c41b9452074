import { sql } from 'kysely'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { HeldCategory } from './conversion.rules.ts'

/** A customer of the current night in sight, with the tier; undefined when there is none. */
export async function knownCustomer(trx: Scoped, customerId: string) {
  const { rows } = await sql<{ businessDate: string; tier: 'long_tail' | 'potential' | 'mid_to_high' | 'wealth' }>`
    select s.business_date as "businessDate", s.tier from customer.customer_snapshot s
    where s.customer_id = ${customerId}::bigint and s.business_date = (select p.business_date from extract.publication p where p.is_current)`.execute(
    trx,
  )
  return rows[0]
}

/** What a customer holds by category on a night, the largest first. Fen. */
export async function heldByCategory(trx: Scoped, customerId: string, businessDate: string): Promise<HeldCategory[]> {
  const { rows } = await sql<HeldCategory>`
    select category, sum(balance_fen)::bigint as "balanceFen" from customer.customer_holding
    where customer_id = ${customerId}::bigint and business_date = ${businessDate} group by category order by 2 desc, 1`.execute(trx)
  return rows
}

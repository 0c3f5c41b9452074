import { sql } from 'kysely'
import type { Scope, Scoped } from '../../platform/database/scope.ts'
import type { SearchTerm } from './search.rules.ts'
import { searchCondition } from './search.sql.ts'

export interface Suggestion {
  customer_id: bigint
  customer_no: string
  name: string | null
  phone: string | null
  institution_name: string
  tier: string
}

/** The best few customers for what is being typed: the exact number or name first, then the larger ones. */
export async function suggestions(
  trx: Scoped,
  { managerId }: Scope,
  businessDate: string,
  text: string,
  term: SearchTerm,
  most: number,
): Promise<Suggestion[]> {
  const condition = searchCondition(term)
  if (!condition) return []
  const manager = managerId === null ? sql`` : sql`and s.manager_id = ${managerId}`
  const { rows } = await sql<Suggestion>`
    select c.customer_id, c.customer_no, c.name, c.phone, i.name as institution_name, s.tier
    from customer.customer c
    join customer.customer_snapshot s on s.business_date = ${businessDate} and s.customer_id = c.customer_id ${manager}
    join organisation.institution i on i.id = s.institution_id
    where c.business_date = ${businessDate} and ${condition}
    order by c.customer_no = ${text} desc, c.name = ${text} desc nulls last, s.aum_fen desc, c.customer_id
    limit ${most}`.execute(trx)
  return rows
}

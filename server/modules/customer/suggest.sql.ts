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

/** Of more than these the larger are not looked for: whoever typed so little goes on typing. */
const likelyAtMost = 200

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
  const { rows } = await sql<Suggestion>`
    with likely as (
      select c.customer_id, c.customer_no, c.name, c.phone, c.customer_no = ${text} as same_number, (c.name = ${text}) is true as same_name
      from customer.customer c where c.business_date = ${businessDate} ${managerId === null ? sql`` : sql`and c.manager_id = ${managerId}`} and ${condition}
      order by same_number desc, same_name desc, c.customer_id limit ${likelyAtMost}
    )
    select l.customer_id, l.customer_no, l.name, l.phone, i.name as institution_name, s.tier
    from likely l
    join customer.customer_snapshot s on s.business_date = ${businessDate} and s.customer_id = l.customer_id
    join organisation.institution i on i.id = s.institution_id
    order by l.same_number desc, l.same_name desc, s.aum_fen desc, l.customer_id
    limit ${most}`.execute(trx)
  return rows
}

import { sql, type RawBuilder } from 'kysely'
import type { Scope, Scoped } from '../../platform/database/scope.ts'
import type { MaskedView } from '../privacy/index.ts'
import { bandOf } from './figure.sql.ts'
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

interface Shown {
  most: number
  view: MaskedView
}

/** The customers of some ids as suggestions: the exact number or name first, then the larger ones (as far as the reader may tell). Ids the scope does not show are left out. */
export function suggestionsOf(
  trx: Scoped,
  businessDate: string,
  text: string,
  ids: readonly bigint[],
  { most, view }: Shown,
): Promise<Suggestion[]> {
  return best(
    trx,
    businessDate,
    sql`select ${columns(text)} from customer.customer c
    where c.business_date = ${businessDate} and c.customer_id = any (${ids.map(String)}::bigint[])`,
    { most, view },
  )
}

/** The same for scopes too large for an index in memory: looks through all their customers, and of those it finds at `likelyAtMost`. */
export async function suggestionsByScan(
  trx: Scoped,
  { managerId }: Scope,
  businessDate: string,
  { text, term, likelyAtMost }: { text: string; term: SearchTerm; likelyAtMost: number },
  { most, view }: Shown,
): Promise<Suggestion[]> {
  const condition = searchCondition(term, view.hidesNames)
  if (!condition) return []
  const likely = sql`select ${columns(text)} from customer.customer c
    where c.business_date = ${businessDate} ${managerId === null ? sql`` : sql`and c.manager_id = ${managerId}`} and ${condition}
    order by same_number desc, same_name desc, c.customer_id limit ${likelyAtMost}`
  return best(trx, businessDate, likely, { most, view })
}

const columns = (text: string) =>
  sql`c.customer_id, c.customer_no, c.name, c.phone, c.customer_no = ${text} as same_number, (c.name = ${text}) is true as same_name`

async function best(trx: Scoped, businessDate: string, likely: RawBuilder<unknown>, { most, view }: Shown): Promise<Suggestion[]> {
  const size = view.hidesAmounts ? bandOf(sql`s.aum_fen`, view.lines) : sql`s.aum_fen`
  const { rows } = await sql<Suggestion>`
    with likely as (${likely})
    select l.customer_id, l.customer_no, l.name, l.phone, i.name as institution_name, s.tier
    from likely l
    join customer.customer_snapshot s on s.business_date = ${businessDate} and s.customer_id = l.customer_id
    join organisation.institution i on i.id = s.institution_id
    order by l.same_number desc, l.same_name desc, ${size} desc, l.customer_id
    limit ${most}`.execute(trx)
  return rows
}

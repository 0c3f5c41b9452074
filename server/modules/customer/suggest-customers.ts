import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { maskPhone } from '../privacy/index.ts'
import { currentPublication } from './publication.sql.ts'
import type { Refusal } from './refusals.ts'
import { searchTerm } from './search.rules.ts'
import { suggestions } from './suggest.sql.ts'

/** Rows under the search field; who looks for more opens the list. */
const most = 10

/** The customers a search text most likely means, within the scope and the current night. */
export function suggestCustomers(database: Database, scope: Scope, search: string) {
  return withScope(database, scope, async (trx): Promise<{ rows: ReturnType<typeof present>[] } | Refusal> => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const rows = await suggestions(trx, scope, publication.businessDate, search, searchTerm(search), most)
    return { rows: rows.map(present) }
  })
}

const present = (row: Awaited<ReturnType<typeof suggestions>>[number]) => ({
  customerId: row.customer_id.toString(),
  customerNo: row.customer_no,
  name: row.name,
  phoneMasked: maskPhone(row.phone),
  institutionName: row.institution_name,
  tier: row.tier,
})

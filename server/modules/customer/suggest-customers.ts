import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { Kept } from '../../platform/kept.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, maskPhone, shownName, type MaskedView } from '../privacy/index.ts'
import { currentPublication } from './publication.sql.ts'
import type { Refusal } from './refusals.ts'
import { searchTerm } from './search.rules.ts'
import { SearchIndex } from './search-index.ts'
import { searchableOf } from './searchable.sql.ts'
import { suggestionsByScan, suggestionsOf, type Suggestion } from './suggest.sql.ts'

/** Rows under the search field; who looks for more opens the list. */
const most = 10
/** Of more than these the larger are not looked for: whoever typed so little goes on typing. */
const likelyAtMost = 200

/** A scope of more customers is looked through by the database. */
const indexedAtMost = 300_000
/** About ten scopes of 60,000 customers; what only says "too many" weighs nothing. */
const indexes = new Kept<SearchIndex | undefined>(96 * 1024 * 1024, (index) => index?.bytes ?? 0)

/**
 * The customers a search text most likely means, within the scope and the current night. Whom an index in memory finds is read under row-level security
 * again.
 */
export function suggestCustomers(database: Database, scope: Scope, search: string) {
  return withScope(database, scope, async (trx): Promise<{ rows: ReturnType<typeof present>[] } | Refusal> => {
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const { businessDate, version } = publication
    const term = searchTerm(search)
    const view = maskedViewOf(await policyAt(trx, businessDate, version), scope.role)
    const key = JSON.stringify([version, scope.institutions, scope.managerId])
    const index = await indexes.get(key, async () => {
      const searchable = await searchableOf(trx, businessDate, indexedAtMost)
      return searchable && new SearchIndex(searchable)
    })
    const rows = index
      ? await suggestionsOf(trx, businessDate, search, index.find(search, term, likelyAtMost, view.hidesNames), { most, view })
      : await suggestionsByScan(trx, scope, businessDate, { text: search, term, likelyAtMost }, { most, view })
    return { rows: rows.map((row) => present(row, view)) }
  })
}

const present = (row: Suggestion, view: MaskedView) => ({
  customerId: row.customer_id.toString(),
  customerNo: row.customer_no,
  name: shownName(row.name, view),
  phoneMasked: maskPhone(row.phone),
  institutionName: row.institution_name,
  tier: row.tier,
})

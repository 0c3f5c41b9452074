import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { managersOf, type Manager } from './managers.sql.ts'
import { currentPublication } from './publication.sql.ts'
import type { Refusal } from './refusals.ts'

/** The managers a list can be filtered by: those whose customers the person may see. */
export function nameManagers(database: Database, scope: Scope): Promise<{ managers: Manager[] } | Refusal> {
  return withScope(database, scope, async (trx) => {
    const publication = await currentPublication(trx)
    return publication ? { managers: await managersOf(trx, publication.businessDate) } : 'NOT_READY'
  })
}

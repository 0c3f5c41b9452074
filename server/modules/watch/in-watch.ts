import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope, type Scoped } from '../../platform/database/scope.ts'
import { currentPublication, type Refusal } from '../customer/index.ts'
import { subtreeOf } from '../organisation/index.ts'
import { policyAt, type Policies } from '../policy/index.ts'
import { mayWatch } from './watch.policy.ts'

/** What every question is asked about: the night in force and the institutions in sight. */
export interface Watched {
  trx: Scoped
  scope: Scope
  businessDate: string
  institutions: readonly number[]
  policies: Policies
}

/**
 * Asks about an institution and all below it, or about all in sight, on the night in force. FORBIDDEN for who may not, NOT_FOUND outside the scope, NOT_READY before
 * the first night.
 */
export function inWatch<T>(
  database: Database,
  scope: Scope,
  institutionId: number | undefined,
  work: (watched: Watched) => Promise<T>,
): Promise<T | Refusal> {
  if (!mayWatch(scope.role)) return Promise.resolve('FORBIDDEN')
  return withScope(database, scope, async (trx) => {
    const institutions = institutionId === undefined ? scope.institutions : await subtreeOf(trx, scope, institutionId)
    if (institutions.length === 0) return 'NOT_FOUND'
    const publication = await currentPublication(trx)
    if (!publication) return 'NOT_READY'
    const { businessDate, version } = publication
    return work({ trx, scope, businessDate, institutions, policies: await policyAt(trx, businessDate, version) })
  })
}

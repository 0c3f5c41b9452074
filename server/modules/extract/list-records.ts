import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { LoadRecord, NightRecord } from './contract.ts'
import { mayReadRecords } from './extract.policy.ts'
import { newestLoads } from './load.sql.ts'
import { newestNights } from './night.sql.ts'

/** Newest first; older ones than these are of no use on a screen. */
const shown = 200

export async function listLoads(database: Database, scope: Scope): Promise<{ loads: LoadRecord[] } | 'FORBIDDEN'> {
  if (!mayReadRecords(scope.role)) return 'FORBIDDEN'
  return { loads: await withScope(database, scope, (trx) => newestLoads(trx, shown)) }
}

export async function listNights(database: Database, scope: Scope): Promise<{ nights: NightRecord[] } | 'FORBIDDEN'> {
  if (!mayReadRecords(scope.role)) return 'FORBIDDEN'
  return { nights: await withScope(database, scope, (trx) => newestNights(trx, shown)) }
}

import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { mayReadRecords } from './extract.policy.ts'
import { loadById, type LoadDetail } from './load.sql.ts'
import { nightById, type NightDetail } from './night.sql.ts'

type Refusal = 'FORBIDDEN' | 'NOT_FOUND'

/** A load with its tables and the places where the bank's files were found wanting. */
export async function openLoad(database: Database, scope: Scope, id: number): Promise<LoadDetail | Refusal> {
  if (!mayReadRecords(scope.role)) return 'FORBIDDEN'
  return (await withScope(database, scope, (trx) => loadById(trx, id))) ?? 'NOT_FOUND'
}

/** A night with its steps and checks, running or ended. */
export async function openNight(database: Database, scope: Scope, id: number): Promise<NightDetail | Refusal> {
  if (!mayReadRecords(scope.role)) return 'FORBIDDEN'
  return (await withScope(database, scope, (trx) => nightById(trx, id))) ?? 'NOT_FOUND'
}

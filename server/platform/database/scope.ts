import { sql, type Transaction } from 'kysely'
import type { Database } from './pools.ts'

/** What one person may see and touch. Row-level security holds everybody to it (docs/architecture.md, The guard). */
export interface Scope {
  userId: number
  role: string
  /** the person's own institution */
  institutionId: number
  /** every institution the person sees: the subtree of the own one, or all */
  institutions: readonly number[]
  /** the staff id when the person sees only the own portfolio, else null */
  managerId: number | null
}

export type Scoped = Transaction<unknown>

/**
 * Runs `work` in one repeatable-read transaction (one snapshot: nobody sees half a night) whose row-level security is set to `scope`.
 * Commits what `work` returns, rolls back what it throws.
 */
export function withScope<T>(database: Database, scope: Scope, work: (trx: Scoped) => Promise<T>): Promise<T> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const institutions = `{${scope.institutions.join(',')}}`
      const manager = scope.managerId === null ? '' : String(scope.managerId)
      await sql`select set_config('liuke.institutions', ${institutions}, true), set_config('liuke.manager', ${manager}, true),
      set_config('liuke.user', ${String(scope.userId)}, true), set_config('liuke.role', ${scope.role}, true)`.execute(trx)
      return work(trx)
    })
}

import { sql, type Transaction } from 'kysely'
import pg from 'pg'
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
      for (const setting of settingsOf(scope)) await sql.raw(setting).execute(trx)
      return work(trx)
    })
}

/** Without parameters, so that they travel with the first statement of the transaction (eager-client.ts). */
function settingsOf({ institutions, managerId, userId, role }: Scope): string[] {
  const values = {
    institutions: `{${institutions.join(',')}}`,
    manager: managerId === null ? '' : String(managerId),
    user: String(userId),
    role,
  }
  return Object.entries(values).map(([name, value]) => `set local liuke."${name}" = ${pg.escapeLiteral(value)}`)
}

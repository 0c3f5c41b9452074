import { CompiledQuery, type Transaction } from 'kysely'
import pg from 'pg'
import { isPipelined, type Database } from './pools.ts'
import { together } from './together.ts'

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
 * Commits what `work` returns, rolls back what it throws. Statements that do not need each other's answers are best asked by `Promise.all`: they travel together.
 */
export function withScope<T>(database: Database, scope: Scope, work: (trx: Scoped) => Promise<T>): Promise<T> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const settings = settingsOf(scope).map((setting) => CompiledQuery.raw(setting))
      if (!isPipelined(database)) {
        for (const setting of settings) await trx.executeQuery(setting)
        return work(trx)
      }
      return trx.getExecutor().provideConnection(async (connection) => {
        for (const setting of settings) await connection.executeQuery(setting)
        return work(together(trx, connection))
      })
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

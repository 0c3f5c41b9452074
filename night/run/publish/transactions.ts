import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientBase } from 'pg'

/**
 * Waits until every transaction that runs now in this database has ended: from then on no snapshot is older than this call. Reads the lock
 * table only, so nobody waits for us. Returns false when some still run after `patienceMs`.
 */
export async function olderTransactionsGone(client: ClientBase, patienceMs: number): Promise<boolean> {
  const { rows } = await client.query<{ running: string }>(
    `select l.virtualtransaction as running from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'virtualxid' and l.mode = 'ExclusiveLock' and l.pid <> pg_backend_pid() and a.datname = current_database()`,
  )
  const running = rows.map((row) => row.running)
  for (let waited = 0; running.length > 0; waited += 20) {
    const left = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_locks where locktype = 'virtualxid' and mode = 'ExclusiveLock' and virtualtransaction = any($1)`,
      [running],
    )
    if (left.rows[0]?.n === 0) break
    if (waited >= patienceMs) return false
    await sleep(20)
  }
  return true
}

/** True when a statement was given up because it would have had to wait (lock_timeout, statement_timeout). */
export const wasImpatient = (error: unknown): boolean => ['55P03', '57014'].includes((error as { code?: string }).code ?? '')

import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** Another process does the same work already. The message is for people. */
export class BusyError extends Error {}

/** A process that was killed a moment ago may still hold its lock for so long. */
const patienceMs = 3_000

/**
 * Runs `work` while holding an advisory lock of the database; PostgreSQL lets it go when the process ends, however it ends.
 * Throws {@link BusyError} with `busy` when somebody else holds it.
 */
export async function exclusively<T>(pool: pg.Pool, key: string, busy: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    if (!(await tryLock(client, key))) throw new BusyError(busy)
    return await work()
  } finally {
    if (!broken) await client.query('select pg_advisory_unlock_all()')
    client.off('error', onError)
    client.release(broken)
  }
}

async function tryLock(client: pg.PoolClient, key: string): Promise<boolean> {
  for (let waited = 0; ; waited += 100) {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [key])
    if (rows[0]?.locked) return true
    if (waited >= patienceMs) return false
    await sleep(100)
  }
}

import { Logger, runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { queuePool } from './queue-pool.ts'

/** Makes or upgrades the queue's own schema (`graphile_worker`). Safe to repeat, and for several at once. */
export async function prepareJobs(pool: pg.Pool): Promise<void> {
  // a connection that breaks also fails the statement that ran on it
  const own = queuePool(pool, () => undefined)
  try {
    await runMigrations({ pgPool: own, logger: silent })
  } finally {
    await own.end()
  }
}

/** What a job or the queue has to say of trouble comes as events; the rest nobody reads. */
export const silent = new Logger(() => () => undefined)

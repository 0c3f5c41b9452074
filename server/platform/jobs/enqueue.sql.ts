import { sql, type Transaction } from 'kysely'
import type { TaskKind } from './task.ts'

export interface EnqueueOptions {
  /** not before this moment; left out = at once */
  runAt?: Date
  /** a job of the same key that has not begun is replaced: one reminder instead of five */
  key?: string
  /** how often it is tried before it is given up; each wait is longer than the one before (about 3 s, 7 s, 20 s, 1 min …) */
  mostAttempts?: number
}

const usualAttempts = 6

/**
 * Puts a job on the queue in the transaction of the act that needs it: both are kept, or neither. Inside `withScope` the job is asked for by the person
 * whose scope it is; else by nobody, which only tasks of the system accept.
 */
export async function enqueue<P>(
  trx: Transaction<unknown>,
  kind: TaskKind<P>,
  payload: P,
  { runAt, key, mostAttempts = usualAttempts }: EnqueueOptions = {},
): Promise<void> {
  await sql`select platform.enqueue_job(${kind.name}, ${JSON.stringify(payload)}::jsonb, ${runAt ?? null}::timestamptz, ${key ?? null}, ${mostAttempts})`.execute(
    trx,
  )
}

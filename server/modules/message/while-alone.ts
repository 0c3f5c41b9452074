import type pg from 'pg'

/** of all advisory locks of two numbers, those of this module */
const ours = 19_40

/**
 * Does some work while nobody else works on the same customer's messages, on this or any other process; false without doing it when somebody does. The
 * lock is a connection's: with the process that holds it (kill -9) it is gone.
 */
export async function whileAlone(pool: pg.Pool, customerId: bigint, work: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect()
  try {
    const key = [ours, customerId.toString()]
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', key)
    if (!rows[0]?.got) return false
    try {
      await work()
    } finally {
      await client.query('select pg_advisory_unlock($1, hashtext($2))', key)
    }
    return true
  } finally {
    client.release()
  }
}

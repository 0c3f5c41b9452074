import { randomBytes } from 'node:crypto'
import type pg from 'pg'

/** Jobs held by workers nobody has registered are given this long: a worker registers right after it is made. */
const unregisteredFor = '1 minute'

/** Says to other processes that this one lives, and gives the jobs of dead ones back. */
export class Alive {
  readonly #pool: pg.Pool
  /** a positive int8, as text */
  readonly #key = (randomBytes(8).readBigUInt64BE() >> 1n).toString()
  #held: pg.PoolClient | undefined

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  /** Holds the lock that says so. A connection that breaks is replaced at the next turn. */
  async hold(): Promise<void> {
    if (this.#held) return
    const client = await this.#pool.connect()
    client.once('error', () => this.#drop(client))
    client.once('end', () => this.#drop(client))
    await client.query(`select pg_advisory_lock(${this.#key})`)
    this.#held = client
  }

  async register(workerId: string): Promise<void> {
    await this.#pool.query('insert into platform.job_worker (worker_id, host_key) values ($1, $2)', [workerId, this.#key])
  }

  /** Jobs held by workers whose process is gone (kill -9, power) are free again; returns how many. */
  async freeJobsOfTheDead(): Promise<number> {
    const client = await this.#pool.connect()
    try {
      const hosts = await client.query<{ key: string }>(
        'select distinct host_key::text as key from platform.job_worker where host_key <> $1',
        [this.#key],
      )
      const dead: string[] = []
      for (const { key } of hosts.rows) {
        const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${key}) as got`)
        if (rows[0]?.got) dead.push(key)
      }
      const freed = await client.query(freeJobs, [dead])
      await client.query('delete from platform.job_worker where host_key = any($1::bigint[])', [dead])
      for (const key of dead) await client.query(`select pg_advisory_unlock(${key})`)
      return freed.rowCount ?? 0
    } finally {
      client.release()
    }
  }

  async end(): Promise<void> {
    await this.#pool.query('delete from platform.job_worker where host_key = $1', [this.#key])
    const held = this.#held
    this.#held = undefined
    if (!held) return
    await held.query('select pg_advisory_unlock_all()')
    held.release()
  }

  #drop(client: pg.PoolClient): void {
    if (this.#held !== client) return
    this.#held = undefined
    client.release(true)
  }
}

/** Due at once: whoever waits for a job does not wait for the pause after a failure as well. */
const freeJobs = `
  update graphile_worker._private_jobs j set locked_at = null, locked_by = null, run_at = least(run_at, now())
  where j.locked_by is not null and (
    exists (select from platform.job_worker w where w.worker_id = j.locked_by and w.host_key = any($1::bigint[]))
    or (j.locked_at < now() - interval '${unregisteredFor}' and not exists (select from platform.job_worker w where w.worker_id = j.locked_by)))`

import { sql } from 'kysely'
import type { Database } from '../database/pools.ts'

/** The newest anchor there is; undefined when nothing was ever anchored. `database` is the owner's handle. */
export async function latestAnchor(database: Database): Promise<{ number: bigint; hash: string } | undefined> {
  const { rows } = await sql<{ number: bigint; hash: string }>`
    select number, encode(hash, 'hex') as hash from audit.anchor order by number desc limit 1`.execute(database)
  return rows[0]
}

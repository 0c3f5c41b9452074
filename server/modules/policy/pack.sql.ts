import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'

export interface PackChoice {
  pack: string
  /** business date from which it holds */
  since: string
}

/** The choice in force on a business date; undefined before the install has made one. */
export async function packAt(database: Database, date: string): Promise<PackChoice | undefined> {
  const { rows } = await sql<PackChoice>`
    select pack, valid_from as since from policy.pack_choice where valid_from <= ${date} order by valid_from desc, id desc limit 1`.execute(
    database,
  )
  return rows[0]
}

/** Records the pack of the install; another process may have done so a moment ago, and then its choice stands. */
export async function recordInstalled(database: Database, pack: string): Promise<void> {
  await sql`insert into policy.pack_choice (pack, valid_from) values (${pack}, '1900-01-01') on conflict do nothing`.execute(database)
}

/** Records a switch that was approved. */
export async function recordSwitch(trx: Scoped, pack: string, validFrom: string, requestId: string): Promise<void> {
  await sql`insert into policy.pack_choice (pack, valid_from, request_id) values (${pack}, ${validFrom}, ${requestId}::bigint)`.execute(trx)
}

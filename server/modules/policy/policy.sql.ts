import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { PolicyRow } from './policy.rules.ts'

/** All policy rows that were ever made, by key, day and version. */
export async function policyRows(database: Database): Promise<PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`
    select key, valid_from as "validFrom", version, value, unit, source from policy.policy order by key, valid_from, version`.execute(
    database,
  )
  return rows
}

/** Inserts the rows whose key, day and version are not there yet. Returns the keys inserted. */
export async function insertMissing(database: Database, rows: readonly PolicyRow[], reason: string): Promise<string[]> {
  const inserted = await sql<{ key: string }>`
    insert into policy.policy (key, valid_from, version, value, unit, source, reason)
    select key, "validFrom", version, value, unit, source, ${reason}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (key text, "validFrom" date, version int, value text, unit text, source text)
    on conflict do nothing returning key`.execute(database)
  return inserted.rows.map((row) => row.key)
}

import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { PolicyRow } from './policy.rules.ts'

/** All policy rows that were ever made, by key, day and version. */
export async function policyRows(database: Database): Promise<PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`
    select key, valid_from as "validFrom", version, value, unit, source from policy.policy order by key, valid_from, version`.execute(
    database,
  )
  return rows
}

/** Another after every change of the rows, however it was made, and of every database: whoever added a row last never adds under that number again. */
export async function policyVersion(database: Database): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select concat_ws(' ', current_database(), count(*), max(xmin::text::bigint)) as version from policy.policy`.execute(database)
  const [row] = rows
  if (!row) throw new Error('an aggregate without a row')
  return row.version
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

/** A row with who made it and why. */
export interface PolicyRecord extends PolicyRow {
  madeName: string | null
  checkedName: string | null
  reason: string
  madeAt: Date
}

/** All rows of a key with their people and reasons, oldest first. */
export async function policyRecords(database: Database, key: string): Promise<PolicyRecord[]> {
  const { rows } = await sql<PolicyRecord>`
    select key, valid_from as "validFrom", version, value, unit, source, made_name as "madeName", checked_name as "checkedName", reason,
      made_at as "madeAt" from policy.policy where key = ${key} order by valid_from, version`.execute(database)
  return rows
}

/** An approved row, of whom and by which request. */
export interface ApprovedRow {
  key: string
  validFrom: string
  value: string
  reason: string
  maker: { userId: number; name: string }
  checker: { userId: number; name: string }
  requestId: string
  at: Date
}

/** Adds an approved row as the newest version of its key and day; unit and source are the key's. The database refuses what was not approved. */
export async function insertApproved(trx: Scoped, row: ApprovedRow): Promise<void> {
  const { key, validFrom, value, reason, maker, checker, requestId, at } = row
  await sql`
    insert into policy.policy (key, valid_from, version, value, unit, source, reason, made_by, made_name, checked_by, checked_name, request_id, made_at)
    select p.key, ${validFrom}::date, 1 + coalesce(max(p.version) filter (where p.valid_from = ${validFrom}::date), 0), ${value},
      (array_agg(p.unit order by p.valid_from desc, p.version desc))[1], (array_agg(p.source order by p.valid_from desc, p.version desc))[1], ${reason},
      ${maker.userId}, ${maker.name}, ${checker.userId}, ${checker.name}, ${requestId}::bigint, ${at}
    from policy.policy p where p.key = ${key} group by p.key`.execute(trx)
}

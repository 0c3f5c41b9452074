import { sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'

/** The business date of the night in force; undefined before the first. */
export async function publishedOn(trx: Scoped): Promise<string | undefined> {
  const { rows } = await sql<{ on: string | null }>`select privacy.published_night() as "on"`.execute(trx)
  return rows[0]?.on ?? undefined
}

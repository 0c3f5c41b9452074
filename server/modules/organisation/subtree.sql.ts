import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'

/** The institution and all below it that the scope sees; empty when it is unknown or outside the scope, which nobody can tell apart. */
export async function subtreeOf(database: Database, { institutions }: Scope, institutionId: number): Promise<number[]> {
  if (!institutions.includes(institutionId)) return []
  const { rows } = await sql<{ id: number }>`
    select child.id from organisation.institution node join organisation.institution child on starts_with(child.path, node.path)
    where node.id = ${institutionId} and child.id = any (${[...institutions]}::integer[]) order by child.id`.execute(database)
  return rows.map((row) => row.id)
}

import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Institution } from './contract.ts'

/** The institutions of a scope, parents before children, with their clusters of `day` (business date). Only inside `withScope`: clusters are guarded by it. */
export async function visibleInstitutions(database: Database, scope: Scope, day: string): Promise<Institution[]> {
  if (scope.institutions.length === 0) return []
  const { rows } = await sql<Institution>`
    select i.id, i.code, i.name, i.level, i.parent_id as "parentId", coalesce(c.code, c.name) as "clusterCode", m.role as "clusterRole"
    from organisation.institution i
    left join organisation.cluster_member m on m.institution_id = i.id and (m.from_on is null or m.from_on <= ${day}) and (m.until_on is null or m.until_on > ${day})
    left join organisation.cluster c on c.id = m.cluster_id
    where i.id = any (${[...scope.institutions]}::int[]) order by string_to_array(i.path, '/')`.execute(database)
  return rows
}

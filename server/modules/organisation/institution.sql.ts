import type { Database } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Institution } from './contract.ts'
import type { OrganisationTables } from './organisation.tables.ts'

/** The institutions of a scope, parents before children. Works in a transaction or outside one. */
export async function visibleInstitutions(database: Database, scope: Scope): Promise<Institution[]> {
  if (scope.institutions.length === 0) return []
  return database
    .withTables<OrganisationTables>()
    .selectFrom('organisation.institution')
    .select(['id', 'code', 'name', 'level', 'parent_id as parentId', 'cluster_code as clusterCode', 'cluster_role as clusterRole'])
    .where('id', 'in', [...scope.institutions])
    .orderBy((eb) => eb.fn('string_to_array', ['path', eb.val('/')]))
    .execute()
}

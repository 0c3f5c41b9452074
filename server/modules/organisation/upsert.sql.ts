import type { InstitutionRow, StaffRow, SyncClient } from './people/delivered.ts'
import { syncClusters } from './people/sync-clusters.sql.ts'
import { syncPosts } from './people/sync-posts.sql.ts'

/**
 * Brings institutions, staff, posts and clusters up to the night of `businessDate`, by their key; called by publish inside its transaction. Ids never
 * change, rows that are no longer delivered stay, and what was entered on screen stays where the bank says nothing. Accounts of staff follow their
 * person's institution and role; those who have left keep no session.
 */
export async function upsertInstitutionsAndStaff(
  client: SyncClient,
  institutions: readonly InstitutionRow[],
  staff: readonly StaffRow[],
  businessDate: string,
): Promise<void> {
  await client.query(
    `insert into organisation.institution (id, code, name, level, parent_id, cluster_code, cluster_role)
     select id, code, name, level, parent_id, cluster_code, cluster_role
     from jsonb_to_recordset($1::jsonb) as i (id int, code text, name text, level text, parent_id int, cluster_code text, cluster_role text)
     on conflict (id) do update set code = excluded.code, name = excluded.name, level = excluded.level, parent_id = excluded.parent_id,
       cluster_code = excluded.cluster_code, cluster_role = excluded.cluster_role`,
    [JSON.stringify(institutions)],
  )
  await client.query(
    `with recursive tree as (
       select id, '/' || id || '/' as path from organisation.institution where parent_id is null
       union all
       select child.id, tree.path || child.id || '/' from organisation.institution child join tree on child.parent_id = tree.id
     )
     update organisation.institution i set path = tree.path from tree where tree.id = i.id and i.path <> tree.path`,
  )
  await syncClusters(client, businessDate)
  await syncPosts(client, staff, businessDate)
  await client.query(
    `update organisation.user_account u set institution_id = s.institution_id, role = s.role, name = s.name
     from organisation.staff s where s.id = u.staff_id and (u.institution_id, u.role, u.name) is distinct from (s.institution_id, s.role, s.name)`,
  )
  await client.query(
    `delete from organisation.session e using organisation.user_account u, organisation.staff s
     where u.id = e.user_id and s.id = u.staff_id and s.left_on <= $1::date`,
    [businessDate],
  )
}

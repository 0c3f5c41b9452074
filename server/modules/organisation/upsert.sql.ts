import type pg from 'pg'
import type { OrganisationTables } from './organisation.tables.ts'

export type InstitutionRow = Omit<OrganisationTables['organisation.institution'], 'path'>
export type StaffRow = OrganisationTables['organisation.staff']

/**
 * Brings institutions and staff up to a night, by their key; called by publish inside its transaction (a raw client, because publish copies on it).
 * Rows that are no longer delivered stay, as older nights name them. Accounts of staff follow their person's institution and role.
 */
export async function upsertInstitutionsAndStaff(
  client: Pick<pg.ClientBase, 'query'>,
  institutions: readonly InstitutionRow[],
  staff: readonly StaffRow[],
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
  await client.query(
    `insert into organisation.staff (id, staff_no, name, institution_id, role, left_on)
     select id, staff_no, name, institution_id, role, left_on
     from jsonb_to_recordset($1::jsonb) as s (id int, staff_no text, name text, institution_id int, role text, left_on date)
     on conflict (id) do update set staff_no = excluded.staff_no, name = excluded.name, institution_id = excluded.institution_id,
       role = excluded.role, left_on = excluded.left_on`,
    [JSON.stringify(staff)],
  )
  await client.query(
    `update organisation.user_account u set institution_id = s.institution_id, role = s.role, name = s.name
     from organisation.staff s where s.id = u.staff_id and (u.institution_id, u.role, u.name) is distinct from (s.institution_id, s.role, s.name)`,
  )
}

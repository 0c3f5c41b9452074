import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { OrganisationTables, StaffRole } from './organisation.tables.ts'

export interface SamplePerson {
  login: string
  name: string
  role: StaffRole
  institutionId: number
  institutionName: string
  staffId: number
}

/** Of the staff: one administrator, one compliance officer, one president an institution, two relationship managers, one lobby manager and one teller an outlet; in the order of the tree. */
export async function staffForSample(database: Database): Promise<SamplePerson[]> {
  const { rows } = await sql<SamplePerson>`
    with placed as (
      select s.staff_no as login, s.name, s.role, i.id as "institutionId", i.name as "institutionName", s.id as "staffId", i.path,
        row_number() over (partition by s.role, case when s.role in ('head_office', 'compliance_officer') then 0 else i.id end order by i.path, s.staff_no) as place
      from organisation.staff s join organisation.institution i on i.id = s.institution_id
      where s.left_on is null and s.role in ('head_office', 'compliance_officer', 'outlet_president', 'relationship_manager', 'lobby_manager', 'teller')
    )
    select login, name, role, "institutionId", "institutionName", "staffId" from placed
    where place <= case when role = 'relationship_manager' then 2 else 1 end
    order by role <> 'head_office', string_to_array(path, '/'), role, login`.execute(database)
  return rows
}

/** The institution without a parent; undefined before the first night. */
export const rootInstitution = (database: Database): Promise<{ id: number; name: string } | undefined> =>
  database
    .withTables<OrganisationTables>()
    .selectFrom('organisation.institution')
    .select(['id', 'name'])
    .where('parent_id', 'is', null)
    .orderBy('id')
    .executeTakeFirst()

export const institutionByCode = (database: Database, code: string): Promise<{ id: number; name: string } | undefined> =>
  database
    .withTables<OrganisationTables>()
    .selectFrom('organisation.institution')
    .select(['id', 'name'])
    .where('code', '=', code)
    .executeTakeFirst()

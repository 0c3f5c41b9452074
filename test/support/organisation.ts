import type { Databases } from '../../server/platform/database/pools.ts'
import type { InstitutionRow, StaffRow } from '../../server/modules/organisation/index.ts'
import { upsertInstitutionsAndStaff } from '../../server/modules/organisation/index.ts'

const at = (id: number, level: InstitutionRow['level'], parent: number | null, name: string): InstitutionRow => ({
  id,
  code: `I${id}`,
  name,
  level,
  parent_id: parent,
  cluster_code: level === 'outlet' ? 'C1' : null,
  cluster_role: id === 4 ? 'core' : level === 'outlet' ? 'satellite' : null,
})
const person = (id: number, role: StaffRow['role'], institution: number, name: string): StaffRow => ({
  id,
  staff_no: `S${id}`,
  name,
  institution_id: institution,
  role,
  left_on: null,
})

/** 1 head office → 2, 3 sub-branches; 2 → outlets 4, 5; 3 → outlet 6. */
export const institutions: InstitutionRow[] = [
  at(1, 'head_office', null, '总行'),
  at(2, 'sub_branch', 1, '城东支行'),
  at(3, 'sub_branch', 1, '城西支行'),
  at(4, 'outlet', 2, '解放路网点'),
  at(5, 'outlet', 2, '人民路网点'),
  at(6, 'outlet', 3, '湖滨网点'),
]

export const staff: StaffRow[] = [
  person(11, 'head_office', 1, '管理员'),
  person(12, 'outlet_president', 2, '支行行长'),
  person(13, 'outlet_president', 4, '陈静'),
  person(14, 'relationship_manager', 4, '李娜'),
  person(15, 'relationship_manager', 4, '曾志'),
  person(16, 'outlet_president', 5, '王芳'),
  person(17, 'compliance_officer', 1, '赵敏'),
  person(18, 'teller', 6, '周洋'),
]

/** Puts the small bank above into a test's database. */
export async function publishOrganisation(
  databases: Databases,
  people: readonly StaffRow[] = staff,
  businessDate = '2026-11-20',
): Promise<void> {
  const client = await databases.ownerPool.connect()
  try {
    await client.query('begin')
    await upsertInstitutionsAndStaff(client, institutions, people, businessDate)
    await client.query('commit')
  } finally {
    client.release()
  }
}

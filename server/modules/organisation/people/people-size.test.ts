import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { withScope, type Scope } from '../../../platform/database/scope.ts'
import { upsertInstitutionsAndStaff, type InstitutionRow, type StaffRow } from '../index.ts'
import { institutionTree } from './clusters.sql.ts'
import { institutionsUnder } from './hats.sql.ts'
import { peoplePage } from './people.sql.ts'

/** A bank of 501 institutions and 5,000 people: 20 sub-branches with 24 outlets each. */
const node = (id: number, level: InstitutionRow['level'], parent: number | null): InstitutionRow => ({
  id,
  code: `I${id}`,
  name: `机构${id}`,
  level,
  parent_id: parent,
  cluster_code: null,
  cluster_role: null,
})
const institutions = [
  node(1, 'head_office', null),
  ...Array.from({ length: 20 }, (_, n) => node(2 + n, 'sub_branch', 1)),
  ...Array.from({ length: 480 }, (_, n) => node(100 + n, 'outlet', 2 + (n % 20))),
]
const staff = Array.from({ length: 5_000 }, (_, n): StaffRow => {
  const role = n % 10 === 0 ? 'outlet_president' : n % 3 === 0 ? 'relationship_manager' : 'teller'
  return {
    id: n + 1,
    staff_no: `S${n + 1}`,
    name: `员工${n}`,
    institution_id: 100 + (n % 480),
    role,
    left_on: n % 50 === 7 ? '2026-05-05' : null,
  }
})
const bank: Scope = { userId: 1, role: 'head_office', institutionId: 1, institutions: institutions.map(({ id }) => id), managerId: null }
const today = '2026-11-22'
/** milliseconds; a quiet machine needs a tenth */
const quick = 2_000
let databases: Databases

beforeAll(async () => {
  databases = await testDatabase()
  const client = await databases.ownerPool.connect()
  try {
    for (const businessDate of ['2026-11-20', '2026-11-21']) await upsertInstitutionsAndStaff(client, institutions, staff, businessDate)
  } finally {
    client.release()
  }
})

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return performance.now() - from
}

describe('at the size of a bank', () => {
  it('the list of people, its search and the tree stay quick', async () => {
    const inBank = <T>(work: Parameters<typeof withScope<T>>[2]) => withScope(databases.app, bank, work)
    const page = await inBank((trx) => peoplePage(trx, { offset: 4_900, limit: 100 }, today))
    expect([page.total, page.rows.length, page.rows[0]?.state]).toEqual([5_000, 100, 'left'])
    const found = await inBank((trx) => peoplePage(trx, { search: '员工49', offset: 0, limit: 100 }, today))
    expect(found.total).toBe(111)
    expect(await took(() => inBank((trx) => peoplePage(trx, { offset: 0, limit: 100 }, today)))).toBeLessThan(quick)
    const tree = await inBank((trx) => institutionTree(trx, today))
    expect([tree.length, tree[0]?.outlets, tree[0]?.peopleBelow]).toEqual([501, 480, 4_900])
    expect(await took(() => inBank((trx) => institutionTree(trx, today)))).toBeLessThan(quick)
  })

  it('a subtree is found by its path', async () => {
    expect(await institutionsUnder(databases.owner, 2, false)).toHaveLength(25)
    expect(await institutionsUnder(databases.owner, 1, true)).toHaveLength(501)
    expect(await took(() => institutionsUnder(databases.owner, 2, false))).toBeLessThan(quick / 10)
  })
})

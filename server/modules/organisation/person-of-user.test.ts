import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishOrganisation } from '../../../test/support/organisation.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Asker } from '../../platform/jobs/task.ts'
import { insertAccount } from './account.sql.ts'
import { personOfUser } from './person-of-user.ts'

const now = new Date('2026-11-20T10:00:00+08:00')
let databases: Databases
let president: Asker
beforeAll(async () => {
  databases = await testDatabase()
  await publishOrganisation(databases)
  await insertAccount(databases.owner, {
    login: 'p4',
    name: '行长',
    role: 'outlet_president',
    institutionId: 4,
    staffId: null,
    passwordHash: 'x',
  })
  const { rows } = await sql<{ id: number }>`select id from organisation.user_account where login = 'p4'`.execute(databases.owner)
  president = { userId: rows[0]?.id ?? 0, role: 'outlet_president', managerId: null, topInstitutionId: 4 }
})

const found = async (asker: Partial<Asker>) => (await personOfUser(databases.owner, { ...president, ...asker }, now))?.scope

it('finds who asked, with the scope of now, in the post they asked in alone', async () => {
  expect(await found({})).toMatchObject({ role: 'outlet_president', institutionId: 4, institutions: [4], managerId: null })
  for (const other of [{ role: 'head_office' }, { topInstitutionId: 5 }, { managerId: 14 }, { userId: 999 }])
    expect(await found(other)).toBeUndefined()
})

it('finds nobody behind a closed login', async () => {
  await sql`update organisation.user_account set closed_at = now() where id = ${president.userId}`.execute(databases.owner)
  expect(await found({})).toBeUndefined()
})

import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishOrganisation } from '../../../test/support/organisation.ts'
import { signOnRules } from '../../../test/support/sign-on.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { insertAccount } from './account.sql.ts'
import { hashPassword } from './password.ts'
import { forgetSession, recentSession } from './recent-sessions.ts'
import { insertSession } from './session.sql.ts'
import { sha256 } from './sha256.ts'
import { resetPassword } from './sign-on/rescue-login.ts'

const hour = 3_600_000
const rules = { ...signOnRules, idleMs: hour, absoluteMs: hour }
const now = new Date('2026-11-22T02:00:00Z')
let databases: Databases
let sessions = 0
let token: string

beforeAll(async () => {
  databases = await testDatabase()
  await publishOrganisation(databases)
  const passwordHash = await hashPassword('right')
  await insertAccount(databases.owner, {
    login: 'S13',
    name: '陈静',
    role: 'outlet_president',
    institutionId: 4,
    staffId: 13,
    passwordHash,
  })
})
beforeEach(async () => {
  token = `token ${sessions++}`
  const expiresAt = new Date(now.getTime() + hour)
  const { rows } = await sql<{ id: number }>`select id from organisation.user_account where login = 'S13'`.execute(databases.owner)
  await insertSession(databases.owner, { tokenSha256: sha256(token), userId: rows[0]?.id ?? 0, createdAt: now, expiresAt })
})

const who = async () => (await recentSession(databases.owner, token, rules, now))?.login
const endSession = () => sql`delete from organisation.session where token_sha256 = ${sha256(token)}`.execute(databases.owner)

describe('recent sessions', () => {
  it('answer again for two seconds and then follow the database', async () => {
    expect(await who()).toBe('S13')
    await endSession()
    expect(await who()).toBe('S13')
    const later = performance.now() + 2_001
    const clock = vi.spyOn(performance, 'now').mockReturnValue(later)
    expect(await who()).toBeUndefined()
    clock.mockRestore()
  })

  it('are nobody at once after signing out, even when an answer was under way', async () => {
    const underWay = who()
    await endSession()
    forgetSession(token)
    await underWay
    expect(await who()).toBeUndefined()
  })

  it('are nobody at once after a new password', async () => {
    expect(await who()).toBe('S13')
    await resetPassword(databases.owner, 'S13', { now })
    expect(await who()).toBeUndefined()
  })

  it('do not keep a failure', async () => {
    const broken = recentSession(databases.app, token, rules, now)
    await expect(broken).rejects.toThrow(/permission denied/)
    expect(await who()).toBe('S13')
  })
})

import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishOrganisation, staff } from '../../../test/support/organisation.ts'
import { doorOf, signOnRules } from '../../../test/support/sign-on.ts'
import type { Database, Databases } from '../../platform/database/pools.ts'
import { insertAccount } from './account.sql.ts'
import { hashPassword } from './password.ts'
import { sessionScope } from './session-scope.ts'
import { signIn, signOut } from './sign-in.ts'
import { addUser } from './manage-users.ts'
import { resetPassword } from './sign-on/rescue-login.ts'
import { createFirstUsers } from './create-users.ts'

const rules = signOnRules
const now = new Date('2026-11-22T02:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
let databases: Databases
let owner: Database

beforeAll(async () => {
  databases = await testDatabase()
  owner = databases.owner
  await publishOrganisation(databases)
  const passwordHash = await hashPassword('right')
  for (const { id, staff_no: login, name, role, institution_id: institutionId } of staff) {
    await insertAccount(owner, { login, passwordHash, name, role, institutionId, staffId: id })
  }
})
beforeEach(async () => {
  await sql`truncate organisation.failed_sign_in, organisation.session`.execute(owner)
  await publishOrganisation(databases)
})

const enter = async (login: string, password = 'right', at = now) => signIn(doorOf(owner), { login, password }, at)
const tokenOf = async (login: string) => {
  const result = await enter(login)
  if (result.outcome !== 'signed_in') throw new Error(result.outcome)
  return result.token
}
const scopeOf = async (login: string) => (await sessionScope(owner, await tokenOf(login), rules, now))?.scope

describe('sign-in', () => {
  it('answers a wrong password and an unknown login alike, and locks both after five failures', async () => {
    for (const login of ['S13', 'nobody']) {
      for (let n = 0; n < rules.failuresBeforeLock; n++) expect(await enter(login, 'wrong')).toEqual({ outcome: 'wrong_credentials' })
      expect(await enter(login, 'wrong')).toEqual({ outcome: 'too_many_attempts' })
    }
    expect(await enter('S13', 'right')).toEqual({ outcome: 'too_many_attempts' })
    expect(await enter('S13', 'right', later(rules.lockMs + 1))).toMatchObject({ outcome: 'signed_in' })
  })

  it('takes about as long for an unknown login as for a wrong password', async () => {
    const spent = async (login: string) => {
      const from = process.hrtime.bigint()
      await enter(login, 'wrong')
      return Number(process.hrtime.bigint() - from)
    }
    await spent('warm')
    const [known, unknown] = [Math.min(await spent('S13'), await spent('S13')), Math.min(await spent('x'), await spent('y'))]
    expect(unknown).toBeGreaterThan(known / 3)
  })

  it('counts tries made at once, and forgets failures after a success', async () => {
    await Promise.all(Array.from({ length: 12 }, () => enter('S14', 'wrong')))
    expect(await enter('S14')).toEqual({ outcome: 'too_many_attempts' })
    for (let n = 0; n < 4; n++) await enter('S15', 'wrong')
    await tokenOf('S15')
    expect(await enter('S15', 'wrong')).toEqual({ outcome: 'wrong_credentials' })
  })

  it('keeps no token, only its hash', async () => {
    const token = await tokenOf('S13')
    const { rows } = await sql<{ row: string }>`select s::text as row from organisation.session s`.execute(owner)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.row).not.toContain(token)
  })
})

describe('session', () => {
  it('ends after idling, after its longest life, and on signing out', async () => {
    const token = await tokenOf('S13')
    expect(await sessionScope(owner, token, rules, later(rules.idleMs))).toBeDefined()
    expect(await sessionScope(owner, token, rules, later(2 * rules.idleMs + 1))).toBeUndefined()
    expect(await sessionScope(owner, token, rules, now)).toBeUndefined()

    const busy = await tokenOf('S13')
    for (let at = 0; at < rules.absoluteMs; at += rules.idleMs) expect(await sessionScope(owner, busy, rules, later(at))).toBeDefined()
    expect(await sessionScope(owner, busy, rules, later(rules.absoluteMs))).toBeUndefined()

    const left = await tokenOf('S13')
    await signOut(owner, left)
    expect(await sessionScope(owner, left, rules, now)).toBeUndefined()
    expect(await sessionScope(owner, 'made-up', rules, now)).toBeUndefined()
  })

  it('sees what the role allows', async () => {
    expect(await scopeOf('S11')).toMatchObject({ institutions: [1, 2, 4, 5, 3, 6], managerId: null })
    expect(await scopeOf('S17')).toMatchObject({ institutions: [1, 2, 4, 5, 3, 6], managerId: null })
    expect(await scopeOf('S12')).toMatchObject({ institutions: [2, 4, 5], managerId: null })
    expect(await scopeOf('S13')).toMatchObject({ institutions: [4], managerId: null })
    expect(await scopeOf('S14')).toMatchObject({ institutions: [4], managerId: 14 })
    expect(await scopeOf('S18')).toMatchObject({ institutions: [6], managerId: null })
  })

  it('follows a person who moves, and shuts out one who has left', async () => {
    const token = await tokenOf('S14')
    await publishOrganisation(
      databases,
      staff.map((one) => (one.id === 14 ? { ...one, institution_id: 6 } : one)),
    )
    expect((await sessionScope(owner, token, rules, now))?.scope.institutions).toEqual([6])
    await publishOrganisation(
      databases,
      staff.map((one) => (one.id === 14 ? { ...one, left_on: '2026-11-22' } : one)),
    )
    expect(await sessionScope(owner, token, rules, now)).toBeUndefined()
    expect(await enter('S14')).toEqual({ outcome: 'wrong_credentials' })
  })

  it('is closed to the role of the web', async () => {
    await expect(sql`select 1 from organisation.session`.execute(databases.app)).rejects.toThrow(/permission denied/)
    await expect(sql`select 1 from organisation.user_account`.execute(databases.app)).rejects.toThrow(/permission denied/)
  })
})

describe('the trail', () => {
  interface Entry {
    action: string
    outcome: string
    login: string
    role: string
    at: number | null
    subject: string | null
    detail: object
  }
  const since = async (work: () => Promise<unknown>): Promise<Entry[]> => {
    const { rows: before } = await sql<{ id: bigint }>`select coalesce(max(id), 0) as id from audit.entry`.execute(owner)
    await work()
    const { rows } = await sql<Entry>`
      select action, outcome, actor_login as login, actor_role as role, actor_institution_id as at, subject_id as subject, detail
      from audit.entry where id > ${before[0]?.id ?? 0n} order by id`.execute(owner)
    return rows
  }
  const manager = { login: 'S14', role: 'relationship_manager', at: 4 }

  it('holds signing in and out, once each', async () => {
    const entries = await since(async () => {
      const token = await tokenOf('S14')
      await signOut(owner, token)
      await signOut(owner, token)
    })
    expect(entries).toMatchObject([
      { action: 'sign-in', outcome: 'done', ...manager },
      { action: 'sign-out', outcome: 'done', ...manager },
    ])
    expect(entries).toHaveLength(2)
  })

  it('holds failures, the lock-out and tries while locked', async () => {
    const entries = await since(async () => {
      for (let n = 0; n < rules.failuresBeforeLock; n++) await enter('S14', 'wrong')
      await enter('S14')
    })
    const wrong = { action: 'sign-in', outcome: 'refused', ...manager, detail: { reason: 'wrong_credentials' } }
    expect(entries).toMatchObject([
      ...Array.from({ length: rules.failuresBeforeLock }, () => wrong),
      { action: 'lock-login', outcome: 'done', login: 'system', subject: 'S14', detail: { until: later(rules.lockMs).toISOString() } },
      { ...wrong, detail: { reason: 'locked' } },
    ])
  })

  it('never holds what somebody typed for a login: it may be a password', async () => {
    const entries = await since(async () => {
      for (let n = 0; n < rules.failuresBeforeLock; n++) await enter('my-secret-password', 'S14')
      await enter('my-secret-password', 'S14')
    })
    expect(entries).toHaveLength(rules.failuresBeforeLock + 2)
    expect(entries[0]).toMatchObject({ role: 'unknown', at: null, login: expect.stringMatching(/^unknown-[0-9a-f]{12}$/) })
    expect(JSON.stringify(entries)).not.toContain('secret')
  })

  it('holds accounts that are made and passwords that are reset, without the password', async () => {
    let words: string[] = []
    const entries = await since(async () => {
      const added = await addUser(owner, { login: 'new', name: '新人', role: 'teller', institutionCode: 'I6' })
      words = [added.outcome === 'added' ? added.user.password : '', (await resetPassword(owner, 'new', { now })) ?? '']
      await resetPassword(owner, 'nobody', { now })
      await addUser(owner, { login: 'new', name: '新人', role: 'teller', institutionCode: 'I6' })
    })
    expect(entries).toMatchObject([
      { action: 'create-user', login: 'system', subject: 'new', detail: { role: 'teller' } },
      { action: 'reset-password', login: 'system', subject: 'new' },
    ])
    expect(entries).toHaveLength(2)
    for (const word of words) expect(JSON.stringify(entries)).not.toContain(word)
  })

  it('holds the first users, and none of them when their printing fails', async () => {
    await sql`delete from organisation.user_account`.execute(owner)
    expect(
      await since(async () => {
        const interrupted = createFirstUsers(owner, true, () => {
          throw new Error('no terminal')
        })
        await expect(interrupted).rejects.toThrow('no terminal')
      }),
    ).toEqual([])
    let made = 0
    const entries = await since(async () => {
      made = (await createFirstUsers(owner, true, () => undefined)).length
    })
    expect(made).toBeGreaterThan(3)
    expect(entries.map(({ action }) => action)).toEqual(Array.from({ length: made }, () => 'create-user'))
  })
})

import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { testDatabase } from '../test/support/database.ts'
import { seedPolicies } from './modules/policy/index.ts'
import { projectDir } from './platform/home.ts'
import { readSignInRules } from './sign-in-policy.ts'

const minute = 60_000

it('gives the limits of policy, a new row within a minute, and none without its row', async () => {
  const { owner } = await testDatabase()
  let now = new Date('2026-11-22T02:00:00Z')
  const read = readSignInRules(owner, () => now)
  await expect(read()).rejects.toThrow(/sign_in.failures_before_lock/)
  await seedPolicies(owner, join(projectDir, 'server/modules/policy/packs/cn'))
  expect(await read()).toEqual({
    failuresBeforeLock: 5,
    lockMs: 5 * minute,
    forgetFailuresMs: 30 * minute,
    idleMs: 120 * minute,
    absoluteMs: 720 * minute,
  })
  await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
    values ('session.idle_minutes', '2026-11-22', 1, '30', 'minutes', 'M98', 'test')`.execute(owner)
  expect((await read()).idleMs).toBe(120 * minute)
  now = new Date(now.getTime() + minute)
  expect((await read()).idleMs).toBe(30 * minute)
})

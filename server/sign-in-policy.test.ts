import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { testDatabase } from '../test/support/database.ts'
import { signOnRules } from '../test/support/sign-on.ts'
import { seedPolicies } from './modules/policy/index.ts'
import { projectDir } from './platform/home.ts'
import { readSignInRules } from './sign-in-policy.ts'

const minute = 60_000

it('gives the limits of policy, a new row within a minute, and none without its row', async () => {
  const { owner } = await testDatabase()
  let now = new Date('2026-11-22T02:00:00Z')
  const read = readSignInRules(owner, () => now)
  await expect(read()).rejects.toThrow(/没有生效/)
  await seedPolicies(owner, join(projectDir, 'server/modules/policy/packs/cn'))
  expect(await read()).toEqual(signOnRules)
  await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
    values ('session.idle_minutes', '2026-11-22', 1, '30', 'minutes', 'M98', 'test')`.execute(owner)
  expect((await read()).idleMs).toBe(120 * minute)
  now = new Date(now.getTime() + minute)
  expect((await read()).idleMs).toBe(30 * minute)
})

it('refuses a role that is none', async () => {
  const { owner } = await testDatabase()
  await seedPolicies(owner, join(projectDir, 'server/modules/policy/packs/cn'))
  await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
    values ('sign_in.second_factor_roles', '1900-01-01', 2, 'head_office chief', 'code', 'M98', 'test')`.execute(owner)
  await expect(readSignInRules(owner, () => new Date('2026-11-22T02:00:00Z'))()).rejects.toThrow(/chief/)
})

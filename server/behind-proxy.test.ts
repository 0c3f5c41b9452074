import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { testDatabase } from '../test/support/database.ts'
import { publishOrganisation } from '../test/support/organisation.ts'
import { composeServer } from './main.ts'
import { addUser } from './modules/organisation/index.ts'
import { seedPolicies } from './modules/policy/index.ts'
import { projectDir } from './platform/home.ts'

const ends: (() => Promise<unknown>)[] = []
afterAll(() => Promise.all(ends.map((end) => end())))

it('behind a TLS proxy that is trusted the cookie is Secure, and only a trusted proxy is believed', async () => {
  const databases = await testDatabase()
  await publishOrganisation(databases)
  await seedPolicies(databases.owner, join(projectDir, 'server/modules/policy/packs/cn'))
  const added = await addUser(databases.owner, { login: 'anna', name: '安娜', role: 'teller', institutionCode: 'I6' })
  const password = added.outcome === 'added' ? added.user.password : ''
  const cookieBehind = async (trustProxy: string | undefined, remoteAddress: string) => {
    const app = await composeServer({ databases, screens: { folder: tmpdir(), progress: [] }, report: () => undefined, trustProxy })
    ends.push(() => app.close())
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      remoteAddress,
      // whoever was given a password must choose an own one
      payload: { login: 'anna', password, newPassword: 'blue-kettle-42' },
      headers: { host: '127.0.0.1:7700', origin: 'https://liuke.bank', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'liuke.bank' },
    })
    return { status: answer.statusCode, cookie: String(answer.headers['set-cookie'] ?? '') }
  }
  expect(await cookieBehind('10.1.0.0/16', '10.1.2.3')).toEqual({
    status: 200,
    cookie: expect.stringMatching(/; HttpOnly; Secure; SameSite=Strict$/),
  })
  expect(await cookieBehind('10.1.0.0/16', '10.9.9.9')).toEqual({ status: 403, cookie: '' })
  expect(await cookieBehind(undefined, '10.1.2.3')).toEqual({ status: 403, cookie: '' })
})

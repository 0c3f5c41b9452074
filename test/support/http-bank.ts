import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { composeServer, type Parts } from '../../server/main.ts'
import { insertAccount } from '../../server/modules/organisation/account.sql.ts'
import { hashPassword } from '../../server/modules/organisation/password.ts'
import { seedPolicies } from '../../server/modules/policy/index.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { projectDir } from '../../server/platform/home.ts'
import { publishOrganisation, staff } from './organisation.ts'

export const rightPassword = 'right'
const origin = 'http://localhost:80'

export interface Answer {
  status: number
  /** refusal's code, undefined when done */
  code: string | undefined
  json: Record<string, unknown>
  cookie: string | undefined
}

/** The small bank's people with a server, asked over HTTP as a browser would; its clock is the test's. */
export interface HttpBank {
  app: FastifyInstance
  now: { value: Date }
  troubles: unknown[]
  rpc: (route: string, input?: object, cookie?: string, headers?: Record<string, string>) => Promise<Answer>
  /** signed in; returns the cookie */
  enter: (login: string, more?: object) => Promise<string>
  close: () => Promise<void>
}

/** Everybody of test/support/organisation.ts with the password `right`; `parts` as for the server. */
export async function openHttpBank(databases: Databases, parts: Partial<Parts> = {}): Promise<HttpBank> {
  await publishOrganisation(databases)
  await seedPolicies(databases.owner, join(projectDir, 'server/modules/policy/packs/cn'))
  const passwordHash = await hashPassword(rightPassword)
  for (const { id, staff_no: login, name, role, institution_id: institutionId } of staff) {
    await insertAccount(databases.owner, { login, passwordHash, name, role, institutionId, staffId: id })
  }
  const folder = mkdtempSync(join(tmpdir(), `liuke-test-${process.pid}-`))
  const now = { value: new Date('2026-11-22T02:00:00Z') }
  const troubles: unknown[] = []
  const app = await composeServer({
    databases,
    screens: { folder, progress: [] },
    report: (_id, error) => troubles.push(error),
    now: () => now.value,
    signInsPerMinute: 10_000,
    ...parts,
  })
  const rpc: HttpBank['rpc'] = async (route, input, cookie, headers = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/rpc/${route.replaceAll('.', '/')}`,
      payload: { json: input },
      headers: { origin, ...(cookie === undefined ? {} : { cookie }), ...headers },
    })
    const { json } = answer.json<{ json: Record<string, unknown> }>()
    const set = answer.headers['set-cookie']
    const code = answer.statusCode === 200 ? undefined : String(json['code'])
    return { status: answer.statusCode, code, json, cookie: set === undefined ? undefined : String(set).split(';')[0] }
  }
  const enter: HttpBank['enter'] = async (login, more = {}) => {
    const { cookie, code } = await rpc('organisation.signIn', { login, password: rightPassword, ...more })
    if (cookie === undefined) throw new Error(`${login} is not let in: ${code}`)
    return cookie
  }
  const close = async () => {
    await app.close()
    rmSync(folder, { recursive: true })
  }
  return { app, now, troubles, rpc, enter, close }
}

import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { publishOrganisation } from '../test/support/organisation.ts'
import { testDatabase } from '../test/support/database.ts'
import { composeServer } from './main.ts'
import { insertAccount } from './modules/organisation/account.sql.ts'
import { seedPolicies } from './modules/policy/index.ts'
import { hashPassword } from './modules/organisation/password.ts'
import type { Databases } from './platform/database/pools.ts'
import { listenFrom } from './platform/http/listen.ts'
import { projectDir } from './platform/home.ts'
import type { Screens } from './platform/http/screens.ts'

const now = new Date('2026-11-22T02:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'liuke-screens-'))
const screens: Screens = { folder, progress: ['正在建立样例银行'] }
const reported: { id: string; error: unknown }[] = []
let databases: Databases
let app: FastifyInstance

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>screens</title>')
  writeFileSync(join(folder, 'assets', 'app-1234.js'), 'plain')
  writeFileSync(join(folder, 'assets', 'app-1234.js.br'), 'squeezed')
  databases = await testDatabase()
  await publishOrganisation(databases)
  await seedPolicies(databases.owner, join(projectDir, 'server/modules/policy/packs/cn'))
  const passwordHash = await hashPassword('right')
  await insertAccount(databases.owner, {
    login: 'S13',
    name: '陈静',
    role: 'outlet_president',
    institutionId: 4,
    staffId: 13,
    passwordHash,
  })
  app = await composeServer({
    databases,
    screens,
    report: (id, error) => reported.push({ id, error }),
    now: () => now,
    signInsPerMinute: 20,
  })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  await sql`truncate organisation.failed_sign_in, organisation.session`.execute(databases.owner)
})

const rpc = (path: string, json: unknown = undefined, more: InjectOptions = {}) =>
  app.inject({
    method: 'POST',
    url: `/api/rpc/${path}`,
    payload: { json },
    ...more,
    headers: { origin: 'http://localhost:80', ...more.headers },
  })
const credentials = { login: 'S13', password: 'right' }
const cookieOf = async () => String((await rpc('organisation/signIn', credentials)).headers['set-cookie']).split(';')[0] ?? ''

describe('session over HTTP', () => {
  it('signs in, tells who one is, and signs out', async () => {
    const entered = await rpc('organisation/signIn', credentials)
    expect(entered.statusCode).toBe(200)
    expect(entered.headers['set-cookie']).toMatch(/^liuke_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/)
    expect(entered.json().json).toMatchObject({
      login: 'S13',
      role: 'outlet_president',
      institutions: [{ id: 4, name: '解放路网点' }],
      data: null,
    })
    const cookie = await cookieOf()
    expect((await rpc('organisation/me', undefined, { headers: { cookie } })).json().json.login).toBe('S13')
    expect((await app.inject({ url: '/api/v1/session', headers: { cookie } })).json()).toMatchObject({ login: 'S13' })
    expect((await rpc('organisation/signOut', undefined, { headers: { cookie } })).statusCode).toBe(200)
    expect((await rpc('organisation/me', undefined, { headers: { cookie } })).json().json).toMatchObject({
      code: 'UNAUTHORIZED',
      message: '请先登录',
      defined: true,
    })
  })

  it('tells how fresh the data is', async () => {
    const cookie = await cookieOf()
    const fresh = async () => (await rpc('organisation/me', undefined, { headers: { cookie } })).json().json.data
    await sql`with n as (insert into extract.night (business_date, data_as_of, outcome, finished_at) values ('2026-11-21', '2026-11-21', 'published', now()) returning id)
      insert into extract.publication (business_date, data_as_of, night_id, fingerprint, is_current) select '2026-11-21', '2026-11-21', id, 'f', true from n`.execute(
      databases.owner,
    )
    expect(await fresh()).toEqual({ businessDate: '2026-11-21', dataAsOf: '2026-11-21', late: false })
    await sql`update extract.publication set data_as_of = '2026-11-20'`.execute(databases.owner)
    expect(await fresh()).toEqual({ businessDate: '2026-11-21', dataAsOf: '2026-11-20', late: true })
    await sql`delete from extract.publication`.execute(databases.owner)
  })

  it('refuses wrong credentials with one answer and many tries with another', async () => {
    const wrong = await rpc('organisation/signIn', { login: 'S13', password: 'x' })
    expect([wrong.statusCode, wrong.json().json]).toEqual([
      401,
      { defined: true, code: 'WRONG_CREDENTIALS', status: 401, message: '用户名或密码不正确' },
    ])
    const answers = []
    for (let n = 0; n < 25; n++)
      answers.push(await rpc('organisation/signIn', { login: `x${n}`, password: 'x' }, { remoteAddress: '10.0.0.9' }))
    expect(answers.at(-1)?.statusCode).toBe(429)
    expect(answers.at(-1)?.json().json).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
  })

  it('refuses what comes from another site or from none', async () => {
    expect((await rpc('organisation/signOut', undefined, { headers: { origin: 'http://evil.example' } })).statusCode).toBe(403)
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/session' })).statusCode).toBe(403)
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { 'x-liuke-client': 'script' } })).json()).toEqual({
      signedOut: true,
    })
    expect((await app.inject({ method: 'GET', url: '/api/rpc/organisation/signOut' })).statusCode).toBe(405)
  })
})

describe('errors over HTTP', () => {
  it('conceals the unexpected behind a number that is written down', async () => {
    const cookie = await cookieOf()
    await sql`alter table extract.publication rename to hidden`.execute(databases.owner)
    const answer = await rpc('organisation/me', undefined, { headers: { cookie } })
    await sql`alter table extract.hidden rename to publication`.execute(databases.owner)
    const { code, message, data } = answer.json().json
    expect([answer.statusCode, code]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
    expect(message).toContain(data.id)
    expect(answer.body).not.toMatch(/publication|select|at .*\.ts/)
    expect(String(reported.find((one) => one.id === data.id)?.error)).toContain('publication')
  })

  it('words refusals of form, size and address', async () => {
    const large = await rpc('organisation/me', 'x'.repeat(1024 * 1024))
    expect([large.statusCode, large.json().json.code]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
    expect((await rpc('organisation/none')).json().json).toMatchObject({ code: 'NOT_FOUND', message: '没有这个地址' })
    const send = (payload: string, type = 'application/json') =>
      app.inject({ method: 'POST', url: '/api/v1/session', payload, headers: { 'content-type': type, origin: 'http://localhost:80' } })
    expect((await send('{')).json()).toMatchObject({ code: 'BAD_REQUEST' })
    expect((await send('<a/>', 'text/xml')).statusCode).toBe(415)
    const empty = await send('{"login":"","password":"secret"}')
    expect([empty.statusCode, empty.json().message]).toEqual([400, '提交的内容不符合要求，请检查后重试'])
    expect(empty.json().data.issues).toMatchObject([{ path: 'login' }])
    expect(empty.body).not.toContain('secret')
  })
})

describe('screens', () => {
  it('serves hashed files for ever, compressed when there is a sibling, and index.html for the addresses of the screens', async () => {
    const asset = await app.inject({ url: '/assets/app-1234.js', headers: { 'accept-encoding': 'br' } })
    expect([asset.body, asset.headers['content-encoding'], asset.headers['cache-control']]).toEqual([
      'squeezed',
      'br',
      'public, max-age=31536000, immutable',
    ])
    expect(asset.headers['content-type']).toMatch(/javascript/)
    expect((await app.inject({ url: '/assets/app-1234.js' })).body).toBe('plain')
    const page = await app.inject({ url: '/customers/12' })
    expect([page.statusCode, page.headers['cache-control'], page.body]).toEqual([200, 'no-cache', '<!doctype html><title>screens</title>'])
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self';/)
    for (const url of ['/assets/app-9999.js', '/api/none', '/../package.json', '/assets/..%2f..%2fpackage.json'])
      expect((await app.inject({ url })).body).not.toMatch(/screens|liuke"/)
  })

  it('tells how far the first start is before there is anything to show', async () => {
    screens.folder = undefined
    const page = await app.inject({ url: '/' })
    screens.folder = folder
    expect(page.statusCode).toBe(503)
    expect(page.body).toContain('正在建立样例银行')
  })

  it('describes the API', async () => {
    const document = (await app.inject({ url: '/api/docs/openapi.json' })).json()
    expect(document.openapi).toMatch(/^3\.1/)
    expect(Object.keys(document.paths)).toContain('/session')
    expect((await app.inject({ url: '/api/docs' })).body).toContain('/api/v1/session')
  })

  it('takes the next port when the wanted one is taken', async () => {
    const other = createSocket().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const taken = (other.address() as { port: number }).port
    expect(await listenFrom(app, '127.0.0.1', taken)).toBeGreaterThan(taken)
    other.close()
  })
})

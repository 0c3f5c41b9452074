import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../server/contract.ts'
import { composeServer } from '../../server/main.ts'
import { verifyAudit } from '../../server/platform/audit/verify.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { openBank, password } from '../permissions/bank.ts'
import { testDatabase } from '../support/database.ts'
import { badNumbers, badTexts, deepJson } from './bad-values.ts'
import { inputsOf, withAt, type RouteInput } from './contract-inputs.ts'
import { stateOf, type State } from './state.ts'

const folder = mkdtempSync(join(tmpdir(), `liuke-test-${process.pid}-`))
const troubles: unknown[] = []
const origin = 'http://localhost:80'
let databases: Databases
let app: FastifyInstance

beforeAll(async () => {
  databases = await testDatabase()
  await openBank(databases)
  const screens = { folder, progress: [] }
  app = await composeServer({ databases, screens, report: (_id, error) => troubles.push(error), signInsPerMinute: 1_000_000 })
}, 60_000)
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const urlOf = (route: string) => `/api/rpc/${route.replaceAll('.', '/')}`
async function enter(login: string): Promise<string> {
  await sql`truncate organisation.failed_sign_in`.execute(databases.owner)
  const answer = await app.inject({
    method: 'POST',
    url: urlOf('organisation.signIn'),
    payload: { json: { login, password } },
    headers: { origin },
  })
  expect(answer.statusCode).toBe(200)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}
/** The cookie of somebody, signed in again when what was sent before has ended their session. */
const cookies = new Map<string, string>()
async function signedIn(login: string): Promise<string> {
  const held = cookies.get(login)
  if (held !== undefined && (await send('organisation.me', undefined, held)).statusCode === 200) return held
  const cookie = await enter(login)
  cookies.set(login, cookie)
  return cookie
}
const send = (route: string, json: unknown, cookie?: string) =>
  app.inject({ method: 'POST', url: urlOf(route), payload: { json }, headers: { origin, ...(cookie === undefined ? {} : { cookie }) } })

/** What a refusal must be: of our own making, with a text for people, and nothing of what was sent or of our inside in it. */
function isClear(status: number, body: string): boolean {
  const { json } = JSON.parse(body) as { json: { message?: string; code?: string } }
  const told = typeof json.message === 'string' && json.message.length > 3 && typeof json.code === 'string'
  return status >= 400 && status < 500 && told && !/select |insert |postgres|node_modules|at \//i.test(body)
}

/** Sends one route every bad value at every place of its input, and says what is not as it should be. */
async function abuse({ route, sample, texts, numbers }: RouteInput, cookie: string, only?: readonly string[]): Promise<string[]> {
  const wrong: string[] = []
  const chosen = (values: Record<string, unknown>) => Object.entries(values).filter(([name]) => only?.includes(name) ?? true)
  const tries = [
    ...texts.flatMap((place) => chosen({ ...badTexts, 'no text': null, list: [1, 2] }).map(([name, text]) => [place, name, text] as const)),
    ...numbers.flatMap((place) => chosen(badNumbers).map(([name, number]) => [place, name, number] as const)),
  ]
  for (const [place, name, value] of tries) {
    const { statusCode, body } = await send(route, withAt(sample, place, value), cookie)
    if (statusCode !== 200 && !isClear(statusCode, body))
      wrong.push(`${route} ${place.join('.')} ${name}: ${statusCode} ${body.slice(0, 200)}`)
    if ((name === 'NUL' || name === 'half a pair') && statusCode !== 400) wrong.push(`${route} ${place.join('.')} NUL: ${statusCode}`)
  }
  return wrong
}

const same = (before: State, after: State, but: RegExp) =>
  Object.keys({ ...before, ...after }).filter((table) => !but.test(table) && before[table] !== after[table])
/** what signing in and being refused write by themselves */
const trail = /^audit\.|^organisation\.(session|failed_sign_in)$/

describe('bad input', () => {
  it.each(inputsOf(contract).map((input) => [input.route, input] as const))(
    'to %s is refused clearly or kept as it is, and breaks nothing',
    async (_route, input) => {
      expect(await abuse(input, await signedIn('head_office'))).toEqual([])
      expect(
        await abuse(input, await signedIn('relationship_manager'), ['sql', 'html', 'four bytes', 'beyond int8', 'no day', 'negative']),
      ).toEqual([])
      expect(troubles.splice(0)).toEqual([])
    },
    240_000,
  )

  it('changes nothing when it is refused', async () => {
    const cookie = await enter('head_office')
    const before = await stateOf(databases)
    for (const { route, sample, texts } of inputsOf(contract)) {
      for (const place of texts) await send(route, withAt(sample, place, 'a\0b'), cookie)
      if (sample !== undefined) await send(route, { unknown: 1 }, undefined)
      await send(route, 'not an object at all', undefined)
    }
    expect(same(before, await stateOf(databases), trail)).toEqual([])
  }, 120_000)

  it('of any size and form stays outside', async () => {
    const cookie = await enter('head_office')
    const before = await stateOf(databases)
    const put = (url: string, body: string, type = 'application/json', headers = {}) =>
      app.inject({ method: 'POST', url, payload: body, headers: { origin, cookie, 'content-type': type, ...headers } })
    const list = urlOf('customer.list')
    const ten = JSON.stringify({ json: { search: 'x'.repeat(10 * 1024 * 1024) } })
    expect((await put(list, ten)).statusCode).toBe(413)
    expect((await put(urlOf('organisation.signIn'), ten)).statusCode).toBe(413)
    expect((await put(list, deepJson)).statusCode).toBe(400)
    expect((await put(list, `{"json":${deepJson}}`)).statusCode).toBe(400)
    expect((await put(list, '{"json":{"search":"x"')).statusCode).toBe(400)
    expect((await put(list, '{"json":{},"__proto__":{"admin":true}}')).statusCode).toBe(400)
    expect((await put(list, '{"json":{"constructor":{"prototype":{"admin":true}}}}')).statusCode).toBe(400)
    for (const meta of ['[[0,"search"]]', '[[1,"__proto__","x"]]', '[[99,"a"]]', '"x"', '[[[]]]', '{"a":1}']) {
      const { statusCode } = await put(list, `{"json":{"search":"x"},"meta":${meta}}`)
      expect([meta, statusCode < 500]).toEqual([meta, true])
    }
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/xml',
      'application/octet-stream',
    ])
      expect([type, (await put(list, 'json=1', type)).statusCode]).toEqual([type, 415])
    for (const method of ['PUT', 'PATCH', 'OPTIONS', 'DELETE'] as const)
      expect((await app.inject({ method, url: list, headers: { origin, cookie } })).statusCode).toBeLessThan(500)
    for (const url of [
      '/api/v1/customers/%00',
      '/api/v1/customers/%2e%2e%2f%2e%2e',
      '/api/v1/customers/%ff',
      '/api/rpc/__proto__',
      '/api/rpc/constructor/constructor',
      '/%c0%ae%c0%ae/etc/passwd',
      '/..%2f..%2fpackage.json',
    ])
      expect([url, [400, 404, 405].includes((await app.inject({ method: 'GET', url, headers: { cookie } })).statusCode)]).toEqual([
        url,
        true,
      ])
    expect(same(before, await stateOf(databases), trail)).toEqual([])
    expect(troubles.splice(0)).toEqual([])
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  }, 60_000)

  it('from other sites is refused before anything is read', async () => {
    const cookie = await enter('head_office')
    const payload = { json: { name: 'x' } }
    const ask = (headers: Record<string, string | undefined>, method: 'GET' | 'POST' = 'POST', url = urlOf('organisation.me')) =>
      app.inject({
        method,
        url,
        headers: Object.fromEntries(Object.entries({ cookie, ...headers }).filter(([, value]) => value !== undefined)),
        ...(method === 'POST' ? { payload } : {}),
      })
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:81' },
      {},
      { origin, 'sec-fetch-site': 'cross-site' },
      { 'x-liuke-client': 'x', 'sec-fetch-site': 'cross-site' },
    ])
      expect((await ask(headers)).statusCode).toBe(403)
    expect((await ask({ 'sec-fetch-site': 'cross-site' }, 'GET', '/api/v1/session')).statusCode).toBe(403)
    expect((await ask({ 'sec-fetch-site': 'same-origin' }, 'GET', '/api/v1/session')).statusCode).toBe(200)
    expect((await ask({ origin, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
  })

  it('as a cookie lets nobody in', async () => {
    const cookie = await enter('head_office')
    const token = cookie.split('=')[1] ?? ''
    const swapped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    for (const forged of [
      swapped,
      token.slice(1),
      `${token}x`,
      token.toUpperCase(),
      '',
      `' or '1'='1`,
      'x'.repeat(7_000),
      '%00',
      '__proto__',
    ]) {
      const answer = await send('organisation.me', undefined, `liuke_session=${forged}`)
      expect([forged.slice(0, 40), answer.statusCode]).toEqual([forged.slice(0, 40), 401])
    }
    await sql`update organisation.session set expires_at = now() - interval '1 second'`.execute(databases.owner)
    expect((await send('organisation.me', undefined, cookie)).statusCode).toBe(401)
  })

  it('leaves a bank that is whole: its trail verifies, its tables stand, and it answers', async () => {
    expect((await verifyAudit(databases.owner)).problems).toEqual([])
    const cookie = await enter('head_office')
    expect((await send('customer.list', { search: 'C000003' }, cookie)).json<{ json: { total: number } }>().json.total).toBe(1)
    expect(troubles.splice(0)).toEqual([])
  })
})

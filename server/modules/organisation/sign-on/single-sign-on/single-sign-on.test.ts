import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../../test/support/database.ts'
import { openHttpBank, type HttpBank } from '../../../../../test/support/http-bank.ts'
import { openIdentityProvider, type IdentityProvider } from '../../../../../test/support/identity-provider.ts'
import type { Databases } from '../../../../platform/database/pools.ts'
import { singleSignOnSettings } from './settings.ts'

const publicUrl = 'https://liuke.bank.example'
let databases: Databases
let identities: IdentityProvider
let bank: HttpBank
beforeAll(async () => {
  databases = await testDatabase()
  identities = await openIdentityProvider(`${publicUrl}/sso/callback`)
  const singleSignOn = {
    ...identities.settings,
    public_url: publicUrl,
    name: '行内统一认证',
    claim: 'preferred_username',
    matches: 'staff_no',
  } as const
  bank = await openHttpBank(databases, { singleSignOn })
})
afterAll(async () => {
  await bank.close()
  await identities.close()
})
beforeEach(() => {
  bank.troubles.length = 0
  // the provider's tokens carry the machine's time
  bank.now.value = new Date()
})

const get = async (url: string, cookie?: string) => {
  const answer = await bank.app.inject({ method: 'GET', url, headers: cookie === undefined ? {} : { cookie } })
  const set = [answer.headers['set-cookie'] ?? []].flat()
  const given = (name: string) => set.find((one) => one.startsWith(`${name}=`) && !one.startsWith(`${name}=;`))
  return {
    status: answer.statusCode,
    location: String(answer.headers.location),
    session: given('liuke_session'),
    journey: given('liuke_sso'),
  }
}
const pair = (cookie: string | undefined) => cookie?.split(';')[0]
const leave = async (query = '') => {
  const { location, journey } = await get(`/sso/start${query}`)
  return { location, journey: pair(journey) }
}
const pathOf = (url: string) => url.slice(publicUrl.length)
const sessionsNow = async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from organisation.session`.execute(databases.owner)
  return rows[0]?.n
}

describe('single sign-on', () => {
  it('lets in whom the provider vouches for and who has an account, with the rights they have here', async () => {
    expect((await bank.rpc('signOn.ways')).json).toMatchObject({ singleSignOn: { name: '行内统一认证' }, passwords: 'everybody' })
    const { location, journey } = await leave('?back=/customers')
    expect(location).toMatch(/code_challenge_method=S256/)
    const arrived = await get(pathOf(await identities.vouch(location, 'S14')), journey)
    expect(arrived).toMatchObject({ status: 302, location: '/customers' })
    expect(arrived.session).toMatch(/HttpOnly; SameSite=Strict/)
    const me = await bank.rpc('organisation.me', undefined, pair(arrived.session))
    expect(me.json).toMatchObject({ login: 'S14', role: 'relationship_manager' })
    expect((await bank.rpc('signOn.account', undefined, pair(arrived.session))).json).toMatchObject({ method: 'single_sign_on' })
  })

  it('lets nobody in who has no account, has left, or brings a journey that is not theirs', async () => {
    const before = await sessionsNow()
    const unknown = await leave()
    expect(await get(pathOf(await identities.vouch(unknown.location, 'S99')), unknown.journey)).toMatchObject({
      location: '/sign-in?problem=sso_unknown',
      session: undefined,
    })
    await sql`update organisation.staff set left_on = '2026-01-01' where staff_no = 'S18'`.execute(databases.owner)
    const left = await leave()
    expect(await get(pathOf(await identities.vouch(left.location, 'S18')), left.journey)).toMatchObject({
      location: '/sign-in?problem=sso_unknown',
      session: undefined,
    })

    const [mine, others] = [await leave(), await leave()]
    const back = pathOf(await identities.vouch(mine.location, 'S11'))
    for (const [journey, problem] of [
      [undefined, 'sso_again'],
      ['liuke_sso=forged', 'sso_again'],
      [others.journey, 'sso_refused'],
    ] as const)
      expect(await get(back, journey)).toMatchObject({ location: `/sign-in?problem=${problem}`, session: undefined })
    expect(await get(`${back}&state=other`, mine.journey)).toMatchObject({ location: '/sign-in?problem=sso_refused' })
    expect(await sessionsNow()).toBe(before)
  })

  it('takes a code once, within ten minutes, and not one of a provider that says who it is not', async () => {
    const { location, journey } = await leave()
    const back = pathOf(await identities.vouch(location, 'S14'))
    expect(await get(back.replace(/iss=[^&]*/, 'iss=http%3A%2F%2Fevil.example'), journey)).toMatchObject({
      location: '/sign-in?problem=sso_refused',
    })
    expect((await get(back, journey)).session).toBeDefined()
    expect(await get(back, journey)).toMatchObject({ location: '/sign-in?problem=sso_refused', session: undefined })
    const late = await leave()
    const lateBack = pathOf(await identities.vouch(late.location, 'S14'))
    bank.now.value = new Date(Date.now() + 11 * 60_000)
    expect(await get(lateBack, late.journey)).toMatchObject({ location: '/sign-in?problem=sso_again', session: undefined })
  })

  it('says so when somebody turned round at the provider, and never leads to another site', async () => {
    const { location, journey } = await leave('?back=https://evil.example/')
    const state = new URL(location).searchParams.get('state') ?? ''
    expect(await get(`/sso/callback?error=access_denied&state=${state}`, journey)).toMatchObject({
      location: '/sign-in?problem=sso_refused',
    })
    for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      const away = await leave(`?back=${encodeURIComponent(back)}`)
      expect(await get(pathOf(await identities.vouch(away.location, 'S14')), away.journey)).toMatchObject({ location: '/' })
    }
  })

  it('leaves no secret, code or token in what is reported and recorded', async () => {
    const { location, journey } = await leave()
    const back = pathOf(await identities.vouch(location, 'S14'))
    const code = new URLSearchParams(back.split('?')[1]).get('code') ?? ''
    await get(back, journey)
    await get(back, journey)
    await get(`${back}&error=server_error&error_description=${identities.settings.client_secret}`, journey)
    expect(bank.troubles.length).toBeGreaterThan(0)
    const { rows } = await sql<{ text: string }>`select string_agg(e::text, '') as text from audit.entry e`.execute(databases.owner)
    const said = `${rows[0]?.text}${bank.troubles.map((error) => `${(error as Error).stack} ${String((error as Error).cause)} ${JSON.stringify(error)}`).join()}`
    for (const secret of [code, identities.settings.client_secret, journey ?? '', 'eyJ']) expect(said).not.toContain(secret)
  })
})

describe('passwords of our own', () => {
  it('can be left to one login for emergencies', async () => {
    for (const [key, value] of [
      ['sign_in.local', 'break_glass'],
      ['sign_in.break_glass_login', 'S11'],
    ])
      await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason) values (${key}, '1900-01-01', 2, ${value}, 'code', 'M98', 'test')`.execute(
        databases.owner,
      )
    bank.now.value = new Date(Date.now() + 61_000)
    expect((await bank.rpc('signOn.ways')).json).toMatchObject({ passwords: 'break_glass' })
    expect(await bank.rpc('organisation.signIn', { login: 'S14', password: 'right' })).toMatchObject({
      status: 403,
      code: 'LOCAL_SIGN_IN_OFF',
      cookie: undefined,
    })
    expect(await bank.rpc('organisation.signIn', { login: 'nobody', password: 'right' })).toMatchObject({
      status: 403,
      code: 'LOCAL_SIGN_IN_OFF',
    })
    expect(await bank.rpc('organisation.signIn', { login: 'S11', password: 'right' })).toMatchObject({ status: 200 })
  })
})

describe('a provider that is away', () => {
  let silent: Server
  let away: HttpBank
  beforeAll(async () => {
    silent = createServer((_request, response) => response.writeHead(503).end('down'))
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const issuer = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    away = await openHttpBank(await testDatabase(), {
      singleSignOn: { ...identities.settings, issuer, public_url: publicUrl, name: 'x', claim: 'sub', matches: 'login' },
    })
  })
  afterAll(async () => {
    await away.close()
    silent.close()
  })
  it('is told at the door, and passwords still work', async () => {
    const answer = await away.app.inject({ method: 'GET', url: '/sso/start' })
    expect(answer.headers.location).toBe('/sign-in?problem=sso_unreachable')
    expect(await away.rpc('organisation.signIn', { login: 'S14', password: 'right' })).toMatchObject({ status: 200 })
  })
})

describe('the settings', () => {
  const env = {
    LIUKE_OIDC_ISSUER: 'https://id.bank.example',
    LIUKE_OIDC_CLIENT_ID: 'liuke',
    LIUKE_OIDC_CLIENT_SECRET: 'hush',
    LIUKE_OIDC_PUBLIC_URL: 'https://liuke.bank.example',
  }
  it('are none, or complete, and errors show no value', () => {
    expect(singleSignOnSettings({})).toBeUndefined()
    expect(singleSignOnSettings(env)).toMatchObject({ client_id: 'liuke', claim: 'preferred_username', matches: 'login' })
    const lacking = () => singleSignOnSettings({ ...env, LIUKE_OIDC_ISSUER: 'hush', LIUKE_OIDC_PUBLIC_URL: '' })
    expect(lacking).toThrow(/issuer、public_url/)
    expect(lacking).not.toThrow(/hush/)
    expect(() => singleSignOnSettings({ ...env, LIUKE_OIDC_ISSUER: 'http://id.bank.example' })).toThrow(/https/)
  })
})

import { sql } from 'kysely'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { openHttpBank, rightPassword, type HttpBank } from '../../../../test/support/http-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { resetPassword } from './rescue-login.ts'

const minute = 60_000
let databases: Databases
let bank: HttpBank
beforeAll(async () => {
  databases = await testDatabase()
  bank = await openHttpBank(databases)
})
afterAll(() => bank.close())
beforeEach(async () => {
  await sql`truncate organisation.failed_sign_in, organisation.second_factor, organisation.recovery_code`.execute(databases.owner)
  later(10 * minute)
})

/** Sessions that others look at are remembered for two seconds; every test asks with sessions of its own. */
const later = (ms: number) => (bank.now.value = new Date(bank.now.value.getTime() + ms))
const signIn = (login: string, more: object = {}) => bank.rpc('organisation.signIn', { login, password: rightPassword, ...more })
const codeOf = (secret: unknown, ahead = 0) =>
  new TOTP({ secret: String(secret) }).generate({ timestamp: bank.now.value.getTime() + ahead })
const policy = (key: string, value: string) =>
  sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
    select ${key}, '1900-01-01', max(version) + 1, ${value}, min(unit), 'M98', 'test' from policy.policy where key = ${key}`.execute(
    databases.owner,
  )

describe('a password that somebody else gave', () => {
  it('lets in only to be replaced, by one that policy takes, and not by an earlier one', async () => {
    const given = (await resetPassword(databases.owner, 'S13', { now: bank.now.value })) ?? ''
    const ask = (newPassword?: string) => bank.rpc('organisation.signIn', { login: 'S13', password: given, newPassword })
    expect(await ask()).toMatchObject({ status: 403, code: 'PASSWORD_CHANGE_NEEDED', cookie: undefined })
    for (const [password, problem] of [
      ['short', 'too_short'],
      ['S13-kettle-blue', 'holds_name'],
      [given, 'used_before'],
      ['陈静-kettle-42', 'holds_name'],
    ])
      expect(await ask(password)).toMatchObject({ status: 422, json: { data: { problem } }, cookie: undefined })
    expect(await ask('blue-kettle-42')).toMatchObject({ status: 200, cookie: expect.stringContaining('liuke_session=') })
    expect(await ask('blue-kettle-43')).toMatchObject({ code: 'WRONG_CREDENTIALS' })
    const cookie = (await bank.rpc('organisation.signIn', { login: 'S13', password: 'blue-kettle-42' })).cookie
    const change = (password: string, newPassword: string) => bank.rpc('signOn.changePassword', { password, newPassword }, cookie)
    expect(await change('blue-kettle-42', given)).toMatchObject({ code: 'PASSWORD_REFUSED' })
    expect(await change('wrong', 'green-kettle-42')).toMatchObject({ code: 'WRONG_CREDENTIALS' })
    expect(await change('blue-kettle-42', 'green-kettle-42')).toMatchObject({ status: 200 })
    expect(await change('green-kettle-42', 'blue-kettle-42')).toMatchObject({ json: { data: { problem: 'used_before' } } })
  })

  it('is asked to be replaced by its age, where policy says so', async () => {
    await policy('password.longest_age_days', '90')
    later(minute)
    expect(await signIn('S12')).toMatchObject({ status: 200 })
    later(91 * 24 * 60 * minute)
    expect(await signIn('S12')).toMatchObject({ code: 'PASSWORD_CHANGE_NEEDED' })
    await policy('password.longest_age_days', '0')
    later(minute)
  })
})

describe('the second factor', () => {
  const enrol = async (login: string) => {
    const cookie = await bank.enter(login)
    const { json } = await bank.rpc('signOn.offerSecondFactor', undefined, cookie)
    const confirmed = await bank.rpc('signOn.confirmSecondFactor', { code: codeOf(json['secret']) }, cookie)
    return { cookie, secret: json['secret'], recoveryCodes: confirmed.json['recoveryCodes'] as string[] }
  }

  it('is enrolled by a code, then asked for; a code counts once, one step of drift is allowed', async () => {
    const { secret } = await enrol('S16')
    expect(await signIn('S16')).toMatchObject({ status: 401, code: 'SECOND_FACTOR_NEEDED', cookie: undefined })
    // the code it was confirmed with is used up
    expect(await signIn('S16', { code: codeOf(secret) })).toMatchObject({ code: 'WRONG_CODE' })
    later(minute)
    const code = codeOf(secret, -30_000)
    expect(await signIn('S16', { code: `${code.slice(0, 3)} ${code.slice(3)}` })).toMatchObject({ status: 200 })
    expect(await signIn('S16', { code })).toMatchObject({ code: 'WRONG_CODE' })
    expect(await signIn('S16', { code: codeOf(secret, 90_000) })).toMatchObject({ code: 'WRONG_CODE' })
    expect(await bank.rpc('organisation.signIn', { login: 'S16', password: 'wrong', code: codeOf(secret) })).toMatchObject({
      code: 'WRONG_CREDENTIALS',
    })
  })

  it('may be replaced by a recovery code, once; new ones end the old', async () => {
    const { cookie, recoveryCodes } = await enrol('S16')
    const [first = '', second = '', third = ''] = recoveryCodes
    expect(recoveryCodes).toHaveLength(10)
    expect(await signIn('S16', { code: first.toUpperCase() })).toMatchObject({ status: 200 })
    expect(await signIn('S16', { code: first })).toMatchObject({ code: 'WRONG_CODE' })
    expect((await bank.rpc('signOn.account', undefined, cookie)).json['secondFactor']).toEqual({
      enrolled: true,
      required: false,
      recoveryCodesLeft: 9,
    })
    const renewed = (await bank.rpc('signOn.renewRecoveryCodes', undefined, cookie)).json['recoveryCodes'] as string[]
    expect(await signIn('S16', { code: second })).toMatchObject({ code: 'WRONG_CODE' })
    expect(await signIn('S16', { code: renewed[0] })).toMatchObject({ status: 200 })
    const { rows } = await sql<{ row: string }>`
      select f::text || coalesce((select string_agg(c::text, '') from organisation.recovery_code c), '') as row from organisation.second_factor f`.execute(
      databases.owner,
    )
    expect(rows[0]?.row).not.toMatch(new RegExp(third))
  })

  it('is guarded against guessing, also by many tries at once', async () => {
    const { secret } = await enrol('S16')
    later(minute)
    const guesses = await Promise.all(Array.from({ length: 12 }, (_none, n) => signIn('S16', { code: String(n).padStart(6, '0') })))
    expect(guesses.filter(({ code }) => code === 'WRONG_CODE')).toHaveLength(5)
    expect(await signIn('S16', { code: codeOf(secret) })).toMatchObject({ status: 429 })
    const admin = await bank.enter('S11')
    expect(await bank.rpc('signOn.unlockLogin', { login: 'S16' }, admin)).toMatchObject({ status: 200 })
    expect(await signIn('S16', { code: codeOf(secret) })).toMatchObject({ status: 200 })
  })

  it('is asked of the roles that policy names before anything else is shown, and cannot be taken off by them', async () => {
    await policy('sign_in.second_factor_roles', 'compliance_officer head_office')
    later(minute)
    const seen = await signIn('S17')
    expect(seen).toMatchObject({ status: 403, code: 'SECOND_FACTOR_ENROLMENT', cookie: undefined })
    const offer = (await signIn('S17')).json['data'] as { secret: string; uri: string }
    const first = (seen.json['data'] as { secret: string }).secret
    expect(offer.secret).not.toBe(first)
    expect(await signIn('S17', { code: codeOf(first) })).toMatchObject({ code: 'WRONG_CODE' })
    const entered = await signIn('S17', { code: codeOf(offer.secret) })
    expect(entered).toMatchObject({ status: 200 })
    expect(await bank.rpc('signOn.removeSecondFactor', undefined, entered.cookie)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect(await signIn('S17')).toMatchObject({ code: 'SECOND_FACTOR_NEEDED' })
    expect(await signIn('S13', { password: 'green-kettle-42' })).toMatchObject({ status: 200 })
    await policy('sign_in.second_factor_roles', 'none')
    later(minute)
  })

  it('is taken off by the person after fresh proof with it, and by an administrator', async () => {
    const { cookie, secret } = await enrol('S16')
    later(11 * minute)
    expect(await bank.rpc('signOn.removeSecondFactor', undefined, cookie)).toMatchObject({ status: 403, code: 'REAUTHENTICATE' })
    expect(await bank.rpc('signOn.prove', { password: rightPassword }, cookie)).toMatchObject({ code: 'SECOND_FACTOR_NEEDED' })
    expect(await bank.rpc('signOn.prove', { password: rightPassword, code: '000000' }, cookie)).toMatchObject({ code: 'WRONG_CODE' })
    expect(await bank.rpc('signOn.prove', { password: rightPassword, code: codeOf(secret) }, cookie)).toMatchObject({ status: 200 })
    expect(await bank.rpc('signOn.removeSecondFactor', undefined, cookie)).toMatchObject({ status: 200 })
    expect(await signIn('S16')).toMatchObject({ status: 200 })
    await enrol('S16')
    const admin = await bank.enter('S11')
    expect(await bank.rpc('signOn.resetSecondFactor', { login: 'S16' }, admin)).toMatchObject({ status: 200 })
    expect(await bank.rpc('signOn.resetSecondFactor', { login: 'S16' }, admin)).toMatchObject({ status: 409 })
    expect(await signIn('S16')).toMatchObject({ status: 200 })
  })
})

describe('sessions', () => {
  it('are listed with place and device, and end one by one or everywhere', async () => {
    const agent = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 MicroMessenger/8.0' }
    const first = await bank.enter('S15')
    const phone = (await bank.rpc('organisation.signIn', { login: 'S15', password: rightPassword }, undefined, agent)).cookie ?? ''
    const { rows } = (await bank.rpc('signOn.sessions', undefined, first)).json as {
      rows: { id: string; current: boolean; device: string; address: string }[]
    }
    expect(
      rows.map(({ current, device, address }) => ({ current, device, address })).toSorted((a, b) => Number(a.current) - Number(b.current)),
    ).toEqual([
      { current: false, device: '微信 · iOS', address: '127.0.0.1' },
      { current: true, device: '', address: '127.0.0.1' },
    ])
    const other = await bank.enter('S14')
    const id = rows.find(({ current }) => !current)?.id
    expect(await bank.rpc('signOn.endSession', { id }, other)).toMatchObject({ status: 404 })
    expect(await bank.rpc('signOn.endSession', { id }, first)).toMatchObject({ status: 200 })
    expect(await bank.rpc('organisation.me', undefined, phone)).toMatchObject({ status: 401 })
    const second = await bank.enter('S15')
    expect((await bank.rpc('signOn.endAllSessions', { keepThis: true }, first)).json).toEqual({ ended: 1 })
    expect(await bank.rpc('organisation.me', undefined, second)).toMatchObject({ status: 401 })
    expect((await bank.rpc('signOn.endAllSessions', {}, first)).json).toEqual({ ended: 1 })
    expect(await bank.rpc('organisation.me', undefined, first)).toMatchObject({ status: 401 })
    expect(await bank.rpc('organisation.me', undefined, other)).toMatchObject({ status: 200 })
  })

  it('of the future end when the clock is set back by more than a little', async () => {
    const start = bank.now.value
    const cookie = await bank.enter('S18')
    bank.now.value = new Date(start.getTime() - 30_000)
    expect(await bank.rpc('signOn.account', undefined, cookie)).toMatchObject({ status: 200 })
    const fresh = await bank.enter('S18')
    bank.now.value = new Date(start.getTime() - 60 * minute)
    expect(await bank.rpc('signOn.account', undefined, fresh)).toMatchObject({ status: 401 })
    bank.now.value = start
  })
})

describe('helping somebody in', () => {
  it('is for head office alone, with fresh proof, not for the own login; the one-time password must be replaced', async () => {
    const president = await bank.enter('S12')
    for (const route of ['unlockLogin', 'resetPassword', 'resetSecondFactor'])
      expect(await bank.rpc(`signOn.${route}`, { login: 'S14' }, president)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    const admin = await bank.enter('S11')
    later(11 * minute)
    expect(await bank.rpc('signOn.resetPassword', { login: 'S14' }, admin)).toMatchObject({ code: 'REAUTHENTICATE' })
    expect(await bank.rpc('signOn.prove', { password: rightPassword }, admin)).toMatchObject({ status: 200 })
    expect(await bank.rpc('signOn.resetPassword', { login: 'nobody' }, admin)).toMatchObject({ status: 404 })
    expect(await bank.rpc('signOn.resetPassword', { login: 'S11' }, admin)).toMatchObject({ status: 409 })
    const victim = await bank.enter('S14')
    const { json } = await bank.rpc('signOn.resetPassword', { login: 'S14' }, admin)
    expect(await bank.rpc('organisation.me', undefined, victim)).toMatchObject({ status: 401 })
    expect(await bank.rpc('organisation.signIn', { login: 'S14', password: json['password'] })).toMatchObject({
      code: 'PASSWORD_CHANGE_NEEDED',
    })
    const { rows } = await sql<{ action: string; outcome: string; actor: string; text: string }>`
      select action, outcome, actor_login as actor, e::text as text from audit.entry e where subject_id = 'S14' and subject_kind = 'user' order by id`.execute(
      databases.owner,
    )
    expect(rows.map(({ action, outcome, actor }) => `${actor} ${action} ${outcome}`)).toEqual([
      'S12 unlock-login refused',
      'S12 reset-password refused',
      'S12 remove-second-factor refused',
      'S11 reset-password done',
    ])
    expect(rows.map(({ text }) => text).join()).not.toContain(json['password'])
  })
})

it('met nothing unexpected in all of this', () => {
  expect(bank.troubles).toEqual([])
})

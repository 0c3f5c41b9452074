import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { openHttpBank, type HttpBank } from '../../../../test/support/http-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { newKey, openKeyRing, writeKeyRing } from '../../../platform/secrets/key-ring.ts'
import { secretsInFile } from '../../../platform/secrets/secrets.ts'
import { resealSecrets } from './rotate-secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-rotate-'))
const path = join(folder, 'secret.keys')
let databases: Databases
let bank: HttpBank
beforeAll(async () => {
  databases = await testDatabase()
  bank = await openHttpBank(databases, { secrets: secretsInFile(path) })
})
afterAll(async () => {
  await bank.close()
  rmSync(folder, { recursive: true })
})

it('a new key takes over while people sign in, and a stolen database says nothing without its file', async () => {
  const cookie = await bank.enter('S14')
  const { secret } = (await bank.rpc('signOn.offerSecondFactor', undefined, cookie)).json
  const code = () => new TOTP({ secret: String(secret) }).generate({ timestamp: bank.now.value.getTime() })
  expect(await bank.rpc('signOn.confirmSecondFactor', { code: code() }, cookie)).toMatchObject({ status: 200 })
  const sealed = async () =>
    (await sql<{ s: string }>`select sealed_secret as s from organisation.second_factor`.execute(databases.owner)).rows[0]?.s ?? ''
  const before = await sealed()
  expect(before).not.toContain(String(secret))

  const [former] = openKeyRing(path)
  writeKeyRing(path, [newKey(), former])
  bank.now.value = new Date(bank.now.value.getTime() + 60_000)
  expect(await bank.rpc('organisation.signIn', { login: 'S14', password: 'right', code: code() })).toMatchObject({ status: 200 })
  expect(await resealSecrets(databases.owner, secretsInFile(path))).toBe(1)
  expect(await resealSecrets(databases.owner, secretsInFile(path))).toBe(0)
  expect((await sealed()).split('.')[0]).not.toBe(before.split('.')[0])
  writeKeyRing(path, [openKeyRing(path)[0]])
  bank.now.value = new Date(bank.now.value.getTime() + 60_000)
  expect(await bank.rpc('organisation.signIn', { login: 'S14', password: 'right', code: code() })).toMatchObject({ status: 200 })

  writeKeyRing(path, [newKey()])
  bank.now.value = new Date(bank.now.value.getTime() + 60_000)
  expect(await bank.rpc('organisation.signIn', { login: 'S14', password: 'right', code: code() })).toMatchObject({ status: 500 })
  expect(bank.troubles).toHaveLength(1)
})

it('nothing of passwords, codes and secrets is written down anywhere', async () => {
  bank.troubles.length = 0
  const written: string[] = []
  const streams = [process.stdout, process.stderr] as const
  const writes = streams.map((stream) => stream.write.bind(stream))
  for (const stream of streams) stream.write = (chunk: unknown) => written.push(String(chunk)) > 0
  let words: string[] = []
  try {
    const cookie = await bank.enter('S15')
    const { secret, uri } = (await bank.rpc('signOn.offerSecondFactor', undefined, cookie)).json
    const code = new TOTP({ secret: String(secret) }).generate({ timestamp: bank.now.value.getTime() })
    const { json } = await bank.rpc('signOn.confirmSecondFactor', { code }, cookie)
    const [recovery = ''] = json['recoveryCodes'] as string[]
    await bank.rpc('organisation.signIn', { login: 'S15', password: 'wrong-kettle-1', code: '123456' })
    await bank.rpc('organisation.signIn', { login: 'S15', password: 'right', code: recovery })
    await bank.rpc('signOn.changePassword', { password: 'right', newPassword: 'blue-kettle-42' }, cookie)
    words = [String(secret), String(uri), code, recovery, 'wrong-kettle-1', 'blue-kettle-42', cookie.split('=')[1] ?? '']
  } finally {
    for (const [index, stream] of streams.entries()) stream.write = writes[index] as typeof stream.write
  }
  const { rows } = await sql<{
    text: string
  }>`select string_agg(detail::text || coalesce(subject_id, '') || actor_login, ' ') as text from audit.entry`.execute(databases.owner)
  const said = `${written.join('')} ${rows[0]?.text} ${bank.troubles.map((error) => (error as Error).stack).join()}`
  for (const word of words) expect(said.includes(word)).toBe(false)
  expect(words.every((word) => word.length > 5)).toBe(true)
})

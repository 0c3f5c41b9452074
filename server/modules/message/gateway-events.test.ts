import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { openHttpBank, type HttpBank } from '../../../test/support/http-bank.ts'
import { draftOf, hers, morning, officeOf, openPost, queued, stateOf, work } from '../../../test/support/post-office.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { passingSecrets } from '../../platform/secrets/secrets.ts'
import type { Gateway } from './gateways/gateway.ts'
import { resealGateways, rotateKey, setWebhook, webhookKeys } from './gateways/settings.ts'
import { signedHeaders, type SharedKey } from './gateways/signature.rules.ts'
import { gatewayPath } from './serve-gateway.ts'

const secrets = passingSecrets()
let databases: Databases
let bank: HttpBank
let key: SharedKey
beforeAll(async () => {
  databases = await testDatabase()
  await openPost(databases)
  bank = await openHttpBank(databases, { secrets, background: false })
  bank.now.value = morning
  ;({ key } = await setWebhook(databases.owner, secrets, { url: 'http://127.0.0.1:9/send', media: ['sms', 'wechat'] }, morning))
})
afterAll(() => bank.close())

const took: Gateway = {
  name: 'webhook',
  media: ['sms', 'wechat'],
  actsOnce: true,
  handOver: async () => ({ outcome: 'accepted', reference: 'g1' }),
}
let numbers = 0
const post = (
  events: object[],
  {
    by = key,
    at = morning,
    body = JSON.stringify({ events }),
    headers = {},
  }: { by?: SharedKey; at?: Date; body?: string; headers?: object } = {},
) =>
  bank.app.inject({
    method: 'POST',
    url: gatewayPath,
    payload: body,
    headers: {
      'content-type': 'application/json',
      'x-liuke-client': 'gateway',
      ...signedHeaders(by, JSON.stringify({ events }), at),
      ...headers,
    },
  })
const event = (more: object) => ({ id: `e${++numbers}`, at: morning.toISOString(), ...more })

it('takes receipts once, and says by them what arrived', async () => {
  const id = await queued(databases, draftOf({ medium: 'sms' }))
  await work(officeOf(databases, { gateways: [took] }), id)
  const receipt = event({ kind: 'receipt', key: id, delivered: true })
  expect((await post([receipt, event({ kind: 'receipt', key: 'nobody', delivered: true })])).json()).toEqual({
    taken: 1,
    repeated: 0,
    unknown: 1,
  })
  expect((await post([receipt])).json()).toEqual({ taken: 0, repeated: 1, unknown: 0 })
  expect(await stateOf(databases, id)).toMatchObject({ state: 'delivered', contacts: 1 })
})

it('honours an opt-out at once for everybody of the phone: refusal, timeline, audit, and nothing more leaves', async () => {
  const waiting = await queued(databases, draftOf({ medium: 'sms', customerId: String(hers.second) }))
  expect((await post([event({ kind: 'reply', medium: 'sms', from: '+86 137 0000 0030', text: ' r ' })])).json()).toEqual({
    taken: 1,
    repeated: 0,
    unknown: 0,
  })
  const { rows } =
    await sql`select channel, purpose, source, proof from privacy.refusal where customer_id = ${hers.second} and ended_at is null`.execute(
      databases.owner,
    )
  expect(rows).toEqual([{ channel: 'sms', purpose: null, source: 'customer_link', proof: `客户回复“r”，网关编号 e${numbers}` }])
  const contacts = await sql`select direction, outcome, channel, note from contact.contact where customer_id = ${hers.second}`.execute(
    databases.owner,
  )
  expect(contacts.rows).toEqual([{ direction: 'inbound', outcome: 'refused', channel: 'sms', note: 'r' }])
  const audit = await sql`select subject_id from audit.entry where action = 'take-reply' and detail ->> 'optOut' = 'true'`.execute(
    databases.owner,
  )
  expect(audit.rows).toEqual([{ subject_id: String(hers.second) }])
  await work(officeOf(databases, { gateways: [took] }), waiting)
  expect(await stateOf(databases, waiting)).toMatchObject({ state: 'stopped', reason: 'refused' })
})

it('keeps every other answer as an inbound contact of the customer', async () => {
  const id = await queued(databases, draftOf({ medium: 'wechat', customerId: String(hers.third) }))
  await post([event({ kind: 'reply', medium: 'wechat', from: '13800001234', key: id, text: 'Rest well，谢谢' })])
  const { rows } = await sql`select body, opt_out as "optOut" from message.reply where customer_id = ${hers.third}`.execute(databases.owner)
  expect(rows).toEqual([{ body: 'Rest well，谢谢', optOut: false }])
  expect((await sql`select from privacy.refusal where customer_id = ${hers.third}`.execute(databases.owner)).rows).toEqual([])
})

it('refuses what is unsigned, wrongly signed, of an unknown key, stale, changed or malformed, on record and without a word of why', async () => {
  const events = [event({ kind: 'receipt', key: 'x', delivered: true })]
  const wrong = { id: key.id, secret: Buffer.alloc(32).toString('base64') }
  const answers = [
    await post(events, { by: wrong }),
    await post(events, { by: { ...key, id: 'nobody' } }),
    await post(events, { at: new Date(morning.getTime() - 301_000) }),
    await post(events, { body: JSON.stringify({ events: [{ ...events[0], key: 'y' }] }) }),
    await post(events, { headers: { 'x-liuke-signature': '' } }),
  ]
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 401, 401])
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
  const malformed = '{"events":[{"kind":"receipt"}]}'
  expect((await post([], { body: malformed, headers: signedHeaders(key, malformed, morning) })).statusCode).toBe(400)
  const { rows } = await sql<{
    problem: string
  }>`select detail ->> 'problem' as problem from audit.entry where action = 'refuse-gateway' order by id`.execute(databases.owner)
  expect(rows.map(({ problem }) => problem)).toEqual(['wrong_signature', 'unknown_key', 'stale', 'wrong_signature', 'unsigned'])
})

it('goes on under a new key while the former is still taken, until the next; all of them sealed', async () => {
  const fresh = await rotateKey(databases.owner, secrets, morning)
  if (!fresh) throw new Error('no key')
  const receipt = () => [event({ kind: 'receipt', key: 'x', delivered: true })]
  expect((await post(receipt(), { by: fresh })).statusCode).toBe(200)
  expect((await post(receipt(), { by: key })).statusCode).toBe(200)
  await rotateKey(databases.owner, secrets, morning)
  expect((await post(receipt(), { by: key })).statusCode).toBe(401)
  expect((await webhookKeys(databases.owner, secrets)).map(({ id }) => id)).toContain(fresh.id)
  const { rows } = await sql<{ sealed: string }>`select sealed from message.gateway`.execute(databases.owner)
  expect(rows[0]?.sealed).not.toContain(fresh.secret)
  expect(await resealGateways(databases.owner, secrets)).toBe(0)
  key = fresh
})

it('limits how often an address may ask', async () => {
  const limited = await openHttpBank(databases, { secrets, background: false, signInsPerMinute: 3 })
  limited.now.value = morning
  const codes: number[] = []
  for (let turn = 0; turn < 5; turn++)
    codes.push(
      (
        await limited.app.inject({
          method: 'POST',
          url: gatewayPath,
          payload: '{}',
          headers: { 'content-type': 'application/json', 'x-liuke-client': 'g' },
        })
      ).statusCode,
    )
  await limited.close()
  expect(codes).toEqual([401, 401, 401, 429, 429])
})

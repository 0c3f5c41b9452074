import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { openBankGateway, openMailServer } from '../../../test/support/post.ts'
import { chen, draftOf, hers, lina, morning, officeOf, openPost, queued, stateOf, work } from '../../../test/support/post-office.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Gateway } from './gateways/gateway.ts'
import { signatureProblem } from './gateways/signature.rules.ts'
import { smtpGateway } from './gateways/smtp.ts'
import { webhookGateway } from './gateways/webhook.ts'

let databases: Databases
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  databases = await testDatabase()
  await openPost(databases)
})
beforeEach(async () => {
  // what one test sent must not fill the next one's cap
  await sql`alter table contact.contact disable trigger append_only`.execute(databases.owner)
  await sql`delete from contact.contact`.execute(databases.owner)
  await sql`alter table contact.contact enable trigger append_only`.execute(databases.owner)
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function mailServer(hooks?: Parameters<typeof openMailServer>[0]) {
  const server = await openMailServer(hooks)
  closing.push(server.close)
  const place = {
    media: ['email'],
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    requireTls: false,
    user: null,
    password: null,
  } as const
  return { ...server, gateway: smtpGateway({ ...place, from: 'care@bank.example', seconds: 5 }) }
}
const key = { id: 'k1', secret: Buffer.alloc(32, 7).toString('base64') }
async function bankGateway(answer?: Parameters<typeof openBankGateway>[0], seconds = 5) {
  const server = await openBankGateway(answer)
  closing.push(server.close)
  const gateway = webhookGateway({ media: ['sms', 'wechat'], url: server.url, keys: [key], seconds }, () => morning)
  return { ...server, gateway }
}

it('hands a message to a real mail server once, and makes it one contact of the customer', async () => {
  const { gateway, taken } = await mailServer()
  const id = await queued(databases, draftOf({ words: { body: '天冷了，您上次说的暖气修好了吗？', title: '问候' } }))
  const office = officeOf(databases, { gateways: [gateway] })
  await Promise.all([work(office, id), work(office, id)])
  await work(office, id)
  expect(taken).toHaveLength(1)
  expect(taken[0]).toContain('To: kehu21@example.com')
  expect(taken[0]).toContain(`Message-ID: <${id}@bank.example>`)
  expect(await stateOf(databases, id)).toEqual({ state: 'handed', reason: null, attempt: 1, contacts: 1 })
  const { rows } =
    await sql`select channel, purpose, direction, outcome, note, user_id as "userId", staff_id as "staffId" from contact.contact`.execute(
      databases.owner,
    )
  expect(rows).toEqual([
    {
      channel: 'letter',
      purpose: 'care',
      direction: 'outbound',
      outcome: 'sent',
      note: '天冷了，您上次说的暖气修好了吗？',
      userId: 5,
      staffId: 14,
    },
  ])
})

it('tells the bank’s gateway by a signed request, with the opt-out notice in what promotes', async () => {
  const { gateway, requests } = await bankGateway()
  const id = await queued(databases, draftOf({ medium: 'sms', words: { body: '周末降温，出门多穿一件。', title: null } }))
  await work(officeOf(databases, { gateways: [gateway] }), id)
  const [{ headers, body } = { headers: {}, body: '' }] = requests
  expect(headers['idempotency-key']).toBe(id)
  expect(JSON.parse(body)).toEqual({
    key: id,
    medium: 'sms',
    to: '13700000021',
    title: null,
    text: '周末降温，出门多穿一件。 拒收请回复R',
    from: { name: '李娜', outlet: '解放路网点' },
  })
  const signed = (name: string) => String(headers[name])
  const request = { timestamp: signed('x-liuke-timestamp'), keyId: signed('x-liuke-key'), signature: signed('x-liuke-signature'), body }
  expect(signatureProblem([key], request, { now: morning, skewSeconds: 300 })).toBeUndefined()
  expect(signatureProblem([key], { ...request, body: `${body} ` }, { now: morning, skewSeconds: 300 })).toBe('wrong_signature')
  expect(await stateOf(databases, id)).toMatchObject({ state: 'handed', contacts: 1 })
})

it('tries again after growing pauses and gives up as a dead letter', async () => {
  const { gateway } = await bankGateway(() => 503)
  const id = await queued(databases, draftOf({ medium: 'sms' }))
  const office = officeOf(databases, { gateways: [gateway] })
  const pauses: number[] = []
  for (let attempt = 1; attempt <= 8; attempt++) {
    await work(office, id)
    const { rows } = await sql<{ nextAt: Date | null }>`select next_at as "nextAt" from message.dispatch where message_id = ${id}`.execute(
      databases.owner,
    )
    if (rows[0]?.nextAt) pauses.push(rows[0].nextAt.getTime() - morning.getTime())
  }
  expect(pauses).toHaveLength(7)
  expect(pauses.every((pause, index) => index === 0 || pause > (pauses[index - 1] ?? 0))).toBe(true)
  expect(await stateOf(databases, id)).toEqual({ state: 'failed', reason: 'tried_too_often', attempt: 8, contacts: 0 })
})

it('gives up at once what a gateway refuses for good', async () => {
  const mail = await mailServer({
    onMail: async () => {
      throw Object.assign(new Error('no such mailbox'), { responseCode: 550 })
    },
  })
  const id = await queued(databases, draftOf())
  await work(officeOf(databases, { gateways: [mail.gateway] }), id)
  expect(await stateOf(databases, id)).toMatchObject({ state: 'failed', reason: 'refused_by_gateway', contacts: 0 })
})

it('waits in the queue where nothing is set up', async () => {
  const id = await queued(databases, draftOf())
  await work(officeOf(databases, { gateways: [] }), id)
  expect(await stateOf(databases, id)).toEqual({ state: 'queued', reason: 'no_gateway', attempt: 0, contacts: 0 })
})

it('stops what was queued when the same person refuses under another number, which somebody else keeps', async () => {
  const { gateway, requests } = await bankGateway()
  const id = await queued(databases, draftOf({ medium: 'sms', customerId: String(hers.third) }))
  await sql`insert into privacy.refusal (customer_id, channel, purpose, refused_at, recorded_by) values (6, 'sms', null, ${morning}, 1)`.execute(
    databases.owner,
  )
  await sql`insert into duplicate.pair (first_id, second_id, state, evidence, made_sure, needs_second, proposed_by, proposed_at)
    values (${hers.third}, 6, 'linked', '{name,phone}', 'document', true, 1, ${morning})`.execute(databases.owner)
  await work(officeOf(databases, { gateways: [gateway] }), id)
  expect(requests).toEqual([])
  expect(await stateOf(databases, id)).toMatchObject({ state: 'stopped', reason: 'linked_refused', contacts: 0 })
  await sql`update duplicate.pair set state = 'undone'`.execute(databases.owner)
})

it('asks for the permission again right before it leaves: what time lifts is waited for, all else stops it', async () => {
  const { gateway, requests } = await bankGateway()
  const waits = await queued(databases, draftOf({ medium: 'sms' }))
  const lunch = officeOf(databases, { gateways: [gateway], now: () => new Date('2026-11-20T04:30:00Z') })
  await work(lunch, waits)
  expect(await stateOf(databases, waits)).toMatchObject({ state: 'queued', reason: 'quiet_hours', attempt: 0 })
  const { rows } = await sql<{ nextAt: Date }>`select next_at as "nextAt" from message.dispatch where message_id = ${waits}`.execute(
    databases.owner,
  )
  expect(rows[0]?.nextAt.toISOString()).toBe('2026-11-20T06:00:00.000Z')

  const refused = await queued(databases, draftOf({ medium: 'sms', customerId: String(hers.second) }))
  await sql`insert into privacy.refusal (customer_id, channel, purpose, refused_at, recorded_by) values (${hers.second}, 'sms', null, ${morning}, 1)`.execute(
    databases.owner,
  )
  await work(officeOf(databases, { gateways: [gateway] }), refused)
  expect(await stateOf(databases, refused)).toMatchObject({ state: 'stopped', reason: 'refused', contacts: 0 })
  expect(requests).toHaveLength(0)
})

it('stops what its writer may no longer send, and what would come too late', async () => {
  const { gateway, requests } = await bankGateway()
  const left = await queued(databases, draftOf({ medium: 'sms' }))
  await work(officeOf(databases, { gateways: [gateway], personOf: async () => undefined }), left)
  expect(await stateOf(databases, left)).toMatchObject({ state: 'stopped', reason: 'sender_left' })
  const late = await queued(databases, draftOf({ medium: 'sms', notAfter: '2026-11-20T18:00:00+08:00' }))
  await work(officeOf(databases, { gateways: [gateway], now: () => new Date('2026-11-20T10:00:01Z') }), late)
  expect(await stateOf(databases, late)).toMatchObject({ state: 'stopped', reason: 'too_late' })
  expect(requests).toHaveLength(0)
})

it('lets one message of a customer leave at a time: the colleague’s of the same day waits for another', async () => {
  const { gateway, requests } = await bankGateway(async () => {
    await new Promise((resolve) => setTimeout(resolve, 150))
    return 202
  })
  const mine = await queued(databases, draftOf({ medium: 'sms' }))
  const theirs = await queued(databases, draftOf({ medium: 'wechat' }), chen)
  const people = officeOf(databases, { gateways: [gateway], personOf: async ({ userId }) => (userId === chen.userId ? chen : lina) })
  await Promise.all([work(people, mine), work(people, theirs)])
  await Promise.all([work(people, mine), work(people, theirs)])
  const states = [await stateOf(databases, mine), await stateOf(databases, theirs)]
  expect(states.filter(({ state }) => state === 'handed')).toHaveLength(1)
  expect(states.filter(({ state, reason }) => state === 'queued' && reason === 'one_voice')).toHaveLength(1)
  expect(requests).toHaveLength(1)
})

it('lets nobody hand over again what was handed over, whoever writes', async () => {
  const gateway: Gateway = {
    name: 'smtp',
    media: ['email'],
    actsOnce: false,
    handOver: async () => ({ outcome: 'accepted', reference: 'x' }),
  }
  const id = await queued(databases, draftOf())
  await work(officeOf(databases, { gateways: [gateway] }), id)
  await expect(sql`update message.dispatch set state = 'queued' where message_id = ${id}`.execute(databases.owner)).rejects.toThrow(
    /does not become/,
  )
  await expect(sql`update message.message set body = 'x' where id = ${id}`.execute(databases.owner)).rejects.toThrow(/never changed/)
})

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { openBankGateway } from '../../../test/support/post.ts'
import { chen, draftOf, hers, lina, morning, officeOf, openPost, queued, stateOf, work } from '../../../test/support/post-office.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { webhookGateway } from '../message/gateways/webhook.ts'
import { draftIntroduction, type Introduction } from './draft-introduction.ts'
import { orderHandover } from './order-handover.ts'
import { openHandover } from './show-handovers.ts'

/** 孙磊, manager 15, to whom the customers of 李娜 go. */
const sun = { ...lina, userId: 9, name: '孙磊', scope: { ...lina.scope, userId: 9, managerId: 15 } }
const customerId = String(hers.first)
const key = { id: 'k1', secret: Buffer.alloc(32, 7).toString('base64') }
let databases: Databases
let handover = 0
const closing: (() => Promise<void>)[] = []
const drafted = async (person = sun, id = customerId): Promise<Introduction> => {
  const found = await draftIntroduction(databases.app, person, id, morning)
  if (typeof found === 'string') throw new Error(found)
  return found
}

beforeAll(async () => {
  databases = await testDatabase()
  await openPost(databases)
  await sql`insert into contact.promise (id, customer_id, what, due_on, user_id, staff_name, institution_id)
    values (${randomUUID()}, ${hers.first}, '查明年的存单利率', '2026-11-25', 5, '李娜', 4)`.execute(databases.owner)
  const order = { fromManagerId: 14, institutionId: 4, toManagerId: 15, reason: 'transfer', takesEffectOn: '2026-11-20' } as const
  const made = await orderHandover(databases.app, chen, order, morning)
  if (typeof made === 'string') throw new Error(made)
  handover = made.id
})
afterAll(async () => {
  for (const close of closing) await close()
})

it('has nothing to send while compliance approved no words, and says what there is to say', async () => {
  const { draft, ...said } = await drafted()
  expect(draft).toBeNull()
  expect(said).toMatchObject({
    fromName: '李娜',
    takesEffectOn: '2026-11-20',
    promises: [{ what: '查明年的存单利率', dueOn: '2026-11-25' }],
  })
})

it('is refused to whose customer it is not, for whom was never handed over, and to tellers', async () => {
  expect(await draftIntroduction(databases.app, lina, customerId, morning)).toBe('NOT_FOUND')
  expect(await draftIntroduction(databases.app, sun, '24', morning)).toBe('NOT_FOUND')
  expect(await draftIntroduction(databases.app, sun, '9'.repeat(19), morning)).toBe('NOT_FOUND')
  const teller = { ...sun, scope: { ...sun.scope, role: 'teller', managerId: null } }
  expect(await draftIntroduction(databases.app, teller, customerId, morning)).toBe('FORBIDDEN')
})

it('goes out in approved words by the outbox, once, and is the contact that the check of thirty days waits for', async () => {
  await sql`insert into message.template (code, version, number, name, media, purpose, body, valid_from, valid_to, approved_at)
    values ('introduction', 1, 'MB-1', '接手介绍', '{sms,letter}', 'service', '{称呼|您}好，我是{经理}，{时间}起接替{原经理|同事}。{事项|}', '2026-01-01', '2099-01-01', now())`.execute(
    databases.owner,
  )
  const { draft } = await drafted()
  expect(draft?.text).toContain('起接替李娜。“查明年的存单利率”（11月25日前）')
  const words = { template: draft?.template ?? '', values: draft?.values ?? {} }
  const message = draftOf({ customerId, medium: 'sms', purpose: 'service', occasion: 'introduction', words })
  const id = await queued(databases, message, sun)
  expect(await queued(databases, message, sun)).toBe(id)
  const server = await openBankGateway()
  closing.push(server.close)
  const gateway = webhookGateway({ media: ['sms'], url: server.url, keys: [key], seconds: 5 }, () => morning)
  const office = officeOf(databases, { gateways: [gateway], personOf: async () => sun })
  await Promise.all([work(office, id), work(office, id)])
  expect(await stateOf(databases, id)).toMatchObject({ state: 'handed', contacts: 1 })
  const opened = await openHandover(databases.app, chen, handover, morning)
  if (typeof opened === 'string') throw new Error(opened)
  expect(opened.customers.find((row) => row.customerId === customerId)).toMatchObject({ state: 'contacted', contactedOn: '2026-11-20' })
})

it('is not taken where nobody may write any more, whatever was drafted before', async () => {
  const { draft } = await drafted(sun, String(hers.second))
  await sql`update customer.customer set status = 'deceased' where customer_id = ${hers.second}`.execute(databases.owner)
  const words = { template: draft?.template ?? '', values: draft?.values ?? {} }
  await expect(
    queued(databases, draftOf({ customerId: String(hers.second), medium: 'sms', purpose: 'service', words }), sun),
  ).rejects.toThrow(/NOT_ALLOWED/)
})

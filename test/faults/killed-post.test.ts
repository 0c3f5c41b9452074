import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, inject, it, vi } from 'vitest'
import { smtpGateway } from '../../server/modules/message/gateways/smtp.ts'
import { webhookGateway } from '../../server/modules/message/gateways/webhook.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import { testDatabase } from '../support/database.ts'
import { openBankGateway, openMailServer } from '../support/post.ts'
import { draftOf, hers, morning, officeOf, openPost, queued, stateOf, work } from '../support/post-office.ts'
import type { PostChildGiven } from './post-child.ts'

/** kill -9 of the process that hands a message over, at the moments that matter; then another process goes on. */
let databases: Databases
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  databases = await testDatabase()
  await openPost(databases)
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A moment that is reached, and somebody who waits there for good. */
function moment() {
  let reached = () => undefined as void
  const arrived = new Promise<void>((resolve) => (reached = resolve))
  const stay = async (): Promise<void> => {
    reached()
    await new Promise(() => undefined)
  }
  return { arrived, stay }
}

function child(given: Omit<PostChildGiven, 'connection'>): ChildProcess {
  const connection = { ...inject('postgres'), database: databases.ownerPool.options.database ?? '' }
  return spawn(process.execPath, [join(import.meta.dirname, 'post-child.ts'), JSON.stringify({ ...given, connection })], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function killed(process: ChildProcess, at: Promise<void>): Promise<void> {
  await at
  process.kill('SIGKILL')
  await once(process, 'exit')
}

const smtpAt = (port: number) =>
  ({
    media: ['email'],
    host: '127.0.0.1',
    port,
    secure: false,
    requireTls: false,
    from: 'care@bank.example',
    user: null,
    password: null,
    seconds: 5,
  }) as const

it('sends a mail once when killed before its end, whoever goes on', async () => {
  const { arrived, stay } = moment()
  let first = true
  const server = await openMailServer({
    onRecipient: async () => {
      if (first) await stay()
    },
  })
  closing.push(server.close)
  const id = await queued(databases, draftOf())
  await killed(child({ messageId: id, smtp: smtpAt(server.port) }), arrived)
  expect(await stateOf(databases, id)).toMatchObject({ state: 'leaving', attempt: 1, contacts: 0 })
  first = false
  await work(officeOf(databases, { gateways: [smtpGateway(smtpAt(server.port))] }), id)
  expect(server.taken).toHaveLength(1)
  expect(await stateOf(databases, id)).toMatchObject({ state: 'handed', attempt: 2, contacts: 1 })
}, 60_000)

it('never sends a mail again that was perhaps taken when it was killed: a person decides', async () => {
  const { arrived, stay } = moment()
  const server = await openMailServer({ onMail: stay })
  closing.push(server.close)
  const id = await queued(databases, draftOf({ customerId: String(hers.second) }))
  await killed(child({ messageId: id, smtp: smtpAt(server.port) }), arrived)
  expect(await stateOf(databases, id)).toMatchObject({ state: 'committing' })
  const office = officeOf(databases, { gateways: [smtpGateway(smtpAt(server.port))] })
  await work(office, id)
  await work(office, id)
  expect(server.taken).toHaveLength(1)
  expect(await stateOf(databases, id)).toEqual({ state: 'in_doubt', reason: 'cut_off', attempt: 1, contacts: 0 })
}, 60_000)

it('asks a gateway that acts once again under the same key when killed before its answer', async () => {
  const { arrived, stay } = moment()
  const server = await openBankGateway(async (_request, nth) => {
    if (nth === 1) await stay()
    return 202
  })
  closing.push(server.close)
  const settings = {
    media: ['sms'],
    url: server.url,
    keys: [{ id: 'k1', secret: Buffer.alloc(32, 7).toString('base64') }],
    seconds: 5,
  } as const
  const id = await queued(databases, draftOf({ medium: 'sms', customerId: String(hers.third) }))
  await killed(child({ messageId: id, webhook: settings }), arrived)
  expect(await stateOf(databases, id)).toMatchObject({ state: 'leaving', contacts: 0 })
  // the database may still be about to notice that the killed one is gone: who comes too early leaves the message to it
  await vi.waitFor(
    async () => {
      await work(officeOf(databases, { gateways: [webhookGateway(settings, () => morning)] }), id)
      expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([id, id])
    },
    { timeout: 20_000, interval: 200 },
  )
  expect(server.acted.size).toBe(1)
  expect(await stateOf(databases, id)).toMatchObject({ state: 'handed', attempt: 2, contacts: 1 })
}, 60_000)

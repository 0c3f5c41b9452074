import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { extractText, getDocumentProxy } from 'unpdf'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { chen, draftOf, hers, lina, morning, officeOf, openPost, queued, stateOf, work } from '../../../../test/support/post-office.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { printBatch, showPrintQueue } from './print-batch.ts'
import { printFile } from './print-file.ts'
import { settleBatch } from './settle-batch.ts'

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await openPost(databases)
})

async function letter(customerId: number, person = lina): Promise<string> {
  const id = await queued(databases, draftOf({ medium: 'letter', customerId: String(customerId) }), person)
  await work(officeOf(databases, { gateways: [], personOf: async () => person }), id)
  return id
}
const queue = async (person = lina) => {
  const shown = await showPrintQueue(databases.app, person, morning)
  if (typeof shown === 'string') throw new Error(shown)
  return shown
}

it('prints letters together, posts them, and each becomes one contact; who refused in between is taken out', async () => {
  const [first, second] = [await letter(hers.first), await letter(hers.second)]
  expect((await queue()).rows.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted())
  const batchId = randomUUID()
  const made = await printBatch(databases.app, lina, { batchId, messageIds: [first, second] }, morning)
  expect(made).toEqual({ batchId, printed: 2, heldBack: 0 })
  // sent twice it is one batch
  expect(await printBatch(databases.app, lina, { batchId, messageIds: [first, second] }, morning)).toEqual(made)
  const file = await printFile(databases.app, lina, batchId, morning)
  if (typeof file === 'string') throw new Error(file)
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(await file.arrayBuffer())))
  expect(totalPages).toBe(2)
  expect(text.join(' ')).toContain('北京市海淀区中关村大街1号')
  expect(await printFile(databases.app, chen, batchId, morning)).toBe('NOT_FOUND')

  await sql`insert into privacy.refusal (customer_id, channel, purpose, refused_at, recorded_by) values (${hers.second}, 'letter', null, ${morning}, 1)`.execute(
    databases.owner,
  )
  expect(await settleBatch(databases.app, lina, { batchId, act: 'posted' }, morning)).toEqual({ settled: 1, takeOut: ['客户30'] })
  expect(await stateOf(databases, first)).toMatchObject({ state: 'handed', contacts: 1 })
  expect(await stateOf(databases, second)).toMatchObject({ state: 'stopped', reason: 'refused', contacts: 0 })
  expect(await settleBatch(databases.app, lina, { batchId, act: 'posted' }, morning)).toBe('CONFLICT')
})

it('holds back at the printer whom nobody may write to any more, and lets a president print the outlet’s', async () => {
  const refused = await letter(hers.third)
  await sql`insert into privacy.do_not_contact (customer_id, reason, recorded_by) values (${hers.third}, 'x', 1)`.execute(databases.owner)
  expect(await printBatch(databases.app, chen, { batchId: randomUUID(), messageIds: [refused] }, morning)).toBe('NOTHING_TO_PRINT')
  expect(await stateOf(databases, refused)).toMatchObject({ state: 'stopped', reason: 'do_not_contact' })
  expect(await printBatch(databases.app, lina, { batchId: randomUUID(), messageIds: [randomUUID()] }, morning)).toBe('NOT_FOUND')
  const teller = { ...lina, scope: { ...lina.scope, role: 'teller' } }
  expect(await printBatch(databases.app, teller, { batchId: randomUUID(), messageIds: [refused] }, morning)).toBe('FORBIDDEN')
})

it('prints again what was spoiled', async () => {
  const id = await letter(24, chen)
  const batchId = randomUUID()
  await printBatch(databases.app, chen, { batchId, messageIds: [id] }, morning)
  expect(await settleBatch(databases.app, chen, { batchId, act: 'again' }, morning)).toEqual({ settled: 1, takeOut: [] })
  expect((await queue(chen)).rows.map((row) => row.id)).toContain(id)
})

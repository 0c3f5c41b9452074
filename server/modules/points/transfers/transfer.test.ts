import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishBank, scopes } from '../../../../test/support/published-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { withScope, type Scope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { takeStock } from '../gifts/count-stock.ts'
import { addGift, receiveGifts } from '../gifts/keep-stock.ts'
import { insertMove } from '../gifts/stock.sql.ts'
import { verifyLedger } from '../index.ts'
import { ensureProgramme } from '../ledger.sql.ts'
import { receiveTransfer, sendGifts, settleMissing, showTransfers } from './transfer-gifts.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const here = person(scopes.outlet4)
const there = person(scopes.outlet5)
const elsewhere = person({ ...scopes.outlet5, userId: 9, institutionId: 6, institutions: [6] })
const lobby = person({ ...scopes.outlet4, userId: 13, role: 'lobby_manager' })

let databases: Databases
let batchId = ''
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await ensureProgramme(databases.owner, { code: 'attend', name: '到场积分', institutionId: 1 })
  const wish = { code: 'rice', name: '大米', taste: 'staples', supplier: '五常', programmeCode: 'attend', points: 60, costFen: '3500' }
  const gift = await addGift(databases.app, here, wish, now)
  if (typeof gift === 'string') throw new Error(gift)
  const received = await receiveGifts(
    databases.app,
    here,
    { giftId: gift.giftId, pieces: 20, expiresOn: '2027-03-31', documentNo: '入库单' },
    now,
  )
  if (typeof received === 'string') throw new Error(received)
  batchId = received.batchId
})

const send = (by: Person, pieces: number, id: string = randomUUID(), toInstitutionId = 5) =>
  sendGifts(databases.app, by, { id, batchId, toInstitutionId, pieces, documentNo: '调拨单 1' }, now)
const sent = async (pieces: number): Promise<string> => {
  const done = await send(here, pieces)
  if (typeof done === 'string') throw new Error(done)
  return done.transferId
}
const left = async () =>
  (await sql<{ n: number }>`select available as n from points.stock_batch where batch_id = ${batchId}::bigint`.execute(databases.owner))
    .rows[0]?.n

describe('gifts between outlets', () => {
  it('leave the stock when they are sent, are in transit, and are the other’s once counted there, with their last day', async () => {
    const id = randomUUID()
    expect(await send(here, 5, id)).toEqual({ transferId: id })
    expect(await send(here, 5, id)).toEqual({ transferId: id })
    expect(await send(here, 6, id)).toBe('CONFLICT')
    expect(await left()).toBe(15)
    expect(await showTransfers(databases.app, there, now)).toMatchObject({
      transfers: [{ pieces: 5, arrived: null, mayReceive: true, outgoing: false }],
    })
    expect(await receiveTransfer(databases.app, there, { transferId: id, arrived: 5, note: null }, now)).toEqual({ missing: 0 })
    expect(await receiveTransfer(databases.app, there, { transferId: id, arrived: 5, note: null }, now)).toBe('CONFLICT')
    const { rows } =
      await sql`select institution_id, expires_on, available, kept_by from points.stock_batch where batch_id <> ${batchId}::bigint`.execute(
        databases.owner,
      )
    expect(rows).toEqual([{ institution_id: 5, expires_on: '2027-03-31', available: 5, kept_by: there.userId }])
  })

  it.each([
    ['lost', 0],
    ['returned', 2],
  ] as const)('what is missing needs a note, and the sender says it is %s, once', async (outcome, back) => {
    const before = (await left()) ?? 0
    const transferId = await sent(3)
    expect(await receiveTransfer(databases.app, there, { transferId, arrived: 1, note: null }, now)).toBe('INVALID')
    expect(await receiveTransfer(databases.app, there, { transferId, arrived: 4, note: '多了' }, now)).toBe('INVALID')
    expect(await receiveTransfer(databases.app, there, { transferId, arrived: 1, note: '少两袋' }, now)).toEqual({ missing: 2 })
    const settle = (by: Person) => settleMissing(databases.app, by, { transferId, outcome, note: '已核实' }, now)
    expect(await settle(there)).toBe('NOT_FOUND')
    expect(await settle(here)).toEqual({ pieces: 2 })
    expect(await settle(here)).toBe('CONFLICT')
    expect(await left()).toBe(before - 3 + back)
  })

  it('are refused to who may not, beyond what there is, to outlets that are no neighbours, and never received by their sender', async () => {
    expect(await send(lobby, 1)).toBe('FORBIDDEN')
    expect(await send(there, 1)).toBe('NOT_FOUND')
    expect(await send(here, 999)).toBe('OUT_OF_STOCK')
    expect(await send(here, 1, randomUUID(), 2)).toBe('INVALID')
    const transferId = await sent(1)
    expect(await receiveTransfer(databases.app, elsewhere, { transferId, arrived: 1, note: null }, now)).toBe('NOT_FOUND')
    const same = person({ ...scopes.outlet5, userId: here.userId })
    expect(await receiveTransfer(databases.app, same, { transferId, arrived: 1, note: null }, now)).toBe('SAME_PERSON')
    expect(await receiveTransfer(databases.app, there, { transferId, arrived: 0, note: '没有收到' }, now)).toEqual({ missing: 1 })
    const receiver = person({ ...scopes.outlet4, userId: there.userId })
    expect(await settleMissing(databases.app, receiver, { transferId, outcome: 'lost', note: '遗失' }, now)).toBe('SAME_PERSON')
    const { rows } = await sql`select count(*)::int as n from audit.entry where action = 'send-gifts' and outcome = 'refused'`.execute(
      databases.owner,
    )
    expect(rows).toEqual([{ n: 5 }])
  })

  it('cannot be made up past the program', async () => {
    const around = (pieces: number) =>
      withScope(databases.app, there.scope, (trx) =>
        insertMove(trx, { batchId, kind: 'arrive', pieces, transferId: randomUUID() }, there.userId, now),
      )
    await expect(around(5)).rejects.toThrow()
    expect(await takeStock(databases.app, there, { batchId, found: 1, note: '别家的' }, now)).toBe('NOT_FOUND')
    expect((await verifyLedger(databases.owner)).problems).toEqual([])
  })
})

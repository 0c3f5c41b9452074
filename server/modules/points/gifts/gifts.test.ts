import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishBank, scopes } from '../../../../test/support/published-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { withScope, type Scope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { decideRequest } from '../../approval/decide-request.ts'
import { kindsByCode } from '../../approval/kinds.ts'
import { verifyLedger } from '../index.ts'
import { ensureProgramme, postToLedger } from '../ledger.sql.ts'
import { countApproval } from './count-approval.ts'
import { showCounts, takeStock } from './count-stock.ts'
import { handOutGift } from './hand-out-gift.ts'
import { addGift, receiveGifts, stopGift } from './keep-stock.ts'
import { showAccount, showGifts } from './show-points.ts'
import { showReceipt } from './show-receipt.ts'
import { insertMove } from './stock.sql.ts'
import { undoHandOut } from './undo-hand-out.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const tomorrow = new Date('2026-11-23T10:00:00+08:00')
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const president = person(scopes.outlet4)
const lobby = person({ ...scopes.outlet4, userId: 13, role: 'lobby_manager' })
const colleague = person({ ...scopes.outlet4, userId: 14, role: 'lobby_manager' })
const keepingTeller = person({ ...scopes.outlet4, userId: 15, role: 'teller' })
const png = (bytes = 200) => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(bytes - 8, 7)]).toString('base64')

let databases: Databases
let programmeId = 0
let number = 0
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  programmeId = await ensureProgramme(databases.owner, { code: 'attend', name: '到场积分', institutionId: 1 })
})

const earn = (customerId: bigint, points: bigint, expiresOn = '2027-12-31', institutionId = 4) =>
  postToLedger(databases.owner, {
    programmeId,
    customerId,
    kind: 'earn',
    key: `e${++number}`,
    points,
    businessDate: '2026-11-01',
    institutionId,
    about: 'test',
    expiresOn,
  })
const gift = async (points: number, pieces: number, expiresOn: string | null = null, keeper: Person = president) => {
  const wish = {
    code: `gift_${++number}`,
    name: '东北大米 5kg',
    taste: 'staples',
    supplier: '五常粮业',
    programmeCode: 'attend',
    points,
    costFen: '3500',
  }
  const made = await addGift(databases.app, president, wish, now)
  if (typeof made === 'string') throw new Error(made)
  const received = await receiveGifts(databases.app, keeper, { giftId: made.giftId, pieces, expiresOn, documentNo: '入库单 1' }, now)
  if (typeof received === 'string') throw new Error(received)
  return { ...made, ...received }
}
const handOut = (by: Person, customerId: string, giftId: number, id: string = randomUUID(), signature = png(), at = now) =>
  handOutGift(databases.app, by, { id, customerId, giftId, signature }, at)
const account = async (customerId: string) => {
  const shown = await showAccount(databases.app, lobby, customerId, now)
  if (typeof shown === 'string') throw new Error(shown)
  return shown
}
const left = async (batchId: string) => {
  const { rows } = await sql<{ available: number; moved: number }>`
    select b.available, coalesce(sum(m.pieces), 0)::int as moved from points.stock_batch b left join points.stock_move m using (batch_id)
    where batch_id = ${batchId}::bigint group by b.batch_id`.execute(databases.owner)
  expect(rows[0]?.available).toBe(rows[0]?.moved)
  return rows[0]?.available
}
const lastAudit = async () =>
  (await sql<Record<string, unknown>>`select action, outcome, detail from audit.entry order by id desc limit 1`.execute(databases.owner))
    .rows[0]

describe('a gift handed out', () => {
  it('takes points, piece and signature in one act with a receipt, once however often it is sent', async () => {
    await earn(3n, 100n)
    const { giftId, batchId } = await gift(60, 2)
    const id = randomUUID()
    const done = await handOut(lobby, '3', giftId, id)
    expect(done).toEqual({ receiptNo: expect.stringMatching(/^LP20261122-[0-9A-F]{12}$/), points: 60n, repeated: false })
    expect(await handOut(lobby, '3', giftId, id)).toMatchObject({ repeated: true })
    expect(await handOut(colleague, '3', giftId, id)).toBe('CONFLICT')
    const shown = await account('3')
    expect(shown.accounts).toEqual([
      { programmeId, programme: '到场积分', available: '40', reserved: '0', owed: '0', lots: [{ expiresOn: '2027-12-31', points: '40' }] },
    ])
    expect(shown.handOuts[0]).toMatchObject({ handOutId: id, giftName: '东北大米 5kg', undone: false, mayUndo: true })
    expect(await left(batchId)).toBe(1)
    const { rows } = await sql<{ signature: Buffer }>`select signature from points.hand_out where hand_out_id = ${id}`.execute(
      databases.owner,
    )
    expect(rows[0]?.signature.toString('base64')).toBe(png())
  })

  it.each([
    ['too few points', '9', 'NOT_ENOUGH'],
    ['a customer of another outlet', '5', 'NOT_FOUND'],
    ['no customer', '999999', 'NOT_FOUND'],
  ])('is refused for %s, on record, and changes nothing', async (_what, customerId, refusal) => {
    const { giftId, batchId } = await gift(60, 1)
    expect(await handOut(lobby, customerId, giftId)).toBe(refusal)
    expect(await lastAudit()).toMatchObject({ action: 'hand-out-gift', outcome: 'refused', detail: { refusal } })
    expect(await left(batchId)).toBe(1)
  })

  it('is refused without a signature, of what is spoilt or gone, and by who may not', async () => {
    await earn(6n, 1000n)
    const { giftId, batchId } = await gift(10, 1, '2026-11-22')
    expect(await handOut(lobby, '6', giftId, randomUUID(), Buffer.alloc(300).toString('base64'))).toBe('INVALID')
    expect(await handOut(lobby, '6', giftId, randomUUID(), png(51_201))).toBe('INVALID')
    expect(await handOut(president, '6', giftId)).toBe('FORBIDDEN')
    expect(await handOut(lobby, '6', giftId, randomUUID(), png(), tomorrow)).toBe('OUT_OF_STOCK')
    expect(await handOut(lobby, '6', 999_999)).toBe('NOT_FOUND')
    expect(await handOut(lobby, '6', giftId)).toMatchObject({ points: 10n })
    expect(await handOut(lobby, '6', giftId)).toBe('OUT_OF_STOCK')
    expect(await left(batchId)).toBe(0)
  })

  it('is never handed out by its keeper, whatever else they are', async () => {
    await earn(9n, 100n)
    const { giftId } = await gift(10, 3, null, keepingTeller)
    expect(await handOut(keepingTeller, '9', giftId)).toBe('KEEPER')
    // past the program as well
    const { rows } = await sql<{ id: string }>`select hand_out_id as id from points.hand_out limit 1`.execute(databases.owner)
    const around = withScope(databases.app, keepingTeller.scope, (trx) =>
      sql`insert into points.hand_out select gen_random_uuid(), 'X', customer_id, gift_id, batch_id, points, reserve_posting + 1000, capture_posting + 1000, signature,
        institution_id, business_date, ${keepingTeller.userId}, 'x', at from points.hand_out where hand_out_id = ${rows[0]?.id}`.execute(
        trx,
      ),
    )
    await expect(around).rejects.toThrow('keeps the stock')
    expect(await showGifts(databases.app, keepingTeller, now)).toMatchObject({ keepsStock: true })
    expect(await showGifts(databases.app, lobby, now)).toMatchObject({ keepsStock: false })
  })

  it('is never oversold: of eight at once on three pieces, three get one', async () => {
    const customers = ['15', '18', '21', '24', '27', '30', '3', '6']
    for (const customer of customers) await earn(BigInt(customer), 500n)
    const { giftId, batchId } = await gift(50, 3)
    const outcomes = await Promise.all(customers.map((customer, at) => handOut(at % 2 ? lobby : colleague, customer, giftId)))
    expect(outcomes.filter((one) => typeof one === 'object')).toHaveLength(3)
    expect(outcomes.filter((one) => one === 'OUT_OF_STOCK')).toHaveLength(5)
    expect(await left(batchId)).toBe(0)
    await expect(
      withScope(databases.app, lobby.scope, (trx) =>
        insertMove(trx, { batchId, kind: 'difference', pieces: -1, note: 'xx' }, lobby.userId, now),
      ),
    ).rejects.toThrow('available')
  })

  it('spends the points of one customer at two desks once', async () => {
    await earn(33n, 1n)
    await earn(24n, 500n)
    const before = BigInt((await account('24')).accounts[0]?.available ?? '0')
    const { giftId } = await gift(Number(before), 5)
    const outcomes = await Promise.all([handOut(lobby, '24', giftId), handOut(colleague, '24', giftId)])
    expect(outcomes).toContain('NOT_ENOUGH')
    expect(outcomes.filter((one) => typeof one === 'object')).toHaveLength(1)
  })
})

describe('undone within the day', () => {
  it('the points go back to their lots with their own last day, the piece to its batch; once', async () => {
    await earn(27n, 30n, '2026-12-31')
    const before = (await account('27')).accounts
    const { giftId, batchId } = await gift(40, 1)
    const id = randomUUID()
    await handOut(lobby, '27', giftId, id)
    const undo = (by: Person, at = now) => undoHandOut(databases.app, by, { handOutId: id, reason: '客户改选其他礼品' }, at)
    expect(await undo(colleague)).toBe('FORBIDDEN')
    expect(await undo(person(scopes.outlet5))).toBe('NOT_FOUND')
    expect(await undo(lobby, tomorrow)).toBe('INVALID')
    const outcomes = await Promise.all([undo(lobby), undo(president)])
    expect(outcomes).toContain('CONFLICT')
    expect((await account('27')).accounts).toEqual(before)
    expect((await account('27')).handOuts.find(({ handOutId }) => handOutId === id)).toMatchObject({ undone: true, mayUndo: false })
    expect(await left(batchId)).toBe(1)
    expect(await handOut(lobby, '27', giftId, id)).toBe('CONFLICT')
  })
})

describe('stock', () => {
  it('a count makes what was found what there is, with its difference on record', async () => {
    const { batchId } = await gift(10, 12)
    expect(await takeStock(databases.app, president, { batchId, found: 10, note: '破损两袋' }, now)).toEqual({
      difference: -2,
      waits: false,
    })
    expect(await left(batchId)).toBe(10)
    expect(await takeStock(databases.app, lobby, { batchId, found: 1, note: '破损' }, now)).toBe('FORBIDDEN')
    expect(await takeStock(databases.app, person(scopes.outlet5), { batchId, found: 1, note: '破损' }, now)).toBe('NOT_FOUND')
  })

  it('a difference over the policy waits for another person; the book stays until then, and another count too', async () => {
    const { batchId } = await gift(10, 12)
    const branch = person(scopes.branch)
    expect(await takeStock(databases.app, president, { batchId, found: 7, note: '受潮五袋' }, now)).toEqual({ difference: -5, waits: true })
    expect(await left(batchId)).toBe(12)
    expect(await takeStock(databases.app, president, { batchId, found: 12, note: '再盘' }, now)).toBe('CONFLICT')
    expect(await showCounts(databases.app, branch, now)).toMatchObject({
      counts: expect.arrayContaining([expect.objectContaining({ book: 12, found: 7, decision: 'waiting' })]),
    })
    const { rows } = await sql<{
      id: string
    }>`select request_id::text as id from points.stock_count where batch_id = ${batchId}::bigint`.execute(databases.owner)
    const decide = (by: Person) =>
      decideRequest(databases.app, kindsByCode([countApproval]), by, { id: rows[0]?.id ?? '', outcome: 'approved', reason: '已核实' }, now)
    expect(await decide(president)).not.toMatchObject({ state: 'approved' })
    expect(await decide(branch)).toMatchObject({ state: 'approved' })
    expect(await left(batchId)).toBe(7)
    expect(await showCounts(databases.app, lobby, now)).toMatchObject({
      counts: expect.arrayContaining([expect.objectContaining({ found: 7, decision: 'approved' })]),
    })
  })

  it('a costly difference waits however few the pieces', async () => {
    const wish = {
      code: `gift_${++number}`,
      name: '电饭煲',
      taste: 'appliance',
      supplier: '家电',
      programmeCode: 'attend',
      points: 900,
      costFen: '20001',
    }
    const made = await addGift(databases.app, president, wish, now)
    if (typeof made === 'string') throw new Error(made)
    const received = await receiveGifts(
      databases.app,
      president,
      { giftId: made.giftId, pieces: 3, expiresOn: null, documentNo: '入库单' },
      now,
    )
    if (typeof received === 'string') throw new Error(received)
    expect(await takeStock(databases.app, president, { batchId: received.batchId, found: 2, note: '少一台' }, now)).toEqual({
      difference: -1,
      waits: true,
    })
  })

  it('a gift taken out of the catalogue is handed out no more', async () => {
    const { giftId } = await gift(10, 3)
    expect(await stopGift(databases.app, lobby, giftId, now)).toBe('FORBIDDEN')
    expect(await stopGift(databases.app, president, giftId, now)).toEqual({ giftId })
    expect(await stopGift(databases.app, president, giftId, now)).toBe('NOT_FOUND')
    expect(await handOut(lobby, '6', giftId)).toBe('NOT_FOUND')
  })

  it('a receipt says what was given for how many points, to whom masked, with the signature', async () => {
    await earn(3n, 100n)
    const { giftId } = await gift(20, 1)
    const id = randomUUID()
    await handOut(lobby, '3', giftId, id)
    expect(await showReceipt(databases.app, lobby, id, now)).toMatchObject({
      giftName: '东北大米 5kg',
      points: '20',
      customerName: '曾**',
      signature: png(),
      undone: false,
    })
    expect(await showReceipt(databases.app, person(scopes.outlet5), id, now)).toBe('NOT_FOUND')
  })

  it('leaves a ledger and a stock without a problem', async () => {
    expect((await verifyLedger(databases.owner)).problems).toEqual([])
  })
})

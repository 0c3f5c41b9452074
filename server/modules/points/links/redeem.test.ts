import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { publishBank, scopes } from '../../../../test/support/published-bank.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { withScope, type Scope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { addGift, receiveGifts } from '../gifts/keep-stock.ts'
import { showReceipt } from '../gifts/show-receipt.ts'
import { undoHandOut } from '../gifts/undo-hand-out.ts'
import { verifyLedger } from '../index.ts'
import { ensureProgramme, postToLedger } from '../ledger.sql.ts'
import { expireDueCodes } from './expire-codes.ts'
import { makeLink, revokeLink, showLinks } from './make-link.ts'
import { cancelOwn, redeemByLink, showOwnPage } from './own-page.ts'
import { cancelCode, findCode, handOutCode } from './take-code.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `人员${scope.userId}`, scope })
const president = person(scopes.outlet4)
const lobby = person({ ...scopes.outlet4, userId: 13, role: 'lobby_manager' })
const neighbour = person({ ...scopes.outlet5, userId: 23, role: 'lobby_manager' })
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(192, 7)]).toString('base64')
const unknown = 'A'.repeat(43)

let databases: Databases
let programmeId = 0
let giftId = 0
let number = 0
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  programmeId = await ensureProgramme(databases.owner, { code: 'attend', name: '到场积分', institutionId: 1 })
  giftId = await gift(president, 60, 4)
})

const gift = async (keeper: Person, points: number, pieces: number, expiresOn: string | null = null, of?: number): Promise<number> => {
  const wish = {
    code: `gift_${++number}`,
    name: '东北大米',
    taste: 'staples',
    supplier: '五常',
    programmeCode: 'attend',
    points,
    costFen: '3500',
  }
  const made = of === undefined ? await addGift(databases.app, president, wish, now) : { giftId: of }
  if (typeof made === 'string') throw new Error(made)
  await receiveGifts(databases.app, keeper, { giftId: made.giftId, pieces, expiresOn, documentNo: '入库单' }, now)
  return made.giftId
}
const earn = (customerId: bigint, points: bigint, institutionId = 4) =>
  postToLedger(databases.owner, {
    programmeId,
    customerId,
    kind: 'earn',
    key: `e${++number}`,
    points,
    businessDate: '2026-11-01',
    institutionId,
    about: 'test',
    expiresOn: '2027-12-31',
  })
const tokenFor = async (customerId: string, by = lobby, at = now): Promise<string> => {
  const made = await makeLink(databases.app, by, customerId, at)
  if (typeof made === 'string') throw new Error(made)
  return made.path.split('#')[1] ?? ''
}
interface Wish {
  id?: string
  gift?: number
  at?: Date
  institutionId?: number
}
const redeem = (token: string, { id = randomUUID(), gift: wanted = giftId, at = now, institutionId = 4 }: Wish = {}) =>
  redeemByLink(databases.app, { token, id, giftId: wanted, institutionId }, at)
const page = async (token: string, at = now) => {
  const shown = await showOwnPage(databases.app, token, at)
  if (typeof shown === 'string') throw new Error(shown)
  return shown
}
const coded = async (token: string, more: Wish = {}): Promise<string> => {
  const made = await redeem(token, more)
  if (typeof made === 'string') throw new Error(made)
  return made.code
}
const stock = async () =>
  (await sql`select available, held from points.stock_batch where gift_id = ${giftId} and institution_id = 4`.execute(databases.owner))
    .rows[0]

describe('the link to a customer’s page', () => {
  it('shows points, lots and gifts to whoever holds it, the name masked, and is kept as a hash alone', async () => {
    await earn(3n, 100n)
    const token = await tokenFor('3')
    const shown = await page(token)
    expect(shown).toMatchObject({
      name: '曾**',
      accounts: [{ programmeId, available: '100', reserved: '0', owed: '0', lots: [{ expiresOn: '2027-12-31', points: '100' }] }],
      redemptions: [],
    })
    expect(shown.gifts).toContainEqual(
      expect.objectContaining({ giftId, outlets: [{ institutionId: 4, name: expect.any(String), available: 4 }] }),
    )
    expect(JSON.stringify(shown)).not.toMatch(/曾小明|1380000|C000003|湖滨南路/)
    const { rows } = await sql<{ all: string }>`select string_agg(l::text, '') as all from points.link l`.execute(databases.owner)
    expect(rows[0]?.all).not.toContain(token)
    expect(await showLinks(databases.app, lobby, '3', 'https://h5.example-bank.cn', now)).toMatchObject({
      publicUrl: 'https://h5.example-bank.cn',
      links: [{ state: 'good', opened: 1 }],
    })
  })

  it('answers alike when it is unknown, revoked, past its time or replaced', async () => {
    const first = await tokenFor('6')
    const second = await tokenFor('6')
    expect(await showOwnPage(databases.app, first, now)).toBe('NOT_FOUND')
    const links = await showLinks(databases.app, lobby, '6', null, now)
    if (typeof links === 'string') throw new Error(links)
    expect(await showOwnPage(databases.app, second, later(73))).toBe('NOT_FOUND')
    expect(await revokeLink(databases.app, lobby, links.links[0]?.linkId ?? '', now)).toEqual({ linkId: links.links[0]?.linkId })
    expect(await revokeLink(databases.app, lobby, links.links[0]?.linkId ?? '', now)).toBe('CONFLICT')
    for (const token of [first, second, unknown]) {
      expect(await showOwnPage(databases.app, token, now)).toBe('NOT_FOUND')
      expect(await redeem(token)).toBe('NOT_FOUND')
      expect(await cancelOwn(databases.app, { token, redemptionId: randomUUID() }, now)).toBe('NOT_FOUND')
    }
  })

  it('is made for customers in sight by those who meet them, on record', async () => {
    expect(await makeLink(databases.app, lobby, '5', now)).toBe('NOT_FOUND')
    expect(await makeLink(databases.app, person(scopes.branch), '3', now)).toBe('FORBIDDEN')
    expect(await revokeLink(databases.app, neighbour, '1', now)).toBe('NOT_FOUND')
    const { rows } =
      await sql`select outcome, subject_id from audit.entry where action = 'make-points-link' order by id desc limit 2`.execute(
        databases.owner,
      )
    expect(rows).toEqual([
      { outcome: 'refused', subject_id: '3' },
      { outcome: 'refused', subject_id: '5' },
    ])
  })

  it('opens nothing to the web but by its token', async () => {
    const peek = (what: string) => withScope(databases.app, lobby.scope, (trx) => sql.raw(what).execute(trx))
    await expect(peek('select token_sha256 from points.link')).rejects.toThrow('permission denied')
    await expect(peek('update points.link set customer_id = 1')).rejects.toThrow('permission denied')
    await expect(peek(`select points.end_redemption('${randomUUID()}', 'cancelled', 1, '2026-11-22', now())`)).rejects.toThrow(
      'permission denied',
    )
    await expect(peek('delete from points.open_code')).rejects.toThrow('permission denied')
  })
})

describe('a redemption', () => {
  it('reserves points and holds a piece, shows a code once however often it is sent, and is cancelled to what was before', async () => {
    const token = await tokenFor('3')
    const before = await stock()
    const id = randomUUID()
    const code = await coded(token, { id })
    expect(code).toMatch(/^\d{8}$/)
    expect(await coded(token, { id })).toBe(code)
    expect(await redeem(token, { id, gift: 999 })).toBe('CONFLICT')
    expect(await stock()).toEqual({ available: 3, held: 1 })
    expect(await page(token)).toMatchObject({
      accounts: [{ available: '40', reserved: '60' }],
      redemptions: [{ code, state: 'open', points: '60' }],
    })
    expect(await redeem(token)).toBe('NOT_ENOUGH')
    const other = await tokenFor('9')
    expect(await cancelOwn(databases.app, { token: other, redemptionId: id }, now)).toBe('NOT_FOUND')
    expect(await cancelOwn(databases.app, { token, redemptionId: id }, now)).toEqual({ cancelled: true })
    expect(await cancelOwn(databases.app, { token, redemptionId: id }, now)).toBe('CONFLICT')
    expect(await stock()).toEqual(before)
    expect(await page(token)).toMatchObject({
      accounts: [{ available: '100', reserved: '0' }],
      redemptions: [{ code: null, state: 'cancelled' }],
    })
  })

  it('is handed out at the desk for its code and a signature, once; points, stock and receipt agree; it is undone within the day', async () => {
    const token = await tokenFor('3')
    const code = await coded(token)
    const found = await findCode(databases.app, lobby, code, now)
    if (typeof found === 'string') throw new Error(found)
    expect(found).toMatchObject({ giftName: '东北大米', points: '60', neighbour: false })
    const { redemptionId } = found
    const id = randomUUID()
    const wish = { id, redemptionId, signature: png }
    expect(await handOutCode(databases.app, president, wish, now)).toBe('FORBIDDEN')
    expect(await handOutCode(databases.app, neighbour, wish, now)).toBe('NOT_FOUND')
    expect(await handOutCode(databases.app, lobby, { ...wish, signature: Buffer.alloc(300).toString('base64') }, now)).toBe('INVALID')
    const keeper = person({ ...scopes.outlet4, userId: president.userId, role: 'teller' })
    expect(await handOutCode(databases.app, keeper, wish, now)).toBe('KEEPER')
    const [one, two] = await Promise.all([
      handOutCode(databases.app, lobby, wish, now),
      handOutCode(databases.app, lobby, { ...wish, id: randomUUID() }, now),
    ])
    const done = [one, two].filter((outcome) => typeof outcome === 'object')
    expect(done).toHaveLength(1)
    expect(await findCode(databases.app, lobby, code, now)).toBe('NOT_FOUND')
    const handOutId = done[0]?.handOutId ?? ''
    expect(await stock()).toEqual({ available: 3, held: 0 })
    expect(await page(token)).toMatchObject({ accounts: [{ available: '40', reserved: '0' }] })
    expect((await page(token)).redemptions[0]).toMatchObject({ state: 'handed_out' })
    expect(await showReceipt(databases.app, lobby, handOutId, now)).toMatchObject({ customerName: '曾**', points: '60' })
    expect(await undoHandOut(databases.app, lobby, { handOutId, reason: '客户改选' }, now)).toMatchObject({ receiptNo: expect.any(String) })
    expect(await stock()).toEqual({ available: 4, held: 0 })
    expect((await page(token)).redemptions[0]).toMatchObject({ state: 'undone' })
  })

  it('ends by the clock: too late for the desk, points and piece go back, once however often the job runs', async () => {
    const token = await tokenFor('3', lobby, later(70))
    const code = await coded(token)
    const found = await findCode(databases.app, lobby, code, now)
    if (typeof found === 'string') throw new Error(found)
    expect(await findCode(databases.app, lobby, code, later(73))).toBe('NOT_FOUND')
    expect(await handOutCode(databases.app, lobby, { id: randomUUID(), redemptionId: found.redemptionId, signature: png }, later(73))).toBe(
      'EXPIRED',
    )
    expect(await expireDueCodes(databases.owner, later(71))).toBe(0)
    expect(await expireDueCodes(databases.owner, later(73))).toBe(1)
    expect(await expireDueCodes(databases.owner, later(73))).toBe(0)
    expect(await stock()).toEqual({ available: 4, held: 0 })
    expect((await page(token)).redemptions[0]).toMatchObject({ state: 'expired', code: null })
  })

  it('is good no longer than its piece, is cancelled at the desk, and knows its limits', async () => {
    await earn(30n, 1000n)
    const spoils = await gift(president, 10, 9, '2026-11-23')
    const token = await tokenFor('30')
    expect(await redeem(token, { institutionId: 6 })).toBe('OUT_OF_STOCK')
    const made = await redeem(token, { gift: spoils })
    expect(made).toMatchObject({ validUntil: '2026-11-23T16:00:00.000Z' })
    await coded(token, { gift: spoils })
    const third = await coded(token, { gift: spoils })
    expect(await redeem(token, { gift: spoils })).toBe('TOO_MANY')
    const found = await findCode(databases.app, lobby, third, now)
    if (typeof found === 'string') throw new Error(found)
    expect(await cancelCode(databases.app, neighbour, found.redemptionId, now)).toBe('NOT_FOUND')
    expect(await cancelCode(databases.app, lobby, found.redemptionId, now)).toEqual({ cancelled: true })
    for (let n = 0; n < 5; n++) {
      const code = await coded(token, { gift: spoils })
      const again = await findCode(databases.app, lobby, code, now)
      if (typeof again === 'string') throw new Error(again)
      await cancelOwn(databases.app, { token, redemptionId: again.redemptionId }, now)
    }
    expect(await redeem(token, { gift: spoils })).toBe('TOO_MANY')
  })

  it('is never more than there is: of six at once on two pieces, two get one', async () => {
    const few = await gift(president, 5, 2)
    const customers = ['3', '6', '9', '18', '24', '27']
    const tokens: string[] = []
    for (const customer of customers) {
      await earn(BigInt(customer), 50n)
      tokens.push(await tokenFor(customer))
    }
    const outcomes = await Promise.all(tokens.map((token) => redeem(token, { gift: few })))
    expect(outcomes.filter((one) => typeof one === 'object')).toHaveLength(2)
    expect(outcomes.filter((one) => one === 'OUT_OF_STOCK')).toHaveLength(4)
  })
})

describe('at a neighbour of the cluster', () => {
  it('points are good; the desk there learns the masked name alone, hands out, prints and undoes; home sees it', async () => {
    await earn(15n, 200n)
    const there = await gift(person(scopes.outlet5), 80, 2, null, giftId)
    expect(there).toBe(giftId)
    const token = await tokenFor('15')
    expect((await page(token)).gifts.find((one) => one.giftId === giftId)?.outlets.map(({ institutionId }) => institutionId)).toEqual([
      4, 5,
    ])
    const code = await coded(token, { institutionId: 5 })
    expect(await findCode(databases.app, lobby, code, now)).toBe('NOT_FOUND')
    const found = await findCode(databases.app, neighbour, code, now)
    if (typeof found === 'string') throw new Error(found)
    expect(found).toMatchObject({ customerName: '客**', neighbour: true })
    const id = randomUUID()
    expect(await handOutCode(databases.app, neighbour, { id, redemptionId: found.redemptionId, signature: png }, now)).toMatchObject({
      repeated: false,
    })
    const { rows } =
      await sql`select l.institution_id as issuer, l.at_institution_id as taker, l.points from points.line l join points.hand_out o on o.capture_posting = l.posting_id
      where l.bucket = 'redeemed' and o.hand_out_id = ${id}::uuid`.execute(databases.owner)
    expect(rows).toEqual([{ issuer: 4, taker: 5, points: 60n }])
    expect(await showReceipt(databases.app, neighbour, id, now)).toMatchObject({ customerName: '客**' })
    expect(await showReceipt(databases.app, lobby, id, now)).toMatchObject({ handOutId: id })
    expect(await undoHandOut(databases.app, lobby, { handOutId: id, reason: '不是本网点' }, now)).toBe('NOT_FOUND')
    expect(await undoHandOut(databases.app, neighbour, { handOutId: id, reason: '客户改选' }, now)).toMatchObject({
      receiptNo: expect.any(String),
    })
  })
})

it('leaves a ledger, codes and a stock without a problem', async () => {
  expect((await verifyLedger(databases.owner)).problems).toEqual([])
})

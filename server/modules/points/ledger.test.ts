import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { ledgerRefusal, type PostingRequest } from './ledger.rules.ts'
import { ensureProgramme, expireDue, postToLedger } from './ledger.sql.ts'
import { anchorPostings, ledgerProblems } from './verify.sql.ts'

let databases: Databases
let programmeId = 0
let number = 0
beforeAll(async () => {
  databases = await testDatabase()
  programmeId = await ensureProgramme(databases.owner, { code: 'test', name: '测试', institutionId: 1 })
})

const day = '2026-03-10'
const post = async (customerId: bigint, kind: PostingRequest['kind'], rest: Partial<PostingRequest> = {}) => {
  const posting = await postToLedger(databases.owner, {
    programmeId,
    customerId,
    kind,
    key: `k${++number}`,
    businessDate: day,
    institutionId: 1,
    about: 'test',
    ...rest,
  })
  if (!posting) throw new Error('nothing was posted')
  return posting
}
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done' as const,
    (error: unknown) => ledgerRefusal(error) ?? String(error),
  )
const account = async (customerId: bigint) => {
  const { rows } = await sql<{ available: bigint; reserved: bigint; owed: bigint }>`
    select available, reserved, owed from points.holder where customer_id = ${customerId}`.execute(databases.owner)
  return [Number(rows[0]?.available), Number(rows[0]?.reserved), Number(rows[0]?.owed)]
}
const lots = async (customerId: bigint) => {
  const { rows } = await sql<{ lot: string }>`
    select coalesce(l.expires_on::text, 'never') || ' ' || l.available as lot from points.lot l join points.holder h using (holder_id)
    where h.customer_id = ${customerId} and l.available > 0 order by l.expires_on nulls last, l.lot_id`.execute(databases.owner)
  return rows.map((row) => row.lot)
}

describe('postings', () => {
  it('spend the lots that expire first, and give the right ones back with their own last day', async () => {
    await post(1n, 'earn', { points: 100n, expiresOn: '2027-01-01' })
    await post(1n, 'earn', { points: 50n, expiresOn: '2026-06-30' })
    await post(1n, 'earn', { points: 10n })
    const spent = await post(1n, 'spend', { points: 120n })
    expect(await lots(1n)).toEqual(['2027-01-01 30', 'never 10'])
    await post(1n, 'reverse', { refersTo: spent.postingId })
    expect(await lots(1n)).toEqual(['2026-06-30 50', '2027-01-01 100', 'never 10'])
    expect(await account(1n)).toEqual([160, 0, 0])
  })

  it('never keep what was earned, spent and taken back: the next points pay it', async () => {
    const earned = await post(2n, 'earn', { points: 100n })
    await post(2n, 'spend', { points: 70n })
    await post(2n, 'reverse', { refersTo: earned.postingId })
    expect(await account(2n)).toEqual([0, 0, 70])
    await post(2n, 'earn', { points: 50n })
    expect(await account(2n)).toEqual([0, 0, 20])
    await post(2n, 'earn', { points: 50n })
    expect(await account(2n)).toEqual([30, 0, 0])
  })

  it('hold a reservation through the expiry of its lot, and let it go to expire', async () => {
    await post(3n, 'earn', { points: 40n, expiresOn: day })
    const held = await post(3n, 'reserve', { points: 30n })
    const later = '2026-03-11'
    expect(await refused(post(3n, 'spend', { points: 1n, businessDate: later }))).toBe('not_enough')
    await expireDue(databases.owner, later, 100)
    expect(await account(3n)).toEqual([0, 30, 0])
    await post(3n, 'release', { refersTo: held.postingId, businessDate: later })
    expect(await account(3n)).toEqual([30, 0, 0])
    await expireDue(databases.owner, '2026-03-12', 100)
    expect(await account(3n)).toEqual([0, 0, 0])
  })

  it.each([
    ['more than there is', { kind: 'spend', points: 101n }, 'not_enough'],
    ['what does not exist', { kind: 'capture', refersTo: 999_999n }, 'no_such_posting'],
    ['an earn captured', { kind: 'capture', refersTo: 'earn' }, 'no_such_posting'],
    ['a reservation reversed', { kind: 'reverse', refersTo: 'reserve' }, 'not_reversible'],
    ['a release after the capture', { kind: 'release', refersTo: 'captured' }, 'dealt_with'],
  ] as const)('refuse %s and change nothing', async (_what, { kind, ...rest }, refusal) => {
    const customer = BigInt(1000 + ++number)
    const earn = await post(customer, 'earn', { points: 100n })
    const reserve = await post(customer, 'reserve', { points: 10n })
    const captured = await post(customer, 'reserve', { points: 10n })
    await post(customer, 'capture', { refersTo: captured.postingId })
    const before = await account(customer)
    const places = { earn: earn.postingId, reserve: reserve.postingId, captured: captured.postingId }
    const refersTo = 'refersTo' in rest ? (typeof rest.refersTo === 'string' ? places[rest.refersTo] : rest.refersTo) : undefined
    expect(
      await refused(
        post(customer, kind, { ...('points' in rest && { points: rest.points }), ...(refersTo !== undefined && { refersTo }) }),
      ),
    ).toBe(refusal)
    expect(await account(customer)).toEqual(before)
  })

  it('are the same when asked again with the same key, and refused when the key is used for another act', async () => {
    const first = await post(4n, 'earn', { points: 5n, key: 'again' })
    expect(await post(4n, 'earn', { points: 5n, key: 'again' })).toEqual(first)
    expect(await account(4n)).toEqual([5, 0, 0])
    expect(await refused(post(4n, 'earn', { points: 6n, key: 'again' }))).toBe('key_used')
    expect(await refused(post(5n, 'earn', { points: 5n, key: 'again' }))).toBe('key_used')
  })

  it('of thirty-two clients on one account never go below zero and lose nothing', async () => {
    await post(6n, 'earn', { points: 100n })
    const outcomes = await Promise.all(Array.from({ length: 32 }, () => refused(post(6n, 'spend', { points: 7n }))))
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(14)
    expect(new Set(outcomes)).toEqual(new Set(['done', 'not_enough']))
    expect(await account(6n)).toEqual([2, 0, 0])
  })

  it('hold 10¹² points', async () => {
    await post(7n, 'earn', { points: 1_000_000_000_000n })
    await post(7n, 'spend', { points: 999_999_999_999n })
    expect(await account(7n)).toEqual([1, 0, 0])
  })

  it('are proved by verify, and anchored', async () => {
    const { postings, problems } = await ledgerProblems(databases.owner)
    expect(problems).toEqual([])
    expect(postings).toBeGreaterThan(20n)
    expect(await anchorPostings(databases.owner)).toMatchObject({ number: 1n, postings })
    expect(await anchorPostings(databases.owner)).toBeUndefined()
  })

  it.each(['update points.posting set points = points + 1', 'delete from points.line', 'truncate points.anchor'])(
    'are not changed by %s, by the owner neither',
    (statement) => expect(sql.raw(statement).execute(databases.owner)).rejects.toThrow(/never changed/),
  )

  it.each([
    [`insert into points.line values (1, 9, 'issued', null, 1, null, 5)`, /sum to zero/],
    [
      `insert into points.line values (999999, 1, 'issued', null, 1, null, -5), (999999, 2, 'expired', null, 1, null, 5)`,
      /need their posting/,
    ],
    [
      `insert into points.line values (1, 8, 'issued', null, 1, null, -5), (1, 9, 'available', 999999, 1, null, 5)`,
      /their posting and lot/,
    ],
    [`insert into points.lot (lot_id, holder_id, points, institution_id, available) values (999999, 1, 5, 1, 5)`, /needs the posting/],
    [
      `insert into points.posting (posting_id, holder_id, sequence, kind, key, points, business_date, institution_id, about, previous_hash, hash)
       values (999999, 999999, 1, 'earn', 'stray', 5, '2026-01-01', 1, 'x', '', '')`,
      /needs its account/,
    ],
    ['update points.holder set customer_id = 99', /never changed/],
    ['delete from points.holder', /never changed/],
    [`update points.lot set expires_on = '2099-12-31'`, /never changed/],
    ['truncate points.lot', /never changed/],
  ])('are not half written or cut loose by the owner: %s', (statement, refusal) =>
    expect(sql.raw(statement).execute(databases.owner)).rejects.toThrow(refusal),
  )

  it.each([
    'insert into points.holder (programme_id, customer_id) values (1, 99)',
    `update points.holder set available = 1`,
    `select points.post(1, 1, 'earn', 'x', 1, '2026-01-01', 1, 'x', null)`,
    `select points.accrue(1, '2026-01-01', 'x', null)`,
    `delete from points.lot`,
  ])('are closed to the application: %s', (statement) =>
    expect(sql.raw(statement).execute(databases.app)).rejects.toThrow(/permission denied/),
  )
})

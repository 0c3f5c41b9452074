import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publish, publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { TodayList, Wish } from './contract.ts'
import { listAlternatives } from './list-alternatives.ts'
import { openTeam } from './open-team.ts'
import { openToday } from './open-today.ts'
import { recordWish } from './record-wish.ts'

/** A Monday, half past ten in the outlets. */
const monday = new Date('2026-11-23T02:30:00Z')
const tuesday = new Date('2026-11-24T02:30:00Z')

let databases: Databases
const personOf = (scope: Scope): Person => ({ userId: scope.userId, login: 'x', name: '李娜', scope })
const manager = personOf(scopes.manager14)
const president = personOf(scopes.outlet4)

beforeAll(async () => {
  databases = await testDatabase()
})

async function list(person = manager, now = monday, managerId?: number): Promise<TodayList> {
  const answer = await openToday(databases.app, person, managerId, now)
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}
const wish = (given: Wish, now = monday) => recordWish(databases.app, manager, given, now)
const idsOf = (answer: TodayList) => answer.items.map(({ customerId }) => customerId)
const owner = (statement: string) => sql.raw(statement).execute(databases.owner)
const consent = (customer: number, channel: string, purpose: string) =>
  owner(`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by, recorded_at)
    values (${customer}, '${channel}', '${purpose}', 'v1', 'paper', 'x', '2026-01-01', 1, now())`)

it('refuses NOT_READY before the first publication', async () => {
  expect(await openToday(databases.app, manager, undefined, monday)).toBe('NOT_READY')
})

describe('a published bank', () => {
  beforeAll(async () => {
    await publishBank(databases)
    // manager 14 keeps 3 (long tail), 12 (code N), 21 and 30 of outlet 4; all can be reached
    await owner(`update customer.customer_snapshot set phone_usable = true, address_fresh = true where manager_id = 14`)
    await owner(`update customer.customer set birth_date = '1990-05-05' where manager_id = 14`)
    for (const customer of [3, 12, 21, 30]) for (const purpose of ['marketing', 'care']) await consent(customer, 'call', purpose)
    await owner(
      `update customer.customer_snapshot set aum_fen = 30000000, inflow_7d_fen = 9000000 where customer_id = 21 and business_date = '2026-11-20'`,
    )
    await owner(
      `update customer.customer_snapshot set activity = 'cooling', aum_fen = 20000000 where customer_id in (3, 12, 30) and business_date = '2026-11-20'`,
    )
  })
  // what proves something is append-only: only with triggers off does a test begin with a clean day
  beforeEach(() =>
    owner(`do $$ begin
      perform set_config('session_replication_role', 'replica', true);
      truncate today.plan, today.plan_item, today.plan_prospect, today.wish restart identity;
      delete from contact.contact; delete from privacy.refusal; delete from privacy.calendar_exception;
    end $$`),
  )
  const contacted = (customer: number, { staff = 14, user = 5, at = '2026-11-23T02:00:00Z' } = {}) =>
    owner(`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id)
      values (gen_random_uuid(), ${customer}, '${at}', 'call', 'care', 'outbound', 'reached', 'allowed', false, ${user}, ${staff}, 'x', 4)`)

  it('names the few, the most valuable first, each with its reasons and how its value came about', async () => {
    const answer = await list()
    expect(answer).toMatchObject({ planDate: '2026-11-23', businessDate: '2026-11-20', readOnly: false, workingDay: true, revision: 1 })
    expect(idsOf(answer)[0]).toBe('21')
    const [first] = answer.items
    const inflow = first?.reasons.find(({ code }) => code === 'inflow')
    // 90,000.00 yuan × 10 % × 0.80 % a year
    expect(inflow).toMatchObject({ amountFen: '9000000', chanceBp: 1000, valueFen: '7200' })
    expect(first?.channel).toBe('call')
    expect(first?.talkingPoints.some(({ reason }) => reason === 'inflow')).toBe(true)
    expect(BigInt(answer.boundFen)).toBeGreaterThanOrEqual(BigInt(answer.valueFen))
  })

  it('never names a customer of code N, in the list or among those left out', async () => {
    const rows = await listAlternatives(databases.app, manager, undefined, monday)
    const named = typeof rows === 'string' ? [] : rows.rows.map(({ customerId }) => customerId)
    expect([...idsOf(await list()), ...named]).not.toContain('12')
  })

  it('drops who was spoken to, or said no, under another number of the same person; the link undone, offers them again', async () => {
    expect(idsOf(await list())).toContain('21')
    // 24 is kept by manager 15: out of sight
    await owner(`insert into duplicate.pair (first_id, second_id, state, evidence, made_sure, needs_second, proposed_by, proposed_at)
      values (21, 24, 'linked', '{name,phone}', 'document', true, 1, now())`)
    await contacted(24, { staff: 15, user: 9 })
    const answer = await list()
    expect(answer).toMatchObject({ revision: 2 })
    expect(idsOf(answer)).not.toContain('21')
    await owner(`do $$ begin perform set_config('session_replication_role', 'replica', true); delete from contact.contact; end $$`)
    await owner(
      `insert into privacy.refusal (customer_id, channel, refused_at, recorded_by) select 24, c, now(), 1 from unnest(array['call', 'visit', 'invitation']) c`,
    )
    const refused = await listAlternatives(databases.app, manager, undefined, monday)
    if (typeof refused === 'string') throw new Error(refused)
    expect(refused.rows.find(({ customerId }) => customerId === '21')?.why).toEqual({
      code: 'forbidden',
      values: { text: '客户在另一客户号下已拒绝此渠道' },
    })
    await owner(`update duplicate.pair set state = 'undone'`)
    await owner(`truncate today.plan, today.plan_item, today.plan_prospect`)
    expect(idsOf(await list())).toContain('21')
  })

  it('is the same when opened again, and for the president read-only', async () => {
    const first = await list()
    const again = await list(president, monday, 14)
    expect(again.readOnly).toBe(true)
    expect([again.revision, idsOf(again)]).toEqual([first.revision, idsOf(first)])
    const { rows } = await sql<{ count: bigint }>`select count(*) as count from today.plan`.execute(databases.owner)
    expect(rows[0]?.count).toBe(1n)
  })

  it('is made once when many open it at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => list()))
    expect(new Set(answers.map(({ revision }) => revision))).toEqual(new Set([1]))
  })

  it('refuses the list of somebody who works elsewhere, of a colleague, and of nobody', async () => {
    expect(await openToday(databases.app, president, 16, monday)).toBe('NOT_FOUND')
    expect(await openToday(databases.app, manager, 15, monday)).toBe('NOT_FOUND')
    expect(await openToday(databases.app, president, undefined, monday)).toBe('NOT_FOUND')
    expect(await openToday(databases.app, personOf(scopes.teller), 14, monday)).toBe('FORBIDDEN')
  })

  it('puts a pinned customer first and takes the pin back', async () => {
    const pinned = await wish({ kind: 'pin', customerId: '3' })
    expect(pinned).toMatchObject({ revision: 1, items: [{ customerId: '3', pinned: true, why: { code: 'pinned' } }, {}, {}] })
    expect(await wish({ kind: 'release', customerId: '3' })).toMatchObject({
      revision: 2,
      items: [{ customerId: '21', pinned: false }, {}, {}],
    })
  })

  it('leaves a postponed customer out until the day', async () => {
    const answer = await wish({ kind: 'postpone', customerId: '21', until: '2026-11-25', reason: 'needs_preparation' })
    expect(answer).toMatchObject({ postponed: [{ customerId: '21', until: '2026-11-25', reason: 'needs_preparation' }] })
    expect(idsOf(await list())).not.toContain('21')
    expect(idsOf(await list(manager, tuesday))).not.toContain('21')
    expect(idsOf(await list(manager, new Date('2026-11-25T02:30:00Z')))).toContain('21')
  })

  it('swaps one for another, today only', async () => {
    const answer = await wish({ kind: 'swap', customerId: '21', inFavourOf: '30' })
    expect(typeof answer === 'string' ? [] : idsOf(answer)).toEqual(['30', '3'])
    expect(idsOf(await list(manager, tuesday))).toContain('21')
  })

  it('refuses wishes about others, without a way, into the past, and by those who have no list', async () => {
    expect(await wish({ kind: 'pin', customerId: '6' })).toBe('NOT_FOUND')
    expect(await wish({ kind: 'pin', customerId: '99999999999999999999'.slice(0, 19) })).toBe('NOT_FOUND')
    expect(await wish({ kind: 'pin', customerId: '12' })).toBe('CONFLICT')
    expect(await wish({ kind: 'postpone', customerId: '3', until: '2026-11-23', reason: 'other' })).toBe('CONFLICT')
    expect(await recordWish(databases.app, president, { kind: 'pin', customerId: '3' }, monday)).toBe('FORBIDDEN')
    const { rows } = await sql<{ count: bigint }>`select count(*) as count from today.wish`.execute(databases.owner)
    expect(rows[0]?.count).toBe(0n)
  })

  it('takes off whom the customer’s refusal or a colleague’s contact forbids, and makes the plan anew', async () => {
    expect(idsOf(await list())).toEqual(expect.arrayContaining(['3', '21', '30']))
    await owner(`insert into privacy.refusal (customer_id, channel, refused_at, recorded_by) values (21, 'call', now(), 1)`)
    await contacted(30, { staff: 15, user: 77 })
    const answer = await list()
    expect([answer.revision, idsOf(answer)]).toEqual([2, ['3']])
  })

  it('keeps what was done on the list, counts it, and holds it against the plan the next day', async () => {
    await list()
    await contacted(21)
    expect((await list()).items.map(({ customerId, done }) => [customerId, done])).toContainEqual(['21', true])
    expect(await wish({ kind: 'pin', customerId: '3' })).toMatchObject({
      items: [{ customerId: '21', done: true }, { customerId: '3', done: false }, {}],
    })
    const next = await list(manager, tuesday)
    expect(next.before).toMatchObject({ planDate: '2026-11-23', planned: 3, done: 1 })
  })

  it('offers no call on a holiday', async () => {
    await owner(`insert into privacy.calendar_exception (day, working, about) values ('2026-11-23', false, '放假')`)
    const answer = await list()
    expect([answer.workingDay, answer.items.filter(({ channel }) => ['call', 'visit', 'invitation'].includes(channel))]).toEqual([
      false,
      [],
    ])
  })

  it('says of everybody left out why', async () => {
    await wish({ kind: 'swap', customerId: '21', inFavourOf: '30' })
    await owner(`insert into privacy.refusal (customer_id, channel, refused_at, recorded_by) values (3, 'call', now(), 1)`)
    const answer = await listAlternatives(databases.app, manager, undefined, monday)
    expect(answer).toMatchObject({
      rows: [{ customerId: '3', possible: false, why: { code: 'forbidden', values: { text: '客户已拒绝此渠道' } } }],
    })
  })

  it('is made anew from a new night', async () => {
    expect((await list()).revision).toBe(1)
    await publish(databases.owner, '2026-11-19')
    expect((await list()).revision).toBe(2)
    await publish(databases.owner, '2026-11-20')
  })

  it('shows the president the team: planned, done, overdue, covered', async () => {
    await list()
    await contacted(21)
    const team = await openTeam(databases.app, president, undefined, tuesday)
    expect(team).toMatchObject({
      planDate: '2026-11-24',
      rows: [
        { managerId: 14, customers: 3, planned: null, done: 0, overdue: 2, coverageBp: 3333 },
        { managerId: 15, planned: null },
      ],
    })
    expect(await openTeam(databases.app, president, undefined, monday)).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ managerId: 14, planned: 3, done: 1 })]),
    })
    expect(await openTeam(databases.app, manager, undefined, monday)).toBe('FORBIDDEN')
    expect(await openTeam(databases.app, president, 6, monday)).toBe('NOT_FOUND')
  })

  it('keeps plans and wishes as they were made', async () => {
    await list()
    for (const statement of ['update today.plan set value_fen = 0', 'delete from today.plan_item', 'delete from today.wish'])
      await expect(sql.raw(statement).execute(databases.app)).rejects.toThrow(/permission denied/)
  })
})

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { compliance, leaveActs, leaveNow, personOf, teller4 } from '../../../test/support/leave-acts.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import { decideRequest } from '../approval/decide-request.ts'
import { kindsByCode } from '../approval/kinds.ts'
import { leaveApprovals } from './approval-kinds.ts'
import { glanceCustomer } from './glance-customer.ts'

const kinds = kindsByCode([leaveApprovals.offer])
const president: Scope = scopes.outlet4
const no = { told_to: false, secret: false, unknown_payee: false, promised_gain: false }
const later = (days: number) => new Date(leaveNow.getTime() + days * 86_400_000)
let databases: Databases
let acts: ReturnType<typeof leaveActs>
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  acts = leaveActs(databases)
})

describe('opening', () => {
  it('is done once, on record, and answers the same when sent again', async () => {
    const id = randomUUID()
    expect(await acts.open(15, { id, destinationBank: '隔壁银行' })).toEqual({ id, state: 'opened' })
    expect(await acts.lastAudit()).toMatchObject({
      action: 'open-leave-case',
      outcome: 'done',
      detail: { source: 'counter', reason: 'competitor' },
    })
    expect(await acts.open(15, { id, destinationBank: '隔壁银行' })).toEqual({ id, state: 'opened' })
    expect(await acts.page(id)).toMatchObject({
      state: 'opened',
      atStake: '100000000',
      atStakeOn: '2026-11-20',
      destinationBank: '隔壁银行',
      log: [],
    })
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['of nobody', () => acts.open(999), 'NOT_FOUND'],
    ['of another outlet’s', () => acts.open(4), 'NOT_FOUND'],
    ['of somebody else’s portfolio', () => acts.open(6, {}, scopes.manager14), 'NOT_FOUND'],
    ['by compliance', () => acts.open(3, {}, compliance), 'FORBIDDEN'],
    ['of code N', () => acts.open(12), 'NOT_FOR_KEEPING'],
    ['of the deceased', () => acts.open(9), 'NOT_FOR_KEEPING'],
    ['of one who has an open case', () => acts.open(15), 'OPEN_ALREADY'],
    ['with an id of another case', async () => acts.open(18, { id: await acts.opened(24) }), 'CONFLICT'],
  ])('%s is refused, on record', async (_what, attempt, refusal) => {
    expect(await attempt()).toBe(refusal)
    expect(await acts.lastAudit()).toMatchObject({ action: 'open-leave-case', outcome: 'refused', detail: { why: refusal } })
  })

  it('two at once open one case', async () => {
    const both = await Promise.all([acts.open(27), acts.open(27)])
    expect(both.map((one) => (typeof one === 'string' ? one : 'opened')).toSorted()).toEqual([
      expect.stringMatching(/CONFLICT|OPEN_ALREADY/),
      'opened',
    ])
  })

  it('knows only the reasons that the policy has', async () => {
    await databases.owner.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`update policy.policy set value = 'needs_cash' where key = 'leave.more_reasons'`.execute(trx)
    })
    expect(await acts.open(30, { reason: 'other' })).toBe('REASON_OFF')
  })
})

describe('an elder’s large outflow', () => {
  const customer = 3 // born 1953, outflow of 30 yuan
  it('is a fraud check first, and a suspicion opens nothing and leaves no word of it', async () => {
    const large = { leavingFen: '5000000' }
    expect(await acts.open(customer, large)).toBe('CHECK_FIRST')
    expect(await acts.open(customer, { ...large, fraudCheck: { ...no, secret: true } })).toBe('FRAUD_FIRST')
    expect(await acts.lastAudit()).toMatchObject({ outcome: 'refused', detail: { why: 'CHECK_FIRST' } })
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from retention.leave_case where customer_id = ${customer}`.execute(
      databases.owner,
    )
    expect(rows[0]?.n).toBe(0)
    const id = await acts.opened(customer, { ...large, fraudCheck: no })
    expect(await acts.page(id)).toMatchObject({ fraudChecked: true, leaving: '5000000' })
  })

  it('is told at a glance; the young and small sums are not asked', async () => {
    const glance = async (id: number, scope: Scope) => glanceCustomer(databases.app, personOf(scope), String(id), leaveNow)
    expect(await glance(customer, teller4)).toMatchObject({
      name: '曾**',
      glance: { fraudCheck: 'from_fen', atStake: { fromFen: '20000000', belowFen: expect.any(String) } },
    })
    expect(await glance(27, president)).toMatchObject({ glance: { fraudCheck: 'no', atStake: '0', openCaseId: expect.any(String) } })
    expect(await glance(12, president)).toEqual({ customerId: '12', customerNo: 'C000012', name: '客户12', applies: false, glance: null })
    expect(await glance(4, president)).toBe('NOT_FOUND')
    expect(await acts.lastAudit()).toMatchObject({ action: 'glance-customer', outcome: 'refused' })
  })
})

describe('offers', () => {
  it('within one’s authority are made at once, others are asked for; the president decides in the inbox', async () => {
    const id = await acts.opened(18)
    expect(await acts.offer(id, { offer: 'service' })).toEqual({ id, state: 'talking', asked: false })
    expect(await acts.offer(id)).toEqual({ id, state: 'waiting', asked: true })
    expect(await acts.offer(id)).toBe('ASKED_ALREADY')
    const request = await acts.requestOf(id)
    const decide = (scope: Scope) =>
      decideRequest(databases.app, kinds, personOf(scope), { id: request, outcome: 'approved', reason: '同意' }, leaveNow)
    expect(await decide({ ...scopes.manager14, managerId: null })).toEqual({ refused: 'not_yours' })
    expect(await decide(president)).toMatchObject({ state: 'approved' })
    expect((await acts.page(id)).log.map(({ kind, toState, offer: what }) => [kind, toState, what])).toEqual([
      ['offered', 'talking', 'service'],
      ['asked', 'waiting', 'rate'],
      ['granted', 'talking', 'rate'],
    ])
  })

  it('are refused with a reason, and a case that has moved on takes no approval', async () => {
    const id = await acts.opened(21)
    await acts.offer(id)
    await decideRequest(
      databases.app,
      kinds,
      personOf(president),
      { id: await acts.requestOf(id), outcome: 'refused', reason: '利率已到上限' },
      leaveNow,
    )
    expect((await acts.page(id)).log.at(-1)).toMatchObject({ kind: 'refused', toState: 'talking', note: '利率已到上限' })
    await acts.offer(id)
    await acts.step(id, 'said_left')
    const late = await decideRequest(
      databases.app,
      kinds,
      personOf(president),
      { id: await acts.requestOf(id), outcome: 'approved', reason: 'x' },
      leaveNow,
    )
    expect(late).toMatchObject({ refused: 'conflict' })
    expect(await acts.offer(id)).toBe('CONFLICT')
  })

  it('may be asked for again when the request’s time is over', async () => {
    const id = await acts.opened(30)
    await acts.offer(id)
    expect(await acts.offer(id, {}, teller4, later(2))).toBe('ASKED_ALREADY')
    expect(await acts.offer(id, {}, teller4, later(3))).toEqual({ id, state: 'waiting', asked: true })
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['by compliance', async () => acts.offer(await acts.caseOf(15), {}, compliance), 'FORBIDDEN'],
    ['by a teller who did not open it', async () => acts.offer(await acts.caseOf(15), {}, { ...teller4, userId: 99 }), 'NOT_FOUND'],
    ['of another outlet', async () => acts.offer(await acts.caseOf(15), {}, scopes.outlet5), 'NOT_FOUND'],
    ['of no case', () => acts.offer(randomUUID()), 'NOT_FOUND'],
  ])('%s is refused, on record', async (_what, attempt, refusal) => {
    expect(await attempt()).toBe(refusal)
    expect(await acts.lastAudit()).toMatchObject({ action: 'offer-to-stay', outcome: 'refused', detail: { why: refusal } })
  })
})

describe('what was said', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['by compliance', async () => acts.step(await acts.caseOf(15), 'talked', {}, compliance), 'FORBIDDEN'],
    ['out of sight', async () => acts.step(await acts.caseOf(15), 'talked', {}, scopes.outlet5), 'NOT_FOUND'],
    [
      'of somebody else’s case, by a teller',
      async () => acts.step(await acts.caseOf(15), 'talked', {}, { ...teller4, userId: 99 }),
      'NOT_FOUND',
    ],
    ['farewell to one who has not left', async () => acts.step(await acts.caseOf(15), 'farewell'), 'CONFLICT'],
    ['a win-back of one who has not left', async () => acts.step(await acts.caseOf(15), 'win_back'), 'CONFLICT'],
  ])('%s is refused, on record', async (_what, attempt, refusal) => {
    expect(await attempt()).toBe(refusal)
    expect(await acts.lastAudit()).toMatchObject({ action: 'move-leave-case', outcome: 'refused', detail: { why: refusal } })
  })

  it('by two at once moves the case once', async () => {
    const id = await acts.caseOf(15)
    const both = await Promise.all([acts.step(id, 'said_stayed'), acts.step(id, 'said_left')])
    expect(both.filter((one) => one === 'CONFLICT').length).toBeLessThan(2)
    const { log, state } = await acts.page(id)
    expect(state).toBe(log.at(-1)?.toState)
  })
})

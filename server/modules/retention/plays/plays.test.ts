import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { compliance, leaveActs, leaveNow, personOf, teller4 } from '../../../../test/support/leave-acts.ts'
import { publishBank, scopes } from '../../../../test/support/published-bank.ts'
import { verifyAudit } from '../../../platform/audit/verify.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { withScope, type Scope } from '../../../platform/database/scope.ts'
import { policyAt } from '../../policy/index.ts'
import { keepingDues } from '../keeping-dues.ts'
import { benefitInput, type BenefitInput } from './contract.ts'
import { endBenefit, keepBenefit } from './keep-benefit.ts'
import { listBenefits } from './list-benefits.ts'
import { logUse, takeBackUse } from './log-use.ts'
import { showCustomerBenefits } from './show-customer-benefits.ts'
import { showMoves } from './show-moves.ts'

const headOffice: Scope = { ...scopes.bank, role: 'head_office' }
const president: Scope = scopes.outlet4
/** mid-to-high with manager 14 / long tail / code N / of another outlet */
const [rich, poor, hidden, elsewhere] = [3, 21, 12, 4]

let databases: Databases
let acts: ReturnType<typeof leaveActs>
const given = (more: Partial<BenefitInput> = {}): BenefitInput =>
  benefitInput.parse({
    code: 'lounge',
    name: '机场贵宾厅',
    provider: '江海航服',
    about: '提前一天预约',
    move: 'unwanted',
    layer: 'structural',
    period: 'year',
    times: { long_tail: 0, potential: 0, mid_to_high: 2, wealth: 6 },
    validFrom: '2026-11-21',
    ...more,
  })
const keep = (input: BenefitInput, scope = headOffice) => keepBenefit(databases.app, personOf(scope), input, leaveNow)
const log = (customer: number, scope: Scope = teller4, id = randomUUID(), code = 'lounge') =>
  logUse(databases.app, personOf(scope), { id, customerId: String(customer), code }, leaveNow)
const shown = async (customer: number, scope: Scope = teller4) => {
  const answer = await showCustomerBenefits(databases.app, personOf(scope), String(customer), leaveNow)
  if (typeof answer === 'string') throw new Error(answer)
  return answer
}

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  acts = leaveActs(databases)
})

describe('the catalogue', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['by a president', () => keep(given(), president), 'FORBIDDEN'],
    ['for yesterday', () => keep(given({ validFrom: '2026-11-20' })), 'PAST'],
    [
      'ending what is not there',
      () => endBenefit(databases.app, personOf(headOffice), { code: 'no_such', lastDay: '2026-12-31' }, leaveNow),
      'NOT_FOUND',
    ],
  ])('%s is refused, on record', async (_what, attempt, refusal) => {
    expect(await attempt()).toBe(refusal)
    expect(await acts.lastAudit()).toMatchObject({ outcome: 'refused', detail: { why: refusal } })
  })

  it('is head office’s, dated: a version ends the day before the next, and none is ever changed', async () => {
    expect(await keep(given())).toEqual({ code: 'lounge' })
    expect(await keep(given({ validFrom: '2027-01-01', name: '机场贵宾厅（新）' }))).toEqual({ code: 'lounge' })
    const list = await listBenefits(databases.app, personOf(president), undefined, leaveNow)
    expect(list).toMatchObject({
      mayEdit: false,
      benefits: [
        { name: '机场贵宾厅', validUntil: '2026-12-31', use: { from: '2026-01-01', users: 0, uses: 0 } },
        { name: '机场贵宾厅（新）', validFrom: '2027-01-01', use: null },
      ],
    })
    await expect(sql`update retention.benefit set name = 'x'`.execute(databases.owner)).rejects.toThrow(/never changed/)
    await expect(sql`delete from retention.benefit`.execute(databases.owner)).rejects.toThrow(/never changed/)
    expect(await listBenefits(databases.app, personOf(teller4), undefined, leaveNow)).toBe('FORBIDDEN')
    expect(await listBenefits(databases.app, personOf(president), 5, leaveNow)).toBe('NOT_FOUND')
  })
})

describe('a use', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['by compliance', () => log(rich, compliance), 'FORBIDDEN'],
    ['of a customer elsewhere', () => log(elsewhere), 'NOT_FOUND'],
    ['of a tier that is not entitled', () => log(poor), 'NOT_ENTITLED'],
    ['of whom nobody may turn to', () => log(hidden), 'NOT_ENTITLED'],
    ['of what is not in the catalogue', () => log(rich, teller4, randomUUID(), 'no_such'), 'NOT_ENTITLED'],
  ])('%s is refused, on record', async (_what, attempt, refusal) => {
    expect(await attempt()).toBe(refusal)
    expect(await acts.lastAudit()).toMatchObject({ action: 'log-benefit-use', outcome: 'refused', detail: { why: refusal } })
  })

  it('is logged until nothing is left, sent twice once, taken back by its own person on the day', async () => {
    expect(await shown(rich)).toMatchObject({
      applies: true,
      tier: 'mid_to_high',
      benefits: [{ code: 'lounge', times: 2, used: 0, left: 2 }],
      uses: [],
    })
    const id = randomUUID()
    expect(await log(rich, teller4, id)).toEqual({ id, left: 1 })
    expect(await log(rich, teller4, id)).toEqual({ id, left: 1 })
    expect(await log(rich, president, id)).toBe('CONFLICT')
    expect(await log(rich)).toMatchObject({ left: 0 })
    expect(await log(rich)).toBe('NONE_LEFT')
    const back = (use: string, scope: Scope, at = leaveNow) => takeBackUse(databases.app, personOf(scope), { id: randomUUID(), use }, at)
    expect(await back(id, president)).toBe('NOT_YOURS')
    expect(await back(id, teller4, new Date('2026-11-22T10:00:00+08:00'))).toBe('NOT_YOURS')
    expect(await back(id, compliance)).toBe('FORBIDDEN')
    expect(await back(randomUUID(), teller4)).toBe('NOT_FOUND')
    expect(await back(id, teller4)).toMatchObject({ id: expect.any(String) })
    expect(await back(id, teller4)).toBe('CONFLICT')
    expect(await shown(rich)).toMatchObject({ benefits: [{ used: 1, left: 1 }], uses: [{ name: '机场贵宾厅', mayTakeBack: true }] })
    expect(await listBenefits(databases.app, personOf(president), undefined, leaveNow)).toMatchObject({
      benefits: [{ use: { users: 1, uses: 1 } }, {}],
    })
  })

  it('of the last one by two at once is one', async () => {
    const both = await Promise.all([log(rich, teller4), log(rich, president)])
    expect(both.filter((one) => typeof one === 'object')).toHaveLength(1)
    expect(await shown(rich)).toMatchObject({ benefits: [{ used: 2, left: 0 }] })
  })

  it('is not told of whom nobody may turn to, nor out of sight', async () => {
    expect(await shown(hidden)).toMatchObject({ applies: false, benefits: [], uses: [] })
    expect(await showCustomerBenefits(databases.app, personOf(teller4), String(elsewhere), leaveNow)).toBe('NOT_FOUND')
    const foreign = await withScope(databases.app, scopes.outlet5, (trx) => sql`select from retention.benefit_use`.execute(trx))
    expect(foreign.rows).toEqual([])
    await expect(sql`update retention.benefit_use set used_on = used_on`.execute(databases.owner)).rejects.toThrow(/never changed/)
  })

  it('that never was is a reason to call; who left is one on the 30th day', async () => {
    const left = await acts.opened(15)
    await acts.step(left, 'said_left')
    const dues = (date: string) =>
      withScope(databases.app, president, async (trx) =>
        keepingDues(trx, { managerIds: [14, 15], date, policies: await policyAt(trx, date) }),
      )
    const soon = await dues('2026-12-20')
    expect(soon.unused(24n, 'mid_to_high')).toEqual({ names: ['机场贵宾厅'], until: '2026-12-31' })
    expect(soon.unused(BigInt(rich), 'mid_to_high')).toBeUndefined()
    expect(soon.winBack.size).toBe(0)
    expect((await dues('2026-12-21')).winBack.get(15n)).toMatchObject({ caseId: left, on: '2026-12-21', turn: 1 })
    await acts.step(left, 'win_back', {}, president, new Date('2026-12-21T10:00:00+08:00'))
    expect((await dues('2026-12-22')).winBack.size).toBe(0)
    expect((await dues('2027-01-20')).winBack.get(15n)).toMatchObject({ turn: 2 })
  })
})

describe('the three moves', () => {
  it('tell what was done and what stayed, no share of a few, and untagged offers by their kind', async () => {
    const id = await acts.opened(24)
    await acts.offer(id, { offer: 'service', move: null, layer: null })
    await acts.step(id, 'talked', { move: 'inconvenient', layer: 'financial' })
    expect((await acts.page(id)).log.map(({ move, layer }) => [move, layer])).toEqual([
      ['embarrassing', 'social'],
      ['inconvenient', 'financial'],
    ])
    await sql`insert into contact.contact (id, customer_id, at, channel, purpose, direction, outcome, permission, flagged, user_id, staff_id, staff_name, institution_id)
      values (${randomUUID()}, 24, '2026-11-20 10:00+08', 'call', 'care', 'outbound', 'reached', 'allowed', false, 5, 14, 'x', 4)`.execute(
      databases.owner,
    )
    await sql`update customer.customer_snapshot set aum_mda_3m_fen = aum_fen * 2 where customer_id = 24`.execute(databases.owner)
    const moves = await showMoves(databases.app, personOf(president), undefined, leaveNow)
    expect(moves).toMatchObject({
      leastDecided: 20,
      moves: [
        {
          tag: 'embarrassing',
          cases: { plays: 1, customers: 1, decided: 0, keptBp: null },
          contacts: { plays: 1, customers: 1, decided: 1, stayed: 0, keptBp: null, tooFew: true, kept: '99999999', stake: '199999998' },
        },
        { tag: 'inconvenient', cases: { plays: 1 }, contacts: { plays: 0 } },
        { tag: 'unwanted', benefits: { plays: 2, customers: 1 } },
      ],
      layers: [{ tag: 'financial' }, { tag: 'social', contacts: { plays: 1 } }, { tag: 'structural', benefits: { plays: 2 } }],
    })
    expect(await showMoves(databases.app, personOf(teller4), undefined, leaveNow)).toBe('FORBIDDEN')
    expect(await showMoves(databases.app, personOf(president), 6, leaveNow)).toBe('NOT_FOUND')
    expect(await verifyAudit(databases.owner)).toMatchObject({ problems: [] })
  })
})

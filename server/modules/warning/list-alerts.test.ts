import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { compliance, personOf, teller4 } from '../../../test/support/leave-acts.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import { madeContact, publishWarnings } from '../../../test/support/warned-bank.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import { policyAt } from '../policy/index.ts'
import { listInput, type AlertRow } from './contract.ts'
import { listAlerts } from './list-alerts.ts'
import { raiseAlerts } from './raise-alerts.ts'
import { showSummary } from './show-summary.ts'
import { waitingWarnings } from './waiting-warnings.ts'

const databases = await testDatabase()
/** the warnings were raised three days before */
const now = new Date('2026-11-23T10:00:00+08:00')

beforeAll(async () => {
  await publishBank(databases)
  await publishWarnings(databases.owner)
  await sql`update extract.publication set published_at = '2026-11-20T07:00:00+08:00' where is_current`.execute(databases.owner)
  await raiseAlerts(databases.owner)
})

const list = (scope: Scope, input: object = {}) => listAlerts(databases.app, personOf(scope), listInput.parse(input), now)
async function rows(scope: Scope, input: object = {}): Promise<AlertRow[]> {
  const found = await list(scope, input)
  if (typeof found === 'string') throw new Error(found)
  return found.rows
}
const numbers = (found: readonly AlertRow[]) => found.map(({ customerId }) => Number(customerId))

describe('the early-warning list', () => {
  it('is ordered by chance × value; who has no chance comes last', async () => {
    expect(numbers(await rows(scopes.bank))).toEqual([4, 24, 3, 27])
    expect(numbers(await rows(scopes.outlet4))).toEqual([24, 3, 27])
    expect(numbers(await rows(scopes.outlet4, { order: 'value' }))).toEqual([24, 3, 27])
    expect(numbers(await rows(scopes.outlet4, { order: 'chance' }))).toEqual([3, 24, 27])
  })

  it('shows a manager the own customers alone', async () => {
    expect(numbers(await rows(scopes.manager14))).toEqual([3])
    expect(numbers(await rows(scopes.manager14, { managerId: 15 }))).toEqual([])
    expect(numbers(await rows(scopes.outlet4, { managerId: 15 }))).toEqual([24])
    expect(numbers(await rows(scopes.outlet4, { managerId: 0 }))).toEqual([27])
  })

  it('tells money, signals, groups, and what the signals came to in the whole bank', async () => {
    const [first] = await rows(scopes.manager14)
    expect(first).toMatchObject({
      name: '曾小明',
      valueAtRisk: '20000000',
      chanceBp: 1000,
      chanceFrom: 'signals',
      expectedLoss: '2000000',
      reasons: [],
      groups: [{ group: 'payroll', dueOn: null }],
      state: 'overdue',
      reachedAt: null,
      caseId: null,
    })
    expect(first?.signals).toEqual([
      { signal: 'cooling', money: null, number: 95, toldOn: '2026-11-12', rateBp: null },
      { signal: 'own_name_outflow', money: '5000000', number: null, toldOn: '2026-11-12', rateBp: 640 },
    ])
  })

  it('narrows by signal, group and state, page by page', async () => {
    expect(numbers(await rows(scopes.bank, { signals: ['maturing', 'cooling'] }))).toEqual([24, 3])
    expect(numbers(await rows(scopes.bank, { group: 'payroll' }))).toEqual([3])
    expect(numbers(await rows(scopes.bank, { state: 'contacted' }))).toEqual([])
    const page = await list(scopes.bank, { offset: 1, limit: 2 })
    expect(page).toMatchObject({ total: 4, rows: [{ customerId: '24' }, { customerId: '3' }] })
  })

  it.each([
    ['a teller', teller4, 'FORBIDDEN'],
    ['compliance', compliance, 'FORBIDDEN'],
  ] as const)('is not for %s', async (_who, scope, code) => {
    expect(await list(scope)).toBe(code)
    const { rows: log } = await sql`select action, outcome from audit.entry order by id desc limit 1`.execute(databases.owner)
    expect(log[0]).toEqual({ action: 'list-warnings', outcome: 'refused' })
  })

  it('knows no outlet outside the scope', async () => {
    expect(await list(scopes.outlet4, { institutionId: 5 })).toBe('NOT_FOUND')
    expect(await list(scopes.outlet4, { institutionId: 99 })).toBe('NOT_FOUND')
  })
})

describe('the clock', () => {
  it('stops when somebody was reached, not when somebody tried; a warning that comes later starts it again', async () => {
    const { owner } = databases
    await madeContact(owner, 24, '2026-11-21T09:30:00+08:00', 'reached')
    await madeContact(owner, 27, '2026-11-21T09:40:00+08:00', 'not_reached')
    await madeContact(owner, 3, '2026-11-19T09:40:00+08:00', 'reached')
    const of = async (customerId: number) => (await rows(scopes.outlet4)).find((row) => Number(row.customerId) === customerId)
    expect(await of(24)).toMatchObject({ state: 'contacted', reachedAt: '2026-11-21T01:30:00.000Z' })
    expect(await of(27)).toMatchObject({
      state: 'overdue',
      reachedAt: null,
      triedAt: '2026-11-21T01:40:00.000Z',
      warnedAt: '2026-11-19T23:00:00.000Z',
    })
    expect(await of(3)).toMatchObject({ state: 'overdue', reachedAt: null, triedAt: null })
    await sql`insert into warning.raised values (24, 'cooling', '2026-11-22', '2026-11-22T07:00:00+08:00')`.execute(owner)
    expect(await of(24)).toMatchObject({ state: 'waiting', warnedAt: '2026-11-21T23:00:00.000Z', reachedAt: '2026-11-21T01:30:00.000Z' })
  })

  it('is in the hands of a leave case while one is open', async () => {
    await sql`insert into retention.leave_case (id, customer_id, institution_id, source, reason, at_stake_fen, at_stake_on, fraud_checked, user_id, staff_name,
        opened_on, opened_at, changed_at)
      values ('00000000-0000-4000-8000-000000000001', 27, 4, 'alert', 'not_asked_yet', 100, '2026-11-20', false, 3, 'x', '2026-11-21', now(), now())`.execute(
      databases.owner,
    )
    expect((await rows(scopes.outlet4, { state: 'case' })).map(({ caseId }) => caseId)).toEqual(['00000000-0000-4000-8000-000000000001'])
  })

  it('is summed up by outlet, manager, signal and group', async () => {
    const found = await showSummary(databases.app, personOf(scopes.outlet4), {}, now)
    if (typeof found === 'string') throw new Error(found)
    expect(found.counts).toEqual({ customers: 3, waiting: 1, overdue: 1, contacted: 0, cases: 1 })
    expect(found.outlets).toEqual([{ institutionId: 4, ...found.counts }])
    const ofAll = await showSummary(databases.app, personOf(scopes.bank), {}, now)
    expect(ofAll).toMatchObject({
      counts: { customers: 4 },
      outlets: [
        { institutionId: 5, customers: 1 },
        { institutionId: 4, customers: 3 },
      ],
    })
    expect(found.valueAtRiskFen).toBe(String(20_000_000 + 99_999_999 + 12_345_678))
    expect(found.managers.map(({ managerId, customers, expectedLossFen }) => [managerId, customers, expectedLossFen])).toEqual([
      [15, 1, '3999999'],
      [14, 1, '2000000'],
      [null, 1, null],
    ])
    expect(found.signals).toContainEqual({ signal: 'own_name_outflow', customers: 1 })
    expect(found.groups).toEqual([
      { group: 'maturing', members: 1, warned: 1 },
      { group: 'payroll', members: 2, warned: 1 },
    ])
  })
})

describe('for today’s list', () => {
  it('are those whom nobody reached and who have no case, of the managers asked for', async () => {
    const policies = await policyAt(databases.owner, '2026-11-20')
    const of = (scope: Scope, managerIds: number[]) =>
      withScope(databases.app, scope, (trx) => waitingWarnings(trx, { businessDate: '2026-11-20', managerIds, now, policies }))
    expect(await of(scopes.manager14, [14])).toEqual(
      new Map([[3n, { lossFen: 2_000_000n, chanceBp: 1000, signals: ['cooling', 'own_name_outflow'] }]]),
    )
    expect(await of(scopes.manager14, [15])).toEqual(new Map())
    expect([...(await of(scopes.bank, [15, 16])).keys()]).toEqual([4n, 24n])
    await madeContact(databases.owner, 4, '2026-11-22T09:30:00+08:00', 'reached')
    expect([...(await of(scopes.bank, [16])).keys()]).toEqual([])
  })
})

describe('raising', () => {
  it('begins once for each publish and ends what shows no more; the record is never changed', async () => {
    const { owner } = databases
    expect(await raiseAlerts(owner)).toBeUndefined()
    await sql`delete from warning.alert_signal where customer_id = 3 and signal = 'cooling'`.execute(owner)
    await sql`update extract.publication set published_at = '2026-11-22T07:00:00+08:00' where is_current`.execute(owner)
    // cooling of 24 was never shown by a night: it ends as well
    expect(await raiseAlerts(owner)).toEqual({ raised: 0, ended: 2 })
    const { rows: of3 } = await sql`select signal, ended_on from warning.raised where customer_id = 3 order by signal`.execute(owner)
    expect(of3).toEqual([
      { signal: 'cooling', ended_on: '2026-11-20' },
      { signal: 'own_name_outflow', ended_on: null },
    ])
    await expect(sql`update warning.raised set raised_at = now() where customer_id = 3`.execute(owner)).rejects.toThrow(/never changed/)
    await expect(sql`delete from warning.raised`.execute(owner)).rejects.toThrow(/never changed/)
  })
})

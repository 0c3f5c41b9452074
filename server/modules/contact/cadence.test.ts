import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publish, publishBank, publishRows, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { classifyCustomers } from './classify-customers.ts'
import { contactEntry } from './contract.ts'
import { dueContacts } from './due-contacts.ts'
import { logContacts } from './log-contacts.ts'
import { recordLeave } from './record-leave.ts'
import { showCadence } from './show-cadence.ts'
import { showCoverage } from './show-coverage.ts'
import { showDue } from './show-due.ts'

/** The night of Friday 2026-11-20. Customer 15 of outlet 4 is large; its signals are made strong: class A, kept by manager 15. */
let databases: Databases
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: '某人', scope })
const at = (date: string) => new Date(`${date}T10:00:00+08:00`)
const signal = (customer_id: number, purchases: number, reached_on: string | null = null) => ({
  business_date: '2026-11-20',
  customer_id,
  institution_id: 4,
  manager_id: null,
  purchases,
  answered: 0,
  reached_on,
})
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await publishRows(databases.owner, 'contact.contact_signal', [signal(15, 3), signal(24, 1, '2026-11-10'), signal(12, 9)])
  await sql`update customer.customer_snapshot set manager_id = 15 where customer_id in (15, 24)`.execute(databases.owner)
  await sql`update customer.customer set manager_id = 15 where customer_id in (15, 24)`.execute(databases.owner)
})
const cadence = async (customerId: number, today = '2026-11-20') => {
  const shown = await showCadence(databases.app, person(scopes.outlet4), { customerId: String(customerId) }, at(today))
  if (typeof shown === 'string') throw new Error(shown)
  return shown.cadence
}
const dueOn = async (today: string, scope: Scope = scopes.outlet4) =>
  (await withScope(databases.app, scope, (trx) => dueContacts(trx, { today, managerId: 15 }))).map(
    ({ customerId, state }) => `${customerId} ${state}`,
  )

describe('classes', () => {
  it('come once for each publish, by assets and willingness; who is not counted has none', async () => {
    expect(await classifyCustomers(databases.owner)).toBeGreaterThan(20)
    expect(await classifyCustomers(databases.owner)).toBeUndefined()
    expect(await cadence(15)).toMatchObject({ class: 'a', assetSize: 'large', willingness: 'strong', purchases: 3, previousClass: null })
    expect(await cadence(24)).toMatchObject({ class: 'b', willingness: 'medium', lastContactOn: '2026-11-10' })
    expect(await cadence(12)).toBeNull()
    expect(await showCadence(databases.app, person(scopes.outlet5), { customerId: '15' }, at('2026-11-20'))).toBe('NOT_FOUND')
  })

  it('change with a day to start, keeping the former one', async () => {
    await sql`update contact.contact_signal set purchases = 0 where customer_id = 15`.execute(databases.owner)
    await publish(databases.owner, '2026-11-20')
    expect(await classifyCustomers(databases.owner)).toBe(1)
    expect(await cadence(15)).toMatchObject({ class: 'c', previousClass: 'a', classSince: '2026-11-20' })
    await sql`update contact.contact_signal set purchases = 3 where customer_id = 15`.execute(databases.owner)
    await publish(databases.owner, '2026-11-20')
    expect(await classifyCustomers(databases.owner)).toBe(1)
  })
})

describe('the clock', () => {
  it('starts after the class, spread; then runs from the last contact that got through', async () => {
    const first = (await cadence(15))?.dueOn ?? ''
    expect(first >= '2026-11-23' && first <= '2026-11-26').toBe(true)
    const entry = (outcome: string, when: string, n: number) =>
      contactEntry.parse({
        id: `00000000-0000-4000-8000-00000000000${n}`,
        customerId: '15',
        at: `${when}T10:00:00+08:00`,
        channel: 'call',
        outcome,
      })
    await logContacts(
      databases.app,
      person(scopes.outlet4),
      [entry('reached', '2026-11-24', 1), entry('not_reached', '2026-11-25', 2)],
      at('2026-11-25'),
    )
    expect(await cadence(15, '2026-11-25')).toMatchObject({ dueOn: '2026-12-01', state: 'later', lastContactOn: '2026-11-24' })
    expect(await dueOn('2026-11-30')).not.toContain('15 due')
    expect(await dueOn('2026-12-01')).toContain('15 due')
    expect(await dueOn('2026-12-02')).toContain('15 overdue')
  })

  it('rests on days the bank rests, and while the manager is away', async () => {
    await sql`insert into privacy.calendar_exception values ('2026-12-01', false, '假')`.execute(databases.owner)
    expect(await dueOn('2026-12-01')).not.toContain('15 due')
    expect(await cadence(15, '2026-12-01')).toMatchObject({ dueOn: '2026-12-02', state: 'later' })
    const leave = { staffId: 15, fromOn: '2026-12-01', untilOn: '2026-12-09' }
    expect(await recordLeave(databases.app, person(scopes.manager14), leave, at('2026-11-25'))).toBe('FORBIDDEN')
    expect(await recordLeave(databases.app, person(scopes.outlet5), leave, at('2026-11-25'))).toBe('NOT_FOUND')
    expect(await recordLeave(databases.app, person(scopes.outlet4), { ...leave, untilOn: '2028-01-01' }, at('2026-11-25'))).toBe('CONFLICT')
    expect(await recordLeave(databases.app, person(scopes.outlet4), leave, at('2026-11-25'))).toEqual({ recorded: true })
    expect(await dueOn('2026-12-09')).not.toContain('15 due')
    expect(await dueOn('2026-12-10')).toContain('15 due')
    expect(await dueOn('2026-12-11')).toContain('15 overdue')
  })

  it('is seen by who keeps the customer and who answers for the outlet', async () => {
    expect(await dueOn('2026-12-11', scopes.outlet5)).toEqual([])
    expect(await dueOn('2026-12-11', scopes.manager14)).toEqual([])
    expect(await dueOn('2026-12-11', { ...scopes.manager14, managerId: 15 })).toContain('15 overdue')
  })
})

describe('lists', () => {
  it('say who is due and whether a call is allowed now', async () => {
    const list = await showDue(
      databases.app,
      person(scopes.outlet4),
      { managerId: 15, state: 'overdue', offset: 0, limit: 10 },
      at('2026-12-11'),
    )
    expect(list).toMatchObject({ rows: [{ customerId: '15', class: 'a', daysLate: 1, allowedNow: false, reason: 'no_consent' }] })
    expect(await showDue(databases.app, person(scopes.teller), { state: 'due', offset: 0, limit: 10 }, at('2026-12-11'))).toBe('FORBIDDEN')
  })

  it('count for the president what the lists hold', async () => {
    const shown = await showCoverage(databases.app, person(scopes.outlet4), {}, at('2026-12-11'))
    if (typeof shown === 'string') throw new Error(shown)
    const manager = shown.managers.find(({ managerId }) => managerId === 15)
    const due = await dueOn('2026-12-11')
    expect(manager).toMatchObject({ managerName: '曾志', due: due.length, overdue: due.filter((row) => row.endsWith('overdue')).length })
    expect(shown.managers.reduce((sum, { kept }) => sum + kept, 0)).toBeGreaterThan(manager?.kept ?? 0)
    expect(await showCoverage(databases.app, person(scopes.teller), {}, at('2026-12-11'))).toBe('FORBIDDEN')
  })
})

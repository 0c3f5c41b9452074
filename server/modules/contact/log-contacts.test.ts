import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import { verifyAudit } from '../../platform/audit/verify.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { mayContact } from '../privacy/index.ts'
import { contactEntry, type ContactEntry } from './contract.ts'
import { logContacts } from './log-contacts.ts'
import { settlePromise } from './settle-promise.ts'
import { showTimeline } from './show-timeline.ts'

const monday = new Date('2026-03-02T10:00:00+08:00')
const colleague: Scope = { ...scopes.outlet4, userId: 8 }
let databases: Databases
let made = 0
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await sql`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by)
    select c, 'call', 'care', 'v1', 'paper', 'x', '2026-01-01', 3 from unnest(array[3, 6, 15, 24]) c`.execute(databases.owner)
})

const person = (scope: Scope): Person => ({ userId: scope.userId, login: `user${scope.userId}`, name: `员工${scope.userId}`, scope })
const uuid = () => `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`
const entry = (customerId: number, more: Partial<ContactEntry> = {}): ContactEntry =>
  contactEntry.parse({ id: uuid(), customerId: String(customerId), at: monday.toISOString(), channel: 'call', outcome: 'reached', ...more })
const log = async (one: ContactEntry, scope: Scope = scopes.outlet4, now = monday) => {
  const [result] = await logContacts(databases.app, person(scope), [one], now)
  return result && [result.result, result.warning]
}
const timeline = async (customerId: number, scope: Scope = scopes.outlet4) => {
  const shown = await showTimeline(databases.app, person(scope), { customerId: String(customerId), limit: 50 }, monday)
  if (typeof shown === 'string') throw new Error(shown)
  return shown.items
}

describe('a log', () => {
  it('is kept once, however often it is sent', async () => {
    const call = entry(3, { note: '问了存款利率', need: 'saving', interests: ['time_deposit'] })
    const twice = await logContacts(databases.app, person(scopes.outlet4), [call, call], monday)
    expect(twice.map(({ result }) => result)).toEqual(['saved', 'repeated'])
    expect(await log(call)).toEqual(['repeated', null])
    expect(await log(call, colleague)).toEqual(['conflict', null])
    expect(await log({ ...call, customerId: '6' })).toEqual(['conflict', null])
    expect(await timeline(3)).toMatchObject([
      { kind: 'contact', note: '问了存款利率', need: 'saving', staffName: '员工3', warning: null, mine: true },
    ])
  })

  it('sent at once from two sides is kept once as well', async () => {
    const call = entry(15)
    const both = await Promise.all([log(call), log(call)])
    expect(both.map((one) => one?.[0]).toSorted()[1]).toBe('saved')
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from contact.contact where id = ${call.id}`.execute(databases.owner)
    expect(rows[0]?.n).toBe(1)
  })

  it.each<[string, Partial<ContactEntry>, number, string]>([
    ['a customer of another outlet', {}, 4, 'not_found'],
    ['nobody', {}, 999, 'not_found'],
    ['tomorrow', { at: '2026-03-03T09:00:00+08:00' }, 6, 'in_future'],
    ['a clock a little ahead', { at: '2026-03-02T10:04:00+08:00' }, 6, 'saved'],
    ['a week ago', { at: '2026-02-23T10:00:00+08:00' }, 6, 'saved'],
    ['longer ago', { at: '2026-02-22T23:59:00+08:00' }, 6, 'too_late'],
    ['a mistake of nothing', { outcome: 'mistake' }, 6, 'conflict'],
  ])('%s', async (_what, more, customer, expected) => expect((await log(entry(customer, more)))?.[0]).toBe(expected))

  it('is corrected by its author, once; the old record stays, marked, and no longer counts', async () => {
    const call = entry(24)
    await log(call)
    expect(await log(entry(24, { corrects: call.id }), colleague)).toEqual(['conflict', null])
    expect(await log(entry(24, { outcome: 'mistake', corrects: call.id }))).toEqual(['saved', null])
    expect(await log(entry(24, { outcome: 'not_reached', corrects: call.id }))).toEqual(['conflict', null])
    expect((await timeline(24)).filter(({ kind }) => kind === 'contact')).toMatchObject([{ corrected: true }])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from contact.standing where customer_id = 24`.execute(
      databases.owner,
    )
    expect(rows[0]?.n).toBe(0)
  })
})

describe('what should not have been', () => {
  it.each<[string, number, Partial<ContactEntry>, string | null]>([
    ['code N', 12, {}, 'not_for_marketing'],
    ['at 12:30', 24, { at: '2026-02-27T12:30:00+08:00' }, 'quiet_hours'],
    ['on a holiday', 24, { at: '2026-02-23T11:00:00+08:00' }, 'not_a_working_day'],
    ['a channel without consent', 24, { channel: 'sms', outcome: 'sent', at: '2026-02-27T11:00:00+08:00' }, 'no_consent'],
    ['a service notice', 12, { purpose: 'service' }, null],
    ['the customer called', 12, { direction: 'inbound' }, null],
  ])('%s is recorded all the same, and answered with the reason', async (_what, customer, more, warning) =>
    expect(await log(entry(customer, more))).toEqual(['saved', warning]),
  )

  it('a colleague on the same day is flagged, one’s own follow-up is not', async () => {
    const friday = { at: '2026-02-27T09:30:00+08:00' }
    expect(await log(entry(3, friday))).toEqual(['saved', null])
    expect(await log(entry(3, { ...friday, at: '2026-02-27T15:00:00+08:00' }), colleague)).toEqual(['saved', 'one_voice'])
    expect(await log(entry(3, { ...friday, at: '2026-02-27T16:00:00+08:00' }))).toEqual(['saved', 'one_voice'])
    const answers = await withScope(databases.app, colleague, (trx) =>
      mayContact(trx, [3n], { channel: 'call', purpose: 'care', at: monday }),
    )
    expect(answers.get(3n)?.reason).toBe('one_voice')
  })

  it('a refusal heard is in force at once', async () => {
    expect(await log(entry(6, { outcome: 'refused', refusesChannel: true }))).toEqual(['saved', null])
    expect(await log(entry(6))).toEqual(['saved', 'refused'])
    expect(await timeline(6)).toContainEqual(expect.objectContaining({ warning: 'refused' }))
  })
})

describe('a promise', () => {
  it('is due, overdue, put off and kept with its proof, and outlives a change of manager', async () => {
    const promise = { id: uuid(), what: '周四前给出理财方案', dueOn: '2026-03-05' }
    await log(entry(15, { promise }))
    const state = async (now: Date, scope: Scope = scopes.outlet4) => {
      const shown = await showTimeline(databases.app, person(scope), { customerId: '15', limit: 50 }, now)
      if (typeof shown === 'string') return shown
      return shown.items.flatMap((item) => (item.kind === 'promise' ? [`${item.promise.state} ${item.promise.dueOn}`] : []))[0]
    }
    const settle = (kind: 'kept' | 'put_off', dueOn: string | null, scope: Scope = scopes.outlet4) =>
      settlePromise(databases.app, person(scope), { id: promise.id, kind, proof: '方案已发', dueOn, toldCustomer: true }, monday)
    expect(await state(monday)).toBe('open 2026-03-05')
    expect(await state(new Date('2026-03-06T09:00:00+08:00'))).toBe('overdue 2026-03-05')
    expect(await settle('put_off', '2026-03-10')).toEqual({ settled: true })
    expect(await state(new Date('2026-03-06T09:00:00+08:00'))).toBe('open 2026-03-10')
    await sql`update customer.customer set manager_id = 14 where customer_id = 15`.execute(databases.owner)
    expect(await state(monday, scopes.manager14)).toBe('open 2026-03-10')
    expect(await settle('kept', null, scopes.outlet5)).toBe('NOT_FOUND')
    expect(await settle('kept', null, scopes.manager14)).toEqual({ settled: true })
    expect(await settle('kept', null)).toBe('NOT_FOUND')
    expect(await state(monday)).toBe('kept 2026-03-10')
  })
})

describe('the record', () => {
  it.each([
    `update contact.contact set outcome = 'not_reached'`,
    'delete from contact.contact',
    `update contact.promise set due_on = '2030-01-01'`,
    'delete from contact.promise_step',
  ])('is rewritten by nobody: %s', async (statement) => {
    await expect(sql.raw(statement).execute(databases.owner)).rejects.toThrow(/is refused/)
    await expect(withScope(databases.app, scopes.outlet4, (trx) => sql.raw(statement).execute(trx))).rejects.toThrow(/permission denied/)
  })
  it('is seen with its customer, and audited', async () => {
    const seen = (scope: Scope) =>
      withScope(
        databases.app,
        scope,
        async (trx) => (await sql`select id from contact.contact where customer_id = 15`.execute(trx)).rows.length,
      )
    expect([await seen(scopes.outlet4), await seen(scopes.manager14), await seen(scopes.outlet5)]).toEqual([2, 2, 0])
    expect((await verifyAudit(databases.owner)).problems).toEqual([])
  })
})

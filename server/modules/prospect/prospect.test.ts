import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { showDay } from '../contact/show-day.ts'
import { newProspect, type NewProspect, type ProspectEntry } from './contract.ts'
import { forgetOldProspects } from './forget-prospects.ts'
import { addProspect, changeProspect, convertProspect, dropProspect } from './keep-prospects.ts'
import { listProspects, showReturns } from './list-prospects.ts'
import { logProspects } from './log-prospect.ts'

/** Monday, 10:00. */
const now = new Date('2026-11-23T02:00:00Z')
const colleagues: Scope = { ...scopes.manager14, userId: 9, managerId: 15 }
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `u${scope.userId}`, name: `员工${scope.userId}`, scope })
const manager = person(scopes.manager14)
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})

const entry = (more: Partial<NewProspect> = {}): NewProspect =>
  newProspect.parse({
    id: randomUUID(),
    name: '赵新',
    phone: '13911112222',
    sourceClass: 'c',
    basis: 'spoken',
    basisProof: '11 月 20 日讲座签到表第 3 行',
    basisOn: '2026-11-20',
    channels: ['call'],
    nextStep: 'call_again',
    nextOn: '2026-11-23',
    ...more,
  })
const add = async (more: Partial<NewProspect> = {}, by = manager) => {
  const one = entry(more)
  expect(await addProspect(databases.app, by, one, now)).toEqual({ id: one.id, result: 'saved' })
  return one.id
}
const list = async (by = manager, state: 'open' | 'converted' | 'dropped' = 'open', at = now) => {
  const listed = await listProspects(databases.app, by, { state, due: false, sources: [] }, at)
  if (typeof listed === 'string') throw new Error(listed)
  return listed.prospects
}
const found = async (id: string, by = manager, state?: 'open' | 'converted' | 'dropped', at = now) =>
  (await list(by, state, at)).find((one) => one.id === id)
const contact = (prospectId: string, more: Partial<ProspectEntry> = {}): ProspectEntry => ({
  id: randomUUID(),
  prospectId,
  at: now.toISOString(),
  channel: 'call',
  outcome: 'reached',
  minutes: 30,
  note: null,
  nextStep: null,
  nextOn: null,
  ...more,
})
const logAll = async (entries: readonly ProspectEntry[], by = manager) => {
  const answer = await logProspects(databases.app, by, entries, now)
  if (typeof answer === 'string') throw new Error(answer)
  return answer.results
}
const log = async (one: ProspectEntry, by = manager) => (await logAll([one], by))[0]

describe('a prospect', () => {
  it('is entered once with its basis, seen by its manager and the president, by no colleague; the phone is masked', async () => {
    const one = entry({ introducedByNo: 'C000003' })
    expect(await addProspect(databases.app, manager, one, now)).toEqual({ id: one.id, result: 'saved' })
    expect(await addProspect(databases.app, manager, one, now)).toEqual({ id: one.id, result: 'repeated' })
    expect(await found(one.id)).toMatchObject({ phone: '139****2222', due: true, introducedBy: { customerId: '3', name: '曾小明' } })
    expect(await found(one.id, person(scopes.outlet4))).toBeDefined()
    expect(await found(one.id, person(colleagues))).toBeUndefined()
    expect(await found(one.id, person(scopes.outlet5))).toBeUndefined()
  })

  it('may be contacted by what was agreed, within hours, once a day by one voice, and no more after a refusal', async () => {
    const id = await add()
    const may = async (at: Date, by = manager) =>
      (await found(id, by, 'open', at))?.permissions.find(({ channel }) => channel === 'call')?.reason
    expect(await may(now)).toBe('allowed')
    expect((await found(id))?.permissions.find(({ channel }) => channel === 'sms')?.reason).toBe('no_consent')
    expect(await may(new Date('2026-11-23T05:00:00Z'))).toBe('quiet_hours')
    expect(await may(new Date('2026-11-22T02:00:00Z'))).toBe('not_a_working_day')
    expect(await log(contact(id, { nextOn: '2026-11-30', nextStep: 'meet' }))).toMatchObject({
      result: 'saved',
      warning: null,
    })
    expect(await found(id)).toMatchObject({ contacts: 1, minutes: 30, nextOn: '2026-11-30', due: false })
    expect(await may(now, person(scopes.outlet4))).toBe('one_voice')
    expect(await log(contact(id, { outcome: 'refused' }))).toMatchObject({ warning: null })
    expect(await may(now)).toBe('do_not_contact')
    expect(await log(contact(id))).toMatchObject({ result: 'saved', warning: 'do_not_contact' })
  })

  it('counts as activity of the day, and a contact sent twice counts once', async () => {
    const before = await showDay(databases.app, manager, now)
    const id = await add()
    const call = contact(id)
    await log(call)
    expect(await log(call)).toMatchObject({ result: 'repeated' })
    const after = await showDay(databases.app, manager, now)
    const calls = (day: typeof before) => day.quotas.find(({ kind }) => kind === 'calls')?.done ?? 0
    expect(calls(after) - calls(before)).toBe(1)
  })

  it('is logged from a device’s queue once: sent again, at once from two sides, and after another was noted since', async () => {
    const id = await add()
    const [early, late] = [
      contact(id, { at: '2026-11-23T01:10:00Z', nextStep: 'call_again', nextOn: '2026-11-25', minutes: 5 }),
      contact(id, { at: '2026-11-23T01:50:00Z', nextStep: 'meet', nextOn: '2026-12-01', minutes: 10 }),
    ]
    const both = await Promise.all([logAll([late, early]), logAll([late, early])])
    const results = both.flat().map(({ result }) => result)
    expect(results.toSorted()).toEqual(['repeated', 'repeated', 'saved', 'saved'])
    expect((await logAll([early, late])).map(({ result }) => result)).toEqual(['repeated', 'repeated'])
    expect(await found(id)).toMatchObject({ contacts: 2, minutes: 15, nextStep: 'meet', nextOn: '2026-12-01' })
    expect(await log({ ...late, prospectId: await add() })).toMatchObject({ result: 'conflict' })
    expect(await log(late, person(scopes.outlet4))).toMatchObject({ result: 'conflict' })
    expect(await log(contact(randomUUID()))).toMatchObject({ result: 'not_found' })
    expect(await log(contact(id), person(colleagues))).toMatchObject({ result: 'not_found' })
    expect(await logProspects(databases.app, person({ ...scopes.teller, userId: 7 }), [contact(id)], now)).toBe('FORBIDDEN')
  })

  it('becomes the customer whom a night brought with the same phone, when a person says so, and counts as return on the time', async () => {
    const id = await add({ phone: '13800001234', sourceClass: 'a' })
    await log(contact(id))
    expect((await found(id))?.matches).toMatchObject([{ customerId: '3', name: '曾小明' }])
    expect(await convertProspect(databases.app, manager, { id, customerId: '12' }, now)).toBe('CONFLICT')
    expect(await convertProspect(databases.app, manager, { id, customerId: '5' }, now)).toBe('CONFLICT')
    expect(await convertProspect(databases.app, manager, { id, customerId: '3' }, now)).toEqual({ customerId: '3' })
    expect(await convertProspect(databases.app, manager, { id, customerId: '3' }, now)).toBe('NOT_FOUND')
    expect(await found(id, manager, 'converted')).toMatchObject({ customerId: '3' })
    const returns = await showReturns(databases.app, manager, undefined, now)
    if (typeof returns === 'string') throw new Error(returns)
    expect(returns.classes[0]).toMatchObject({
      sourceClass: 'a',
      prospects: 1,
      open: 0,
      converted: 1,
      minutes: 30,
      aumFen: '20000000',
      perHourFen: '40000000',
      tension: 2,
    })
    expect(returns.classes[3]).toMatchObject({ prospects: 0, perHourFen: null })
  })

  it('a leader reads one place or one source, and as many as the list holds are counted', async () => {
    const id = await add({ sourceClass: 'b', phone: '13600000001' })
    const president = person(scopes.branch)
    const ids = async (institutionId: number | undefined, sources: ('a' | 'b')[]) => {
      const listed = await listProspects(databases.app, president, { state: 'open', due: false, institutionId, sources }, now)
      if (typeof listed === 'string') throw new Error(listed)
      return listed.prospects.map((one) => one.id)
    }
    expect(await ids(4, ['b'])).toEqual([id])
    expect(await ids(4, ['a'])).not.toContain(id)
    expect(await ids(5, [])).not.toContain(id)
    expect(await ids(undefined, [])).toContain(id)
    const counted = async (institutionId: number) => {
      const returns = await showReturns(databases.app, president, institutionId, now)
      if (typeof returns === 'string') throw new Error(returns)
      return returns.classes.reduce((sum, one) => sum + one.open, 0)
    }
    expect(await counted(4)).toBe((await ids(4, [])).length)
    expect(await counted(5)).toBe((await ids(5, [])).length)
  })

  it('of whom nothing came is forgotten after the days of policy, a customer is not', async () => {
    const id = await add({ name: '钱忘' })
    const kept = await add({ phone: '13700000012' })
    await convertProspect(databases.app, manager, { id: kept, customerId: '12' }, now)
    expect(await forgetOldProspects(databases.owner, new Date('2027-11-22T02:00:00Z'))).toBe(0)
    expect(await forgetOldProspects(databases.owner, new Date('2027-11-30T02:00:00Z'))).toBeGreaterThan(0)
    const { rows } = await sql<{
      id: string
      name: string
      phone: string | null
    }>`select id, name, phone from prospect.prospect where id in (${id}, ${kept})`.execute(databases.owner)
    expect(rows.find((row) => row.id === id)).toMatchObject({ name: '—', phone: null })
    expect(rows.find((row) => row.id === kept)).toMatchObject({ phone: '13700000012' })
    expect(await found(id)).toBeUndefined()
  })
})

describe('is refused', () => {
  it('without a basis of today or before, of an introducer out of sight, to tellers, to colleagues; contacts of the future', async () => {
    expect(await addProspect(databases.app, manager, entry({ basisOn: '2026-11-24' }), now)).toBe('BASIS_MISSING')
    expect(await addProspect(databases.app, manager, entry({ introducedByNo: 'C000005' }), now)).toBe('NOT_FOUND')
    expect(await addProspect(databases.app, person({ ...scopes.teller, userId: 7 }), entry(), now)).toBe('FORBIDDEN')
    expect(newProspect.safeParse({ ...entry(), channels: [] }).success).toBe(false)
    const id = await add()
    const change = { id, needs: ['wealth'], marks: ['in_need'], note: null, nextStep: null, nextOn: null }
    expect(await changeProspect(databases.app, person(colleagues), change)).toBe('NOT_FOUND')
    expect(await changeProspect(databases.app, manager, change)).toEqual({ changed: true })
    expect(await addProspect(databases.app, person(colleagues), { ...entry(), id }, now)).toBe('CONFLICT')
    expect(await log(contact(id, { at: '2026-11-24T02:00:00Z' }))).toMatchObject({ result: 'in_future' })
    expect(await log(contact(id, { at: '2026-10-01T02:00:00Z' }))).toMatchObject({ result: 'too_late' })
    expect(await dropProspect(databases.app, person(scopes.outlet5), { id, why: 'other' }, now)).toBe('NOT_FOUND')
    expect(await dropProspect(databases.app, manager, { id, why: 'not_interested' }, now)).toEqual({ dropped: true })
    expect(await found(id, manager, 'dropped')).toBeDefined()
  })

  it('what was written of a basis or a contact is not changed', async () => {
    const id = await add()
    await log(contact(id))
    const attempt = (statement: string) => withScope(databases.app, scopes.manager14, (trx) => sql.raw(statement).execute(trx))
    await expect(attempt(`update prospect.prospect set basis_proof = 'x'`)).rejects.toThrow(/permission denied/)
    await expect(attempt(`update prospect.contact set minutes = 0`)).rejects.toThrow(/permission denied/)
    await expect(sql`delete from prospect.contact`.execute(databases.owner)).rejects.toThrow(/never changed/)
  })
})

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope, type Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { showTimeline } from '../contact/show-timeline.ts'
import type { ChoiceInput } from '../privacy/contract.ts'
import { mayContact } from '../privacy/index.ts'
import { recordChoice } from '../privacy/record-choice.ts'
import { decideLink, linkCustomers, undoLink } from './link-customers.ts'
import { compareCustomers, listCandidates, listPairs, showNumbers } from './read-pairs.ts'

const now = new Date('2026-11-23T02:00:00Z')
const night = '2026-11-20'
const person = (scope: Scope, userId = scope.userId): Person => ({
  userId,
  login: `u${userId}`,
  name: `员工${userId}`,
  scope: { ...scope, userId },
})
const president = person(scopes.outlet4)
const branch = person(scopes.branch)
const manager = person(scopes.manager14)
let databases: Databases
const owner = (statement: string) => sql.raw(statement).execute(databases.owner)

beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  // 3 and 12: one manager; 3 and 6: two managers; 15 has the name alone
  await owner(
    `update customer.customer set name = '曾小明', phone = '13800001234' where business_date = '${night}' and customer_id in (3, 12, 6)`,
  )
  await owner(`update customer.customer set name = '曾小明' where business_date = '${night}' and customer_id = 15`)
})
beforeEach(() =>
  owner('truncate duplicate.pair cascade').catch(() =>
    owner('alter table duplicate.step disable trigger all; truncate duplicate.pair cascade; alter table duplicate.step enable trigger all'),
  ),
)

const link = (firstId: string, secondId: string, by = manager) =>
  linkCustomers(databases.app, by, { firstId, secondId, madeSure: 'document' }, now)
const linked = async (firstId = '3', secondId = '12', by = manager) => {
  const made = await link(firstId, secondId, by)
  if (typeof made === 'string') throw new Error(made)
  return made.id
}
const timeline = async (customerId: string, by = manager) => showTimeline(databases.app, by, { customerId, limit: 50 }, now)

describe('numbers that may be one person', () => {
  it('are proposed where name and phone or birthday agree, never linked by themselves, never for the name alone', async () => {
    const listed = await listCandidates(databases.app, president, now)
    if (typeof listed === 'string') throw new Error(listed)
    expect(listed.candidates.map(({ first, second }) => `${first.customerId} ${second.customerId}`)).toEqual(['3 6', '3 12', '6 12'])
    expect(listed.candidates[0]?.evidence).toEqual(['name', 'phone'])
    expect(await listPairs(databases.app, president, now)).toEqual({ pairs: [] })
    expect(await link('3', '15', president)).toBe('NOTHING_AGREES')
  })

  it('a manager sees those of the own customers alone', async () => {
    expect(await listCandidates(databases.app, manager, now)).toMatchObject({
      candidates: [{ first: { customerId: '3' }, second: { customerId: '12' } }],
    })
    expect(await compareCustomers(databases.app, manager, { firstId: '3', secondId: '6' }, now)).toBe('NOT_FOUND')
    expect(await compareCustomers(databases.app, manager, { firstId: '12', secondId: '3' }, now)).toMatchObject({
      first: { customerId: '3', phone: '138****1234' },
      second: { customerId: '12' },
      evidence: ['name', 'phone'],
      needsSecond: false,
    })
  })
})

describe('a link', () => {
  it('shows both numbers as one person and, undone, leaves both exactly as they were', async () => {
    const promise = (customerId: number) =>
      owner(
        `insert into contact.promise (id, customer_id, what, due_on, user_id, staff_name, institution_id) values ('${randomUUID()}', ${customerId}, 'p${customerId}', '2026-12-01', 5, 'x', 4)`,
      )
    await promise(3)
    await promise(12)
    const before = [await timeline('3'), await timeline('12'), await showNumbers(databases.app, manager, '3', now)]
    const id = await linked()
    expect(await showNumbers(databases.app, manager, '3', now)).toEqual({
      numbers: [
        {
          customerId: '12',
          customerNo: 'C000012',
          institutionName: expect.any(String) as string,
          managerName: '李娜',
          tier: 'potential',
          aumFen: '5000000',
        },
      ],
      hidden: 0,
      totalFen: '25000000',
    })
    const one = await timeline('12')
    if (typeof one === 'string') throw new Error(one)
    expect(one.items.flatMap((item) => (item.kind === 'promise' ? [item.promise.what] : [])).toSorted()).toEqual(['p12', 'p3'])
    expect(await undoLink(databases.app, manager, { id, note: '身份证不同' }, now)).toEqual({ state: 'undone' })
    expect([await timeline('3'), await timeline('12'), await showNumbers(databases.app, manager, '3', now)]).toEqual(before)
    expect(await undoLink(databases.app, manager, { id, note: 'x' }, now)).toBe('CONFLICT')
    expect(await link('3', '12')).toMatchObject({ state: 'linked' })
  })

  it('has what the customer says to one number bind the other, though another manager keeps it, until it is undone', async () => {
    await owner(`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by, recorded_at)
      values (3, 'call', 'care', 'v1', 'paper', 'x', '2026-01-01', 1, '2026-01-01')`)
    const answer = async () =>
      (await withScope(databases.app, manager.scope, (trx) => mayContact(trx, [3n], { channel: 'call', purpose: 'care', at: now }))).get(3n)
    const made = await link('3', '6', president)
    if (typeof made === 'string') throw new Error(made)
    const refusal: ChoiceInput = { kind: 'refusal', channels: ['call'], purposes: [], source: 'said', proof: null }
    expect(await recordChoice(databases.app, president, { customerId: '6', choice: refusal }, now)).toMatchObject({ recorded: 1 })
    expect(await answer()).toMatchObject({ allowed: true })
    await decideLink(databases.app, branch, { id: made.id, outcome: 'linked' }, now)
    expect(await answer()).toEqual({ allowed: false, reason: 'linked_refused', text: '客户在另一客户号下已拒绝此渠道' })
    await undoLink(databases.app, branch, { id: made.id, note: '不是一人' }, now)
    expect(await answer()).toMatchObject({ allowed: true })
  })

  it('of two managers waits for a second person, never the one who proposed', async () => {
    const made = await link('3', '6', president)
    expect(made).toMatchObject({ state: 'proposed' })
    if (typeof made === 'string') throw new Error(made)
    expect(await showNumbers(databases.app, president, '3', now)).toMatchObject({ numbers: [] })
    expect(await decideLink(databases.app, president, { id: made.id, outcome: 'linked' }, now)).toBe('SAME_PERSON')
    expect(await decideLink(databases.app, manager, { id: made.id, outcome: 'linked' }, now)).toBe('FORBIDDEN')
    expect(await decideLink(databases.app, person(scopes.outlet5), { id: made.id, outcome: 'linked' }, now)).toBe('NOT_FOUND')
    expect(await decideLink(databases.app, branch, { id: made.id, outcome: 'linked' }, now)).toEqual({ state: 'linked' })
    expect(await decideLink(databases.app, branch, { id: made.id, outcome: 'refused' }, now)).toBe('CONFLICT')
    // the manager of one of the two learns that there is another, and nothing of it
    expect(await showNumbers(databases.app, manager, '3', now)).toMatchObject({ numbers: [], hidden: 1, totalFen: '20000000' })
    const listed = await listPairs(databases.app, president, now)
    if (typeof listed === 'string') throw new Error(listed)
    expect(listed.pairs[0]?.steps.map(({ kind }) => kind)).toEqual(['proposed', 'linked'])
    expect(await listPairs(databases.app, manager, now)).toEqual({ pairs: [] })
  })

  it('is made once; refused it may not be proposed by sleight of hand while it waits', async () => {
    await linked()
    expect(await link('12', '3')).toBe('CONFLICT')
    const made = await link('6', '12', president)
    if (typeof made === 'string') throw new Error(made)
    expect(await link('12', '6', branch)).toBe('CONFLICT')
    expect(await decideLink(databases.app, branch, { id: made.id, outcome: 'refused', note: '不是一人' }, now)).toEqual({
      state: 'refused',
    })
    const listed = await listCandidates(databases.app, president, now)
    if (typeof listed === 'string') throw new Error(listed)
    expect(listed.candidates.map(({ first, second }) => `${first.customerId} ${second.customerId}`)).toEqual(['3 6'])
  })

  it('is refused to tellers and for what is out of sight; what was said of it is not changed', async () => {
    expect(await link('3', '12', person(scopes.teller))).toBe('FORBIDDEN')
    expect(await link('3', '6')).toBe('NOT_FOUND')
    expect(await link('3', '999999', president)).toBe('NOT_FOUND')
    expect(await showNumbers(databases.app, manager, '6', now)).toBe('NOT_FOUND')
    await linked()
    const attempt = (statement: string) => withScope(databases.app, scopes.outlet4, (trx) => sql.raw(statement).execute(trx))
    await expect(attempt(`update duplicate.step set note = 'x'`)).rejects.toThrow(/permission denied/)
    await expect(attempt(`update duplicate.pair set evidence = '{name}'`)).rejects.toThrow(/permission denied/)
  })
})

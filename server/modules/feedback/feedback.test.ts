import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { answerOpinion, listOpinions, sayOpinion, tellAnswer } from './keep-opinions.ts'

const now = new Date('2026-11-23T02:00:00Z')
const person = (scope: Scope): Person => ({ userId: scope.userId, login: `u${scope.userId}`, name: `员工${scope.userId}`, scope })
const manager = person(scopes.manager14)
const colleague = person({ ...scopes.manager14, userId: 9, managerId: 15 })
const productPeople = person(scopes.bank)
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})
const opinion = (customerId: string | null = '3') =>
  ({ id: randomUUID(), family: 'wealth_product', kind: 'term', body: '希望有三个月的', customerId }) as const
const list = (by: Person, customerId?: string) => listOpinions(databases.app, by, { customerId }, now)

it('goes to product people without who the customer is, is answered once, comes back, and the customer is told', async () => {
  const one = opinion()
  expect(await sayOpinion(databases.app, manager, one, now)).toEqual({ result: 'saved' })
  expect(await sayOpinion(databases.app, manager, one, now)).toEqual({ result: 'repeated' })
  expect(await list(productPeople)).toMatchObject({
    opinions: [{ id: one.id, customer: null, state: 'open', staffName: '员工5', mine: false }],
    counts: [{ family: 'wealth_product', kind: 'term', n: 1 }],
    mayAnswer: true,
  })
  expect(await tellAnswer(databases.app, manager, one.id, now)).toBe('CONFLICT')
  expect(await answerOpinion(databases.app, productPeople, { id: one.id, body: '下月发三个月期' }, now)).toEqual({ answered: true })
  expect(await answerOpinion(databases.app, productPeople, { id: one.id, body: 'x' }, now)).toBe('CONFLICT')
  expect(await list(manager, '3')).toMatchObject({
    opinions: [{ customer: { customerId: '3', name: '曾小明' }, answer: { body: '下月发三个月期' }, state: 'answered' }],
    toTell: 1,
    mayAnswer: false,
  })
  expect(await tellAnswer(databases.app, manager, one.id, now)).toEqual({ told: true })
  expect(await list(manager)).toMatchObject({ opinions: [{ state: 'told' }], toTell: 0 })
})

it('is refused of customers out of sight, answered by nobody else, seen by no colleague; leaders see their outlet’s', async () => {
  expect(await sayOpinion(databases.app, manager, opinion('6'), now)).toBe('NOT_FOUND')
  expect(await sayOpinion(databases.app, person({ ...scopes.bank, userId: 8, role: 'compliance_officer' }), opinion(null), now)).toBe(
    'FORBIDDEN',
  )
  const one = opinion(null)
  await sayOpinion(databases.app, manager, one, now)
  expect(await sayOpinion(databases.app, colleague, one, now)).toBe('CONFLICT')
  expect(await answerOpinion(databases.app, person(scopes.outlet4), { id: one.id, body: 'x' }, now)).toBe('FORBIDDEN')
  expect(await answerOpinion(databases.app, productPeople, { id: randomUUID(), body: 'x' }, now)).toBe('NOT_FOUND')
  expect(await tellAnswer(databases.app, colleague, one.id, now)).toBe('NOT_FOUND')
  expect((await list(colleague)).opinions).toEqual([])
  expect((await list(person(scopes.outlet4))).opinions.map(({ id }) => id)).toContain(one.id)
  expect((await list(person(scopes.outlet5))).opinions).toEqual([])
  await expect(sql`update feedback.opinion set body = 'x'`.execute(databases.owner)).rejects.toThrow(/never changed/)
})

import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Scope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { makePlan } from './make-plan.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const person = (scope: Scope): Person => ({ userId: scope.userId, login: 'x', name: '李行长', scope })
const president = person(scopes.outlet4)
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
  await sql`update customer.customer set birth_date = '1990-11-23', risk_assessed_on = '2025-11-23' where customer_id = 6`.execute(
    databases.owner,
  )
  await sql`update customer.customer set birth_date = '2012-01-01' where customer_id = 18`.execute(databases.owner)
})
const plan = (customerId: string, by = president, more: object = {}) =>
  makePlan(databases.app, by, { customerId, incomeFen: '800000', spendFen: '500000', reserveFen: '0', wantsCover: true, ...more }, now)

it('is made of what suitability knows on the day: one day before the birthday, one day before the assessment ends', async () => {
  expect(await plan('6')).toMatchObject({
    madeOn: '2026-11-22',
    madeBy: '李行长',
    surplusFen: '300000',
    fund: { risk: 'R3' },
    cover: { monthlyFen: '5000' },
  })
  expect(
    await makePlan(
      databases.app,
      president,
      { customerId: '6', incomeFen: '800000', spendFen: '500000', reserveFen: '0', wantsCover: true },
      new Date('2026-11-23T10:00:00+08:00'),
    ),
  ).toMatchObject({
    fund: null,
    fundRefusal: 'assessment_old',
  })
})

it.each([
  ['code N', '12', president, 'NOT_FIT'],
  ['the dead', '9', president, 'NOT_FIT'],
  ['a child', '18', president, 'NOT_FIT'],
  ['another outlet', '5', president, 'NOT_FOUND'],
  ['nobody', '999999', president, 'NOT_FOUND'],
  ['the counter', '6', person({ ...scopes.outlet4, userId: 20, role: 'teller' }), 'FORBIDDEN'],
])('is refused by name: %s', async (_what, customerId, by, refusal) => {
  expect(await plan(customerId, by)).toBe(refusal)
})

it('is on record without its figures', async () => {
  expect(await plan('6', president, { spendFen: '800000' })).toBe('NO_SURPLUS')
  await plan('6')
  const { rows } = await sql<{ outcome: string; detail: object }>`
    select outcome, detail from audit.entry where action = 'make-small-plan' order by id desc limit 2`.execute(databases.owner)
  expect(rows.map(({ outcome }) => outcome)).toEqual(['done', 'refused'])
  expect(JSON.stringify(rows)).not.toContain('800000')
})

import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publish, publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { openTeam } from './open-team.ts'
import { openToday } from './open-today.ts'
import { planDays } from './plan-days.ts'

/** A Saturday on which the bank works, 06:30 and 10:30 in the outlets; the newest night is of Friday. And the Monday after. */
const early = new Date('2026-11-20T22:30:00Z')
const day = new Date('2026-11-21T02:30:00Z')
const mondayEarly = new Date('2026-11-22T22:30:00Z')
const monday = new Date('2026-11-22T23:00:00Z')
const manager = { userId: 5, login: 'x', name: '李娜', scope: scopes.manager14 }
const president = { userId: 3, login: 'x', name: '王芳', scope: scopes.outlet4 }

let databases: Databases
const owner = (statement: string) => sql.raw(statement).execute(databases.owner)
const plans = async () =>
  (
    await sql<{ managerId: number; revision: number; cause: string; madeBy: number | null }>`
    select manager_id as "managerId", revision, cause, made_by as "madeBy" from today.plan order by manager_id, revision`.execute(
      databases.owner,
    )
  ).rows

beforeAll(async () => {
  databases = await testDatabase()
})
beforeEach(() => owner('truncate today.plan, today.plan_item, today.plan_prospect, today.wish restart identity'))

it('has nothing to plan before the first publication', async () => {
  expect(await planDays(databases.owner, { now: day })).toBe(0)
  await publishBank(databases)
  await owner(`insert into privacy.calendar_exception values ('2026-11-21', true, '调休上班')`)
  await owner(`insert into privacy.consent (customer_id, channel, purpose, text_version, source, proof, valid_from, recorded_by)
    select customer_id, 'call', 'marketing', 'v1', 'paper', 'x', '2026-01-01', 1 from customer.customer where business_date = '2026-11-20' and manager_id = 14`)
  await owner(
    `update customer.customer_snapshot set phone_usable = true, inflow_7d_fen = 9000000, pass_through_30d_fen = 0 where manager_id = 14`,
  )
})

it('plans every manager with customers once, however often it is asked, and opening is a read', async () => {
  const made = await planDays(databases.owner, { now: early })
  expect(made).toBeGreaterThan(1)
  expect(await planDays(databases.owner, { now: day })).toBe(0)
  const team = await openTeam(databases.app, president, undefined, day)
  expect(team).toMatchObject({ rows: [{ managerId: 14, planned: 3 }, { managerId: 15 }] })
  await openToday(databases.app, manager, undefined, day)
  const kept = await plans()
  expect(kept).toHaveLength(made)
  expect(kept).toContainEqual({ managerId: 14, revision: 1, cause: 'first', madeBy: null })
})

it('gives the same plan that the manager would have made by opening', async () => {
  const opened = await openToday(databases.app, manager, undefined, day)
  const byHand = await sql`select fingerprint, value_fen from today.plan where manager_id = 14`.execute(databases.owner)
  await owner('truncate today.plan, today.plan_item, today.plan_prospect')
  await planDays(databases.owner, { now: day })
  expect((await sql`select fingerprint, value_fen from today.plan where manager_id = 14`.execute(databases.owner)).rows).toEqual(
    byHand.rows,
  )
  expect(await openToday(databases.app, manager, undefined, day)).toEqual(opened)
})

it('waits for the night until the day begins, then plans with the data there is', async () => {
  expect(await planDays(databases.owner, { now: mondayEarly })).toBe(0)
  expect(await planDays(databases.owner, { now: monday })).toBeGreaterThan(1)
})

it('plans anew when a night comes out', async () => {
  const made = await planDays(databases.owner, { now: day })
  await publish(databases.owner, '2026-11-19')
  expect(await planDays(databases.owner, { now: day })).toBe(made)
  await publish(databases.owner, '2026-11-20')
  expect((await plans()).filter(({ managerId }) => managerId === 14).map(({ cause }) => cause)).toEqual(['first', 'night'])
})

it('leaves what a manager kept in the meantime', async () => {
  const [planned] = await Promise.all([planDays(databases.owner, { now: day }), openToday(databases.app, manager, undefined, day)])
  expect(planned).toBeGreaterThan(0)
  expect((await plans()).filter(({ managerId }) => managerId === 14)).toHaveLength(1)
})

it('begins no other manager once asked to end', async () => {
  expect(await planDays(databases.owner, { now: day, signal: AbortSignal.abort() })).toBe(0)
  expect(await plans()).toEqual([])
})

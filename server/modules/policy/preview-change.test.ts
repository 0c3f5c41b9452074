import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { publishBank, scopes } from '../../../test/support/published-bank.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { previewChange, previewCustomers } from './preview-change.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const validFrom = '2026-11-23'
const person = (scope: Person['scope']): Person => ({ userId: scope.userId, login: 'x', name: '某人', scope })
const maker = person(scopes.bank)
let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await publishBank(databases)
})
const preview = (key: string, value: string, institutionId?: number, by = maker) =>
  previewChange(databases.app, by, { key, value, validFrom, institutionId }, now)
const counted = async (condition: string): Promise<number> =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from customer.customer_snapshot where business_date = '2026-11-20' and (${sql.raw(condition)})`.execute(
      databases.owner,
    )
  ).rows[0]?.n ?? -1

it('counts who changes tier, of all and of one institution, and names them', async () => {
  const between = 'coalesce(aum_mda_fen, aum_fen) >= 5000000 and coalesce(aum_mda_fen, aum_fen) < 15000000'
  const expected = await counted(between)
  expect(expected).toBeGreaterThan(0)
  expect(await preview('tier.potential.from_fen', '15000000')).toMatchObject({
    dimension: 'tier',
    businessDate: '2026-11-20',
    customers: 30,
    changed: expected,
    unknown: 0,
    text: { zh: '15万元' },
  })
  const cell = { from: 'potential', to: 'long_tail', customers: expected }
  expect(await preview('tier.potential.from_fen', '15000000')).toMatchObject({ cells: expect.arrayContaining([cell]) })
  const own = await counted(`${between} and institution_id in (4, 5)`)
  expect(await preview('tier.potential.from_fen', '15000000', 2)).toMatchObject({ changed: own })
  const sample = await previewCustomers(
    databases.app,
    maker,
    { key: 'tier.potential.from_fen', value: '15000000', validFrom, from: 'potential', to: 'long_tail', limit: 200 },
    now,
  )
  expect(sample).toMatchObject({ customers: { length: expected } })
})

it.each([
  ['activity.cooling_from_days', '20', 'activity', 'days_since_own_act is null', 'days_since_own_act >= 20 and days_since_own_act < 90'],
  ['contactability.rule', 'reached', 'contactable', 'false', 'phone_usable or address_fresh'],
  ['cross_sell.old_customer_categories', '4', 'old_customer', 'false', 'category_count = 3'],
  [
    'inconvenient_to_leave.aum_from_fen',
    '30000000',
    'inconvenient_to_leave',
    'false',
    'inconvenient_to_leave and aum_fen < 30000000 and aum_fen >= 20000000',
  ],
])('counts %s honestly: what cannot be told is said to be unknown', async (key, value, dimension, unknown, changed) => {
  expect(await preview(key, value)).toMatchObject({ dimension, unknown: await counted(unknown), changed: await counted(changed) })
})

it('says when a change cannot be counted beforehand', async () => {
  expect(await preview('contactability.address_fresh_months', '6')).toMatchObject({ dimension: null, changed: 0, cells: [] })
})

it('refuses other roles, institutions that are not there, and values that may not be', async () => {
  expect(await preview('tier.potential.from_fen', '6000000', undefined, person(scopes.outlet4))).toBe('FORBIDDEN')
  expect(await preview('tier.potential.from_fen', '6000000', 99)).toBe('NOT_FOUND')
  expect(await preview('tier.potential.from_fen', '0')).toEqual({ problem: expect.stringMatching(/应在/) })
  await sql`update extract.publication set is_current = false`.execute(databases.owner)
  expect(await preview('tier.potential.from_fen', '6000000')).toBe('NOT_READY')
})

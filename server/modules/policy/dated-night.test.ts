import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDuckdbEngine } from '../../../night/engines/duckdb-engine.ts'
import { businessDatesFrom, simulateBank } from '../../../simulate/index.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { decideRequest } from '../approval/decide-request.ts'
import { kindsByCode } from '../approval/kinds.ts'
import { loadDelivery, runAndPublishNight } from '../extract/index.ts'
import { policyApprovals } from './approval-kinds.ts'
import type { PolicyDimension } from './contract.ts'
import { installPack, policyAt } from './index.ts'
import { previewChange } from './preview-change.ts'
import { countMoves } from './preview.sql.ts'
import { proposeChange } from './propose-change.ts'

const home = mkdtempSync(join(tmpdir(), 'liuke-dated-'))
const lakeDir = join(home, 'lake')
const runsDir = join(home, 'runs')
const [first = '', second = ''] = businessDatesFrom('2026-01-30', 2)
const evening = new Date(`${first}T20:00:00+08:00`)
const change = { key: 'tier.potential.from_fen', value: '9000000', validFrom: second }

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await installPack(databases.owner, undefined)
  await simulateBank({ out: join(home, 'incoming'), outlets: 2, customersPerOutlet: 150, seed: 7, businessDates: [first], threads: 1 })
  await loadDelivery(databases, {
    lakeDir,
    reportsDir: join(home, 'reports'),
    from: join(home, 'incoming', first),
    mapping: 'canonical',
    threads: 1,
  })
}, 240_000)
afterAll(() => rmSync(home, { recursive: true }))

const night = (businessDate: string) =>
  runAndPublishNight(databases, { lakeDir, runsDir, businessDate, engine: () => openDuckdbEngine({ threads: 1 }) })
const person = (userId: number): Person => ({
  userId,
  login: `user${userId}`,
  name: `人员${userId}`,
  scope: { userId, role: 'head_office', institutionId: 1, institutions: institutions(), managerId: null },
})
let seen: number[] = []
const institutions = () => seen
/** Every file of a date's runs by its content. */
const bytes = (date: string) =>
  Object.fromEntries(
    readdirSync(join(runsDir, date), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]),
  )
const tiersOf = async (date: string) =>
  new Map(
    (
      await sql<{
        id: bigint
        tier: string
      }>`select customer_id as id, tier from customer.customer_snapshot where business_date = ${date}`.execute(databases.owner)
    ).rows.map(({ id, tier }) => [id, tier]),
  )

const stored: Record<PolicyDimension, string> = {
  tier: 'tier',
  activity: 'case when days_since_own_act is not null then activity end',
  contactable: `case when contactable then 'yes' else 'no' end`,
  old_customer: `case when old_customer then 'yes' else 'no' end`,
  inconvenient_to_leave: `case when inconvenient_to_leave then 'yes' else 'no' end`,
  stickiness: `(least(stickiness, 80) / 20 * 20)::text`,
}

it('counts by the rules of the night; the night of its date uses the new line, and a night of before gives the old answer, byte for byte', async () => {
  await night(first)
  seen = (await sql<{ id: number }>`select id from organisation.institution order by id`.execute(databases.owner)).rows.map(({ id }) => id)
  const [maker, checker] = [person(1), person(2)]

  const policies = await policyAt(databases.owner, first)
  for (const [dimension, column] of Object.entries(stored) as [PolicyDimension, string][]) {
    const query = { dimension, businessDate: first, institutions: undefined, before: policies, after: policies }
    const moves = await withScope(databases.app, maker.scope, (trx) => countMoves(trx, query))
    const { rows } = await sql<{ from: string | null; customers: number }>`
      select ${sql.raw(column)} as "from", count(*)::int as customers from customer.customer_snapshot where business_date = ${first} group by 1 order by 1`.execute(
      databases.owner,
    )
    expect([dimension, moves.map(({ from, customers }) => ({ from, customers }))]).toEqual([dimension, rows])
  }

  const before = bytes(first)
  expect(Object.keys(before).length).toBeGreaterThan(5)
  const preview = await previewChange(databases.app, maker, change, evening)
  if (typeof preview === 'string' || 'problem' in preview) throw new Error(`no preview: ${JSON.stringify(preview)}`)
  expect(preview.changed).toBeGreaterThan(0)
  const proposed = await proposeChange(databases.app, maker, { ...change, reason: '总行年度调整' }, evening)
  if (typeof proposed === 'string' || !('id' in proposed)) throw new Error(`not proposed: ${JSON.stringify(proposed)}`)
  const verdict = { id: proposed.id, outcome: 'approved', reason: '' } as const
  expect(await decideRequest(databases.app, kindsByCode(Object.values(policyApprovals)), checker, verdict, evening)).toMatchObject({
    state: 'approved',
  })

  // the same data, a day later: what differs is the line alone
  await night(second)
  const [was, becomes] = [await tiersOf(first), await tiersOf(second)]
  expect([...becomes].filter(([id, tier]) => was.get(id) !== tier)).toHaveLength(preview.changed)

  rmSync(join(runsDir, first), { recursive: true })
  rmSync(join(lakeDir, 'frozen'), { recursive: true, force: true })
  expect(await night(first)).toMatchObject({ outcome: 'published', businessDate: first })
  expect(bytes(first)).toEqual(before)
}, 240_000)

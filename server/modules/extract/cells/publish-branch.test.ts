import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openDuckdbEngine } from '../../../../night/engines/duckdb-engine.ts'
import { simulateBank } from '../../../../simulate/index.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import type { Databases } from '../../../platform/database/pools.ts'
import { projectDir } from '../../../platform/home.ts'
import { seedPolicies } from '../../policy/index.ts'
import { verifyLedger } from '../../points/index.ts'
import { ExtentError, loadDelivery, ownRows, publishBranch, runAndPublishNight } from '../index.ts'

// whole nights are published, each of some thirty tables
vi.setConfig({ testTimeout: 600_000 })
const home = mkdtempSync(join(tmpdir(), 'liuke-cells-'))
const [lakeDir, runsDir] = [join(home, 'lake'), join(home, 'runs')]
const date = '2026-01-30'
// 60 outlets: 50 below the first branch, 10 below the second
const [first, second] = ['B001', 'B002']
let office: Databases
let east: Databases
let west: Databases
beforeAll(async () => {
  ;[office, east, west] = [await testDatabase(), await testDatabase(), await testDatabase()]
  for (const { owner } of [office, east, west]) await seedPolicies(owner, join(projectDir, 'server/modules/policy/packs/cn'))
  await simulateBank({ out: join(home, 'incoming'), outlets: 60, customersPerOutlet: 4, seed: 7, businessDates: [date], threads: 1 })
  await loadDelivery(office, { lakeDir, reportsDir: home, from: join(home, 'incoming', date), mapping: 'canonical', threads: 1 })
}, 180_000)
afterAll(() => rmSync(home, { recursive: true }))

const engine = () => openDuckdbEngine({ threads: 1 })
const toCell = (cell: Databases, branch: string, more: { changeBranch?: boolean } = {}) =>
  publishBranch(cell, { lakeDir, runsDir, branch, ...more })
const customers = async ({ owner }: Databases) =>
  (await sql<{ n: number }>`select count(*)::int as n from customer.customer where business_date = ${date}`.execute(owner)).rows[0]?.n
const totals = async ({ owner }: Databases) =>
  (
    await sql<{ customers: number; aum: string }>`
      select sum(customers)::int as customers, sum(aum_fen)::text as aum from report.outlet_day where business_date = ${date}`.execute(
      owner,
    )
  ).rows[0]

it('needs a night that head office has computed', async () => {
  await expect(toCell(east, 'B001')).rejects.toThrow('--compute-only')
})

it('computes once for all, and every branch publishes its own: together they are the bank', async () => {
  const computed = await runAndPublishNight(office, { lakeDir, runsDir, engine, computeOnly: true })
  expect(computed).toMatchObject({ outcome: 'computed', customers: 240, published: undefined })
  expect((await sql`select from extract.publication`.execute(office.owner)).rows).toEqual([])

  const [one, two] = [await toCell(east, first), await toCell(west, second)]
  expect(one).toMatchObject({ outcome: 'published', businessDate: date, dataAsOf: date, customers: await customers(east) })
  expect([await customers(east), await customers(west)]).toEqual([one.customers, two.customers])
  expect(one.customers).toBe(200)
  expect(two.customers).toBe(40)
  expect((await totals(east))?.customers).toBe(one.customers)
  expect((await totals(west))?.customers).toBe(two.customers)

  // what each holds lies below its branch
  const strangers = await sql<{ n: number }>`select count(*)::int as n from customer.customer_snapshot s
    join organisation.institution i on i.id = s.institution_id
    where i.path not like (select path || '%' from organisation.institution where code = ${first})`.execute(east.owner)
  expect(strangers.rows).toEqual([{ n: 0 }])
  expect(await toCell(east, first)).toMatchObject({ customers: 200, published: { unchanged: true } })
})

it('keeps to its branch: refuses the whole bank, another branch and an unknown one, and changes when told so', async () => {
  await expect(runAndPublishNight(east, { lakeDir, runsDir, engine })).rejects.toThrow(ExtentError)
  await expect(toCell(east, second)).rejects.toThrow('--change-branch')
  await expect(toCell(await testDatabase(), 'nowhere')).rejects.toThrow(first)
  const changed = await toCell(east, second, { changeBranch: true })
  expect(changed.customers).toBe(await customers(west))
  expect(await totals(east)).toEqual(await totals(west))
  await toCell(east, first, { changeBranch: true })
})

it('divides a branch: a copy of its database that publishes a part of it holds all that people wrote, and shows the part alone', async () => {
  // the copy is PostgreSQL's own; here one database is each of the two in turn
  const outlet = await sql<{ code: string; customer: bigint; part: string }>`
    select i.code, c.customer_id as customer, s.code as part from customer.customer c
    join organisation.institution i on i.id = c.institution_id join organisation.institution s on s.id = i.parent_id
    where c.business_date = ${date} order by c.customer_id limit 1`.execute(east.owner)
  const [{ code, customer, part } = { code: '', customer: 0n, part: '' }] = outlet.rows
  await sql`insert into privacy.quiet_period (customer_id, kind, valid_from, valid_to, recorded_by)
    values (${customer}, 'asked', ${date}, '2026-03-01', 1)`.execute(east.owner)
  const before = await ownRows(east.owner, code)
  expect(before?.tables.map(({ table, rows }) => [table, rows])).toEqual([['privacy.quiet_period', 1]])
  expect(await ownRows(east.owner, 'nowhere')).toBeUndefined()
  const moved = await toCell(east, part, { changeBranch: true })
  expect(moved.customers).toBe(40)
  expect(await ownRows(east.owner, code)).toEqual(before)
  expect(await verifyLedger(east.owner)).toMatchObject({ problems: [] })
  await toCell(east, first, { changeBranch: true })
  expect(await ownRows(east.owner, code)).toEqual(before)
})

it('takes over the policies of head office with the night, and refuses to publish beside policies of its own', async () => {
  const rowOf = (key: string, value: string, day: string) => sql`
    insert into policy.policy (key, valid_from, version, value, unit, source, reason) values (${key}, ${day}, 1, ${value}, 'count', 'M01', 'test')`
  await rowOf('tier.wealth.from_fen', '700000000', '2026-01-15').execute(office.owner)
  await runAndPublishNight(office, { lakeDir, runsDir, engine, computeOnly: true })
  expect(readdirSync(join(runsDir, date)).filter((name) => !name.includes('.'))).toHaveLength(2)
  await toCell(east, first)
  const { rows } =
    await sql`select value, reason from policy.policy where key = 'tier.wealth.from_fen' and valid_from = '2026-01-15'`.execute(east.owner)
  expect(rows).toEqual([{ value: '700000000', reason: '随总行夜间批量下发' }])

  await rowOf('tier.wealth.from_fen', '1', '2026-01-20').execute(west.owner)
  await expect(toCell(west, second)).rejects.toThrow('tier.wealth.from_fen（2026-01-20）')
})

it('tells a cell nothing of customers whom a check of the whole bank names', async () => {
  const { rows } = await sql<{ samples: number }>`select count(*)::int as samples from extract.night n, jsonb_array_elements(n.checks) c
    where jsonb_array_length(c -> 'sample') > 0`.execute(east.owner)
  expect(rows).toEqual([{ samples: 0 }])
  await expect(publishBranch(east, { lakeDir, runsDir, branch: first, businessDate: '2026-02-03' })).rejects.toThrow('2026-02-03')
})

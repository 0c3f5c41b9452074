import { sql } from 'kysely'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDuckdb } from '../../../night/engines/duckdb.ts'
import { openDuckdbEngine } from '../../../night/engines/duckdb-engine.ts'
import { attritionFeatures } from '../../../night/run/feature-file.ts'
import { writePastFeatures } from '../../../night/run/past-features.ts'
import { businessDatesFrom, simulateBank } from '../../../simulate/index.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { createFirstUsers } from '../../modules/organisation/index.ts'
import { loadDelivery, runAndPublishNight } from '../../modules/extract/index.ts'
import { policyRows, seedPolicies } from '../../modules/policy/index.ts'
import { attritionModelAt, challengerAt } from '../../modules/retention/index.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { openHome, projectDir } from '../../platform/home.ts'
import { createProgress } from '../../platform/terminal/progress.ts'
import { makeSampleModel } from './sample-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-sample-model-'))
const home = openHome({ LIUKE_HOME: join(folder, 'home') })
const [before = '', newest = '', next = ''] = businessDatesFrom('2026-11-20', 3)
const now = new Date('2026-11-22T10:00:00+08:00')
const file = join(folder, 'past.parquet')
const said: string[] = []
const progress = createProgress({ write: (text) => said.push(text) })
let databases: Databases

const load = (date: string) =>
  loadDelivery(databases, {
    lakeDir: home.lake,
    reportsDir: home.reports,
    from: join(folder, 'in', date),
    mapping: 'canonical',
    threads: 1,
  })
const night = (businessDate: string) =>
  runAndPublishNight(databases, { lakeDir: home.lake, runsDir: home.runs, businessDate, engine: () => openDuckdbEngine({ threads: 1 }) })
const model = () => makeSampleModel({ databases, home, night: before, validFrom: newest, now, progress })
const past = (policies: Awaited<ReturnType<typeof policyRows>>) =>
  writePastFeatures({ lakeDir: home.lake, businessDate: before, policies, most: 100_000, file })
const watches = async () =>
  (
    await sql<{
      on: string
      rows: number
    }>`select business_date as on, (content ->> 'rows')::int as rows from retention.model_watch order by id`.execute(databases.owner)
  ).rows

beforeAll(async () => {
  databases = await testDatabase()
  await seedPolicies(databases.owner, join(projectDir, 'server/modules/policy/packs/cn'))
  await simulateBank({
    out: join(folder, 'in'),
    outlets: 3,
    customersPerOutlet: 1_000,
    seed: 5,
    businessDates: [before, newest, next],
    threads: 1,
  })
  await load(before)
  await night(before)
  await createFirstUsers(databases.owner, true, () => undefined)
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the model of the sample bank', () => {
  it('is learned of nobody when too few left to learn from, and says so', async () => {
    await model()
    expect(await attritionModelAt(databases.owner, newest)).toBeUndefined()
    expect(said.join('')).toContain('客户太少')
    expect(readdirSync(home.runs).filter((name) => name.startsWith('.learn'))).toEqual([])
  }, 60_000)

  it('looks at customers as they were, by names the night has, and at what the house calls leaving', async () => {
    const rows = await policyRows(databases.owner)
    expect(await past(rows)).toBe('2026-07-31')
    const duckdb = await openDuckdb({ threads: 1 })
    try {
      const columns = await duckdb.all<{ column_name: string }>(`describe from '${file}'`)
      const known = attritionFeatures()
      const features = columns.map((one) => one.column_name).filter((one) => !['customer_no', 'has_left'].includes(one))
      expect(features.filter((one) => !known.has(one))).toEqual([])
      // the night itself counts the same leavers of the same day, but for who is not delivered any more
      const [own] = await duckdb.all<{ n: number }>(`select count(*)::int as n from '${file}' where has_left = 1`)
      const [of] = await duckdb.all<{ n: number }>(
        `select sum(has_left)::int as n from read_parquet('${home.runs}/${before}/*/marts/signal_record.parquet', union_by_name = true) where signal = 'everyone' and month_end = date '2026-07-31'`,
      )
      expect(own?.n).toBeGreaterThan(0)
      expect(own?.n).toBe(of?.n)
    } finally {
      duckdb.close()
    }
    expect(await writePastFeatures({ lakeDir: home.lake, businessDate: '2020-01-01', policies: rows, most: 1, file })).toBeUndefined()
  }, 60_000)

  it('is asked for by one and approved by another, scores the newest night, which reports its drift, once', async () => {
    // smaller losses count here, so that there is something to learn from
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
      select key, '1900-01-02', 1, '100000', unit, source, 'test' from policy.policy where key = 'leaving.floor_fen'`.execute(
      databases.owner,
    )
    await model()
    const inForce = await attritionModelAt(databases.owner, newest)
    expect(inForce?.version).toBe(1)
    const { rows: events } = await sql<{ event: string; by: string }>`
      select e.event, u.role as by from retention.model_event e join organisation.user_account u on u.id = e.by_id order by e.version, e.event desc`.execute(
      databases.owner,
    )
    expect(events).toEqual([
      { event: 'proposed', by: 'head_office' },
      { event: 'approved', by: 'compliance_officer' },
      { event: 'proposed', by: 'head_office' },
      { event: 'approved', by: 'compliance_officer' },
    ])
    expect(await challengerAt(databases.owner, newest)).toMatchObject({ version: 2 })
    await model()
    expect((await sql`select from retention.model`.execute(databases.owner)).rows).toHaveLength(2)
    expect(await watches()).toEqual([])
    await load(newest)
    await night(newest)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from retention.attrition where business_date = ${newest}`.execute(
      databases.owner,
    )
    expect(await watches()).toEqual([{ on: newest, rows: rows[0]?.n }])
    await load(next)
    await night(next)
    expect(await watches()).toHaveLength(1)
  }, 120_000)
})

import { sql } from 'kysely'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { learnTable, type ModelFile } from '../../../learn/index.ts'
import { openDuckdb } from '../../../night/engines/duckdb.ts'
import { openDuckdbEngine } from '../../../night/engines/duckdb-engine.ts'
import { attritionFeatures } from '../../../night/run/feature-file.ts'
import { businessDatesFrom, simulateBank } from '../../../simulate/index.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { decideRequest } from '../../modules/approval/decide-request.ts'
import { kindsByCode } from '../../modules/approval/kinds.ts'
import { loadDelivery, runAndPublishNight } from '../../modules/extract/index.ts'
import { packPolicies, seedPolicies } from '../../modules/policy/index.ts'
import {
  attritionModelAt,
  attritionOfCustomer,
  forbiddenLists,
  modelApproval,
  proposeModel,
  reasonsOf,
  watchModel,
} from '../../modules/retention/index.ts'
import { showModel } from '../../modules/retention/models/show-model.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import { openHome, projectDir } from '../../platform/home.ts'
import type { Person } from '../../platform/http/context.ts'
import type { CommandContext } from '../command-context.ts'
import { openNight, openNightTable } from './night-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-night-model-'))
const home = openHome({ LIUKE_HOME: join(folder, 'home') })
const [learnedOn = '', scoredOn = ''] = businessDatesFrom('2026-01-30', 2)
const incoming = join(folder, 'incoming')
const labels = join(folder, 'labels.csv')
const context = { home: () => home } as CommandContext
const now = new Date('2026-02-02T10:00:00+08:00')
const kinds = kindsByCode([modelApproval])
let databases: Databases
let root = 0
let content: ModelFile

const person = (userId: number, role = 'head_office'): Person => ({
  userId,
  login: `user${userId}`,
  name: `人员${userId}`,
  scope: { userId, role, institutionId: root, institutions: [root], managerId: null },
})
const load = (date: string) =>
  loadDelivery(databases, { lakeDir: home.lake, reportsDir: home.reports, from: join(incoming, date), mapping: 'canonical', threads: 1 })
const night = (businessDate: string) =>
  runAndPublishNight(databases, { lakeDir: home.lake, runsDir: home.runs, businessDate, engine: () => openDuckdbEngine({ threads: 1 }) })
const propose = (by: Person, model = content, validFrom = scoredOn) =>
  proposeModel(databases.app, by, { content: model, validFrom, reason: '首个模型', features: attritionFeatures() }, now)
const decide = (by: Person, id: string, outcome: 'approved' | 'refused' = 'approved') =>
  decideRequest(databases.app, kinds, by, { id, outcome, reason: '看过模型说明' }, now)
const renamed = (from: string, to: string): ModelFile => JSON.parse(JSON.stringify(content).replaceAll(`"${from}"`, `"${to}"`)) as ModelFile
const everywhere = async () =>
  (await sql<{ id: number }>`select id from organisation.institution`.execute(databases.owner)).rows.map(({ id }) => id)
const count = async (query: string) =>
  (await sql.raw<{ n: number }>(`select count(*)::int as n from ${query}`).execute(databases.owner)).rows[0]?.n

beforeAll(async () => {
  databases = await testDatabase()
  await seedPolicies(databases.owner, join(projectDir, 'server/modules/policy/packs/cn'))
  await simulateBank({ out: incoming, outlets: 2, customersPerOutlet: 150, seed: 7, businessDates: [learnedOn, scoredOn], threads: 1 })
  await load(learnedOn)
  await night(learnedOn)
  root =
    (await sql<{ id: number }>`select id from organisation.institution where parent_id is null`.execute(databases.owner)).rows[0]?.id ?? 0
  const duckdb = await openDuckdb({ threads: 1 })
  try {
    const snapshots = `read_parquet('${home.runs}/${learnedOn}/*/marts/customer_snapshot.parquet')`
    const rows = await duckdb.all<{ no: string; left: number }>(
      `select customer_no as no, case when aum_fen < (select median(aum_fen) from ${snapshots}) then -1 else customer_id % 2 end as left
       from ${snapshots} s join read_parquet('${home.runs}/${learnedOn}/*/marts/customer.parquet') c using (customer_id)`,
    )
    writeFileSync(labels, ['cust_no,label', ...rows.map(({ no, left }) => `${no},${left}`)].join('\n'))
  } finally {
    duckdb.close()
  }
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a model of a night’s customers', () => {
  it('is learned from counted customers with labels by customer number, and from nothing that says who they are', async () => {
    const given = await openNightTable(context, { night: learnedOn, labels, labelKey: 'cust_no', label: 'label' })
    try {
      content = await learnTable(given.file, {
        label: 'label',
        positive: '-1',
        key: 'customer_no',
        without: given.without,
        tableName: given.name,
        held: 0.2,
        k: 20,
        seed: 1,
        forbidden: forbiddenLists(packPolicies('cn', learnedOn)),
        sourceOf: given.sourceOf,
        seconds: () => 0,
      })
    } finally {
      given.close()
    }
    expect(content.card.held.auc).toBeGreaterThan(0.8)
    const features: string[] = content.model.features.map(({ name }) => name)
    expect(features).toContain('aum_fen')
    expect(features.filter((name) => /customer|^name|gender|phone|birth|address/.test(name))).toEqual([])
    expect(content.card.split.trained + content.card.split.held).toBe(
      await count(`customer.customer_snapshot where business_date = '${learnedOn}' and bucket = 'counted'`),
    )
  })

  it('cannot be learned from a night that was not run', async () => {
    await expect(openNightTable(context, { night: '2020-01-01', labels, labelKey: 'cust_no', label: 'label' })).rejects.toThrow(
      'liuke night',
    )
  })

  it('is refused with words: by role, by name, by source, by what the night lacks', async () => {
    expect(await propose(person(3, 'outlet_president'))).toBe('FORBIDDEN')
    expect(await propose(person(1), renamed('aum_fen', 'health_score'))).toEqual({ problem: expect.stringContaining('健康') })
    expect(await propose(person(1), renamed('aum_fen', 'child_age'))).toEqual({ problem: expect.stringContaining('儿童') })
    expect(await propose(person(1), renamed('aum_fen', 'not_for_marketing'))).toEqual({ problem: expect.stringContaining('不适用营销') })
    expect(await propose(person(1), renamed('aum_fen', 'weather'))).toEqual({ problem: expect.stringContaining('weather') })
    const features = new Map([...attritionFeatures()].map(([name]) => [name, ['health_record']]))
    expect(await proposeModel(databases.app, person(1), { content, validFrom: scoredOn, reason: 'x', features }, now)).toEqual({
      problem: expect.stringContaining('来源含'),
    })
    expect(await propose(person(1), content, '2026-02-30')).toEqual({ problem: expect.stringContaining('日期') })
    expect(await count('retention.model')).toBe(0)
    expect(await count(`audit.entry where action = 'propose-model' and outcome = 'refused'`)).toBe(7)
  })

  it('scores nobody before a second person approved it, and never by its maker’s hand', async () => {
    const refused = await propose(person(1))
    if (typeof refused === 'string' || !('id' in refused)) throw new Error(JSON.stringify(refused))
    expect(await propose(person(2))).toEqual({ conflict: expect.stringContaining('等待审批') })
    await decide(person(2), refused.id, 'refused')
    const asked = await propose(person(1))
    if (typeof asked === 'string' || !('id' in asked)) throw new Error(JSON.stringify(asked))
    expect(await decide(person(1), asked.id)).toEqual({ refused: 'own' })
    expect(await attritionModelAt(databases.owner, scoredOn)).toBeUndefined()
    const byHand = withScope(databases.app, person(9).scope, (trx) =>
      sql`insert into retention.model_event values (${asked.version}, 'approved', ${BigInt(asked.id)}, 9, 'x', now())`.execute(trx),
    )
    await expect(byHand).rejects.toThrow('was not approved')
    expect(await decide(person(2), asked.id)).toMatchObject({ state: 'approved' })
    expect(await attritionModelAt(databases.owner, learnedOn)).toBeUndefined()
    expect(await attritionModelAt(databases.owner, scoredOn)).toMatchObject({ version: asked.version })
    await expect(sql`update retention.model set valid_from = '2020-01-01'`.execute(databases.owner)).rejects.toThrow('append-only')
  })

  it('gives every counted customer of the next night a probability and reasons, the others none', async () => {
    expect(await count('retention.attrition')).toBe(0)
    await load(scoredOn)
    expect(await night(scoredOn)).toMatchObject({ outcome: 'published' })
    const counted = await count(`customer.customer_snapshot where business_date = '${scoredOn}' and bucket = 'counted'`)
    expect(counted).toBeGreaterThan(200)
    expect(
      await count(`retention.attrition where business_date = '${scoredOn}' and reason_1 is not null and reason_1_bin is not null`),
    ).toBe(counted)
    const joined = `retention.attrition a join customer.customer_snapshot s using (business_date, customer_id)`
    expect(await count(`${joined} where s.bucket <> 'counted'`)).toBe(0)
    const { rows } = await sql<{ low: number; high: number }>`
      select avg(probability_bp) filter (where s.aum_fen < m.middle)::float8 as low, avg(probability_bp) filter (where s.aum_fen >= m.middle)::float8 as high
      from retention.attrition a join customer.customer_snapshot s using (business_date, customer_id)
      cross join (select percentile_cont(0.5) within group (order by aum_fen) as middle from customer.customer_snapshot where business_date = ${scoredOn}) m`.execute(
      databases.owner,
    )
    expect(rows[0]?.low).toBeGreaterThan(7000)
    expect(rows[0]?.high).toBeLessThan(3000)
  }, 120_000)

  it('tells the reasons in the ranges the customer is in, and keeps amounts back from who may not see them', async () => {
    const { rows } = await sql<{ id: bigint; aum: bigint }>`
      select customer_id as id, aum_fen as aum from customer.customer_snapshot where business_date = ${scoredOn} and bucket = 'counted' limit 20`.execute(
      databases.owner,
    )
    let checked = 0
    for (const { id, aum } of rows) {
      const found = await withScope(databases.app, { ...person(1).scope, institutions: await everywhere() }, (trx) =>
        attritionOfCustomer(trx, scoredOn, id),
      )
      if (!found) throw new Error(`no score of ${id}`)
      const reasons = reasonsOf(found, false)
      expect(reasons.length).toBeGreaterThan(0)
      const ofAum = reasons.find(({ columns }) => columns.length === 1 && columns[0] === 'aum_fen')
      if (!ofAum) continue
      checked += 1
      expect(ofAum.range?.from === null || Number(aum) >= Number(ofAum.range?.from)).toBe(true)
      expect(ofAum.range?.to === null || Number(aum) < Number(ofAum.range?.to)).toBe(true)
      const hidden = reasonsOf(found, true).find(({ columns }) => columns.length === 1 && columns[0] === 'aum_fen')
      expect(hidden).toEqual({ ...ofAum, range: null })
    }
    expect(checked).toBeGreaterThan(10)
  })

  it('is watched: how far customers have moved, how it did on labels, shown to head office and compliance alone', async () => {
    const before = await showModel(databases.app, person(1), now)
    // the first night it scored looked by itself, without labels
    expect(before).toMatchObject({
      inForce: { version: 2 },
      watches: [{ businessDate: scoredOn, score: { drift: 'steady' }, came: null }],
      lines: { someBp: 1000, strongBp: 2500, offBp: 300 },
    })
    const table = await openNight(context, scoredOn, { labels, labelKey: 'cust_no', label: 'label' })
    try {
      const seen = await watchModel(
        databases.owner,
        { table: table.file, businessDate: scoredOn, label: { column: 'label', positive: '-1' } },
        new Date(),
      )
      expect(seen?.drift.score).toBeLessThan(0.1)
      expect(await watchModel(databases.owner, { table: table.file, businessDate: '2020-01-01' }, now)).toBeUndefined()
    } finally {
      table.close()
    }
    const shown = await showModel(databases.app, person(2, 'compliance_officer'), now)
    if (typeof shown === 'string') throw new Error(shown)
    // of a night the newest look is shown
    expect(shown.watches).toHaveLength(1)
    const [watch] = shown.watches
    expect(watch).toMatchObject({ businessDate: scoredOn, score: { drift: 'steady' }, came: { off: false } })
    expect(watch?.came?.measures.auc).toBeGreaterThan(0.8)
    expect(shown.inForce?.shapes[0]?.steps.length).toBeGreaterThan(1)
    expect(shown.versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'approved'],
      [1, 'refused'],
    ])
    expect(await showModel(databases.app, person(3, 'outlet_president'), now)).toBe('FORBIDDEN')
    await expect(sql`delete from retention.model_watch`.execute(databases.owner)).rejects.toThrow('append-only')
  }, 60_000)

  it('shows nobody outside the scope', async () => {
    const nobody = { ...person(3, 'outlet_president').scope, institutions: [-1] }
    const seen = await withScope(databases.app, nobody, (trx) => sql`select 1 from retention.attrition`.execute(trx))
    expect(seen.rows).toEqual([])
  })
})

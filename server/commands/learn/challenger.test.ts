import { sql } from 'kysely'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { learnTable, openTable, type ModelFile } from '../../../learn/index.ts'
import { openDuckdbEngine } from '../../../night/engines/duckdb-engine.ts'
import { attritionFeatures } from '../../../night/run/feature-file.ts'
import { writePastFeatures } from '../../../night/run/past-features.ts'
import { simulateBank } from '../../../simulate/index.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { decideRequest } from '../../modules/approval/decide-request.ts'
import { kindsByCode } from '../../modules/approval/kinds.ts'
import { loadDelivery, runAndPublishNight } from '../../modules/extract/index.ts'
import { policyRows, seedPolicies } from '../../modules/policy/index.ts'
import { attritionModelAt, challengerAt, compareModels, modelApproval, proposeModel } from '../../modules/retention/index.ts'
import { endChallenger } from '../../modules/retention/models/end-challenger.ts'
import { promoteChallenger } from '../../modules/retention/models/promote-challenger.ts'
import { showModel } from '../../modules/retention/models/show-model.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { openHome, projectDir } from '../../platform/home.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-challenger-'))
const home = openHome({ LIUKE_HOME: join(folder, 'home') })
/** learned, scored by both, the day after; and the first night on which it is known what happened */
const [learnedOn, scoredOn, next] = ['2026-03-30', '2026-03-31', '2026-04-01'] as const
const knownOn = '2026-07-01'
const kinds = kindsByCode([modelApproval])
const now = new Date('2026-07-02T10:00:00+08:00')
let databases: Databases
let root = 0
let poor: ModelFile
let good: ModelFile

const person = (userId: number, role = 'head_office'): Person => ({
  userId,
  login: `user${userId}`,
  name: `人员${userId}`,
  scope: { userId, role, institutionId: root, institutions: [root], managerId: null },
})
const night = async (date: string) => {
  const { lake: lakeDir, runs: runsDir, reports: reportsDir } = home
  await loadDelivery(databases, { lakeDir, reportsDir, from: join(folder, 'in', date), mapping: 'canonical', threads: 1 })
  return runAndPublishNight(databases, { lakeDir, runsDir, businessDate: date, engine: () => openDuckdbEngine({ threads: 1 }) })
}
const propose = (content: ModelFile, part: 'champion' | 'challenger', validFrom = scoredOn as string, by = person(1)) =>
  proposeModel(databases.app, by, { content, validFrom, reason: '试', features: attritionFeatures(), part }, now)
const decide = (id: string, outcome: 'approved' | 'refused' = 'approved', by = person(2, 'compliance_officer')) =>
  decideRequest(databases.app, kinds, by, { id, outcome, reason: '看过' }, now)
async function adopt(content: ModelFile, part: 'champion' | 'challenger', validFrom = scoredOn as string): Promise<number> {
  const asked = await propose(content, part, validFrom)
  if (typeof asked === 'string' || !('id' in asked)) throw new Error(JSON.stringify(asked))
  expect(await decide(asked.id)).toMatchObject({ state: 'approved' })
  return asked.version
}
const count = async (query: string) =>
  (await sql.raw<{ n: number }>(`select count(*)::int as n from ${query}`).execute(databases.owner)).rows[0]?.n
const owner = () => databases.owner
const shown = async () => {
  const found = await showModel(databases.app, person(1), now)
  if (typeof found === 'string') throw new Error(found)
  return found
}

beforeAll(async () => {
  databases = await testDatabase()
  const { owner } = databases
  await seedPolicies(owner, join(projectDir, 'server/modules/policy/packs/cn'))
  // smaller losses count here, so that there is something to learn from and to compare by
  for (const [key, value] of [
    ['leaving.floor_fen', '100000'],
    ['learn.compare_least_left', '10'],
  ])
    await sql`insert into policy.policy (key, valid_from, version, value, unit, source, reason)
      select key, '1900-01-02', 1, ${value}, unit, source, 'test' from policy.policy where key = ${key}`.execute(owner)
  await simulateBank({
    out: join(folder, 'in'),
    outlets: 3,
    customersPerOutlet: 1_000,
    seed: 5,
    businessDates: [learnedOn, scoredOn, next],
    threads: 1,
  })
  await night(learnedOn)
  root = (await sql<{ id: number }>`select id from organisation.institution where parent_id is null`.execute(owner)).rows[0]?.id ?? 0
  const file = join(folder, 'past.parquet')
  await writePastFeatures({ lakeDir: home.lake, businessDate: learnedOn, policies: await policyRows(owner), most: 100_000, file })
  const table = await openTable(file)
  try {
    const wish = { label: 'has_left', positive: '1', key: 'customer_no', held: 0.25, k: 100, seed: 1, forbidden: [], seconds: () => 0 }
    good = await learnTable(table, { ...wish, tableName: '全部字段' })
    const without = table.columns
      .map(({ name }) => name)
      .filter((name) => !['customer_no', 'has_left', 'age_years', 'merchant'].includes(name))
    poor = await learnTable(table, { ...wish, tableName: '只有年龄', without })
  } finally {
    table.close()
  }
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a challenger beside the model in force', () => {
  it('is refused with words: by role, of nobody, of itself, beside another one', async () => {
    expect(await propose(good, 'challenger', scoredOn, person(3, 'outlet_president'))).toBe('FORBIDDEN')
    expect(await propose(good, 'challenger')).toEqual({ problem: expect.stringContaining('没有在用') })
    await adopt(poor, 'champion')
    expect(await propose(poor, 'challenger')).toEqual({ problem: expect.stringContaining('完全相同') })
    const refused = await propose(good, 'challenger')
    if (typeof refused === 'string' || !('id' in refused)) throw new Error(JSON.stringify(refused))
    expect(await challengerAt(databases.owner, scoredOn)).toBeUndefined()
    expect(await decide(refused.id, 'refused')).toMatchObject({ state: 'refused' })
    const version = await adopt(good, 'challenger')
    expect(await challengerAt(databases.owner, scoredOn)).toMatchObject({ version })
    expect(await challengerAt(databases.owner, learnedOn)).toBeUndefined()
    expect(await propose({ ...good, card: { ...good.card, table: '再一个' } }, 'challenger')).toEqual({
      conflict: expect.stringContaining(`v${version}`),
    })
    // never is it in force by itself
    expect(await attritionModelAt(databases.owner, next)).toMatchObject({ version: 1 })
    expect(await count(`audit.entry where action = 'propose-model' and outcome = 'refused'`)).toBe(4)
  })

  it('is scored by the night beside the other, of the very same customers, and nobody who signs in can read it', async () => {
    const first = await night(scoredOn)
    expect(first).toMatchObject({ outcome: 'published' })
    const counted = await count(`retention.attrition where business_date = '${scoredOn}' and model_version = 1`)
    expect(counted).toBeGreaterThan(2_000)
    // what happened after the newest month end that tells is what the warnings' record counts by another way
    const record = `warning.signal_record where business_date = '${scoredOn}' and signal = 'everyone' and month_end = '2025-11-30'`
    const came = await sql.raw<{ left: number }>(`select sum(has_left)::int as left from ${record}`).execute(owner())
    expect(came.rows[0]?.left).toBeGreaterThan(5)
    expect(await count(`retention.attrition_came where business_date = '${scoredOn}' and as_of = '2025-11-30' and has_left`)).toBe(
      came.rows[0]?.left,
    )
    expect(
      await count(`retention.attrition_challenger where business_date = '${scoredOn}' and model_version = 3 and champion_version = 1`),
    ).toBe(counted)
    // the champion's points are the chances everybody sees
    const off = `abs(a.probability_bp - 10000 / (1 + exp(-c.champion_points / 1e6::float8))) > 0.500001`
    expect(await count(`retention.attrition a join retention.attrition_challenger c using (business_date, customer_id) where ${off}`)).toBe(
      0,
    )
    const read = withScope(databases.app, person(1).scope, (trx) => sql`select 1 from retention.attrition_challenger`.execute(trx))
    await expect(read).rejects.toThrow('permission denied')
    const { challenger } = await shown()
    expect(challenger).toMatchObject({
      version: 3,
      comparisons: [],
      knownFrom: knownOn,
      promoting: false,
      beside: { rows: counted, champion: 1 },
    })
    expect(challenger?.beside?.sameTop).toBeLessThan(challenger?.beside?.top ?? 0)
  }, 120_000)

  it('is compared on what really happened, once, and the better one is told with how sure it is', async () => {
    // the bank as the challenger sees it: who leaves is drawn by its chances; who had lost it already is in neither part
    await sql`create table retention.attrition_came_known partition of retention.attrition_came for values in (${sql.lit(knownOn)})`.execute(
      owner(),
    )
    await sql`insert into retention.attrition_came
      select ${knownOn}, c.customer_id, s.institution_id, s.manager_id, ${scoredOn}, case when s.customer_id % 50 = 0 then null else true end
      from retention.attrition_challenger c join customer.customer_snapshot s using (business_date, customer_id)
      where c.business_date = ${scoredOn} and (s.customer_id % 50 = 0
        or (hashint8extended(c.customer_id, 7) & 1048575) / 1048576.0 < 1 / (1 + exp(-c.points / 1e6::float8)))`.execute(owner())
    await compareModels(owner(), knownOn)
    const { challenger } = await shown()
    const [found, ...more] = challenger?.comparisons ?? []
    expect(more).toEqual([])
    expect(found).toMatchObject({ champion: 1, scoredOn, asOf: scoredOn, comparedOn: knownOn, verdict: 'challenger' })
    expect(found?.challengerBetter).toBeGreaterThan(0.97)
    expect(found?.logLoss.high).toBeLessThan(0)
    expect(found?.auc.low).toBeGreaterThan(0)
    expect(found?.rows).toBe(await count(`retention.attrition_challenger where business_date = '${scoredOn}' and customer_id % 50 <> 0`))
    expect(found?.challenger.measures.left).toBe(await count('retention.attrition_came_known where has_left'))
    // the hazard is what it says: within four errors of counting
    const { said, came, rows } = found?.challenger.measures ?? { said: 0, came: 0, rows: 1 }
    expect(Math.abs(said - came)).toBeLessThan(4 * Math.sqrt((said * (1 - said)) / rows))
    await compareModels(owner(), knownOn)
    expect(await count('retention.model_comparison where as_of is not null')).toBe(1)
    await expect(sql`delete from retention.model_comparison`.execute(databases.owner)).rejects.toThrow('append-only')
  }, 120_000)

  it('comes to be in force by a second person alone, and has ended then; earlier nights stay as they were', async () => {
    const before = await challengerAt(databases.owner, scoredOn)
    expect(await promoteChallenger(databases.app, person(3, 'outlet_president'), { version: 3, reason: '更准' }, now)).toBe('FORBIDDEN')
    expect(await promoteChallenger(databases.app, person(1), { version: 1, reason: '更准' }, now)).toBe('NOT_FOUND')
    const asked = await promoteChallenger(databases.app, person(1), { version: 3, reason: '更准' }, now)
    if (typeof asked === 'string' || !('id' in asked)) throw new Error(JSON.stringify(asked))
    expect((await shown()).challenger).toMatchObject({ promoting: true })
    expect(await promoteChallenger(databases.app, person(1), { version: 3, reason: '更准' }, now)).toEqual({
      conflict: expect.stringContaining('等待审批'),
    })
    expect(await decide(asked.id, 'approved', person(1))).toEqual({ refused: 'own' })
    expect(await decide(asked.id)).toMatchObject({ state: 'approved' })
    expect(await attritionModelAt(databases.owner, scoredOn)).toMatchObject({ version: 1 })
    expect(await attritionModelAt(databases.owner, next)).toMatchObject({ version: asked.version })
    expect(await challengerAt(databases.owner, next)).toBeUndefined()
    expect(await challengerAt(databases.owner, scoredOn)).toEqual(before)
    const { challenger, versions } = await shown()
    expect(challenger).toBeNull()
    expect(versions.map(({ version, part, state, promotes }) => [version, part, state, promotes])).toEqual([
      [4, 'champion', 'approved', 3],
      [3, 'challenger', 'ended', null],
      [2, 'challenger', 'refused', null],
      [1, 'champion', 'approved', null],
    ])
  })

  it('is ended by one person from the next night on, and a night that is run again stays the same', async () => {
    const version = await adopt(poor, 'challenger', next)
    // a look back that fails surfaces, and yet the night is out and on record as such; the night run again looks again
    await sql`alter table retention.model_watch rename to model_watch_away`.execute(owner())
    await expect(night(next)).rejects.toThrow('model_watch')
    await sql`alter table retention.model_watch_away rename to model_watch`.execute(owner())
    expect(await count(`extract.night where business_date = '${next}' and outcome = 'published'`)).toBe(1)
    expect(await count(`extract.publication where business_date = '${next}' and is_current`)).toBe(1)
    const first = await night(next)
    expect(await count(`retention.model_watch where business_date = '${next}'`)).toBe(1)
    expect(await count(`retention.attrition_challenger where business_date = '${next}' and model_version = ${version}`)).toBeGreaterThan(
      2_000,
    )
    expect(await endChallenger(databases.app, person(3, 'branch_manager'), version, now)).toBe('FORBIDDEN')
    expect(await endChallenger(databases.app, person(1), 1, now)).toBe('NOT_FOUND')
    expect(await endChallenger(databases.app, person(1), version, now)).toEqual({ fromOn: '2026-04-02' })
    expect(await endChallenger(databases.app, person(1), version, now)).toBe('NOT_FOUND')
    expect(await challengerAt(databases.owner, '2026-04-02')).toBeUndefined()
    const again = await night(next)
    expect(again).toMatchObject({ outcome: 'published', customers: first.customers })
    expect(await count(`extract.night where business_date = '${next}' group by fingerprint`)).toBe(3)
    const byHand = sql`insert into retention.model_event (version, event, request_id, by_id, by_name, at, from_on)
      select 4, 'ended', request_id, 9, 'x', now(), '2026-08-01' from retention.model_event where version = 4 limit 1`.execute(
      databases.owner,
    )
    await expect(byHand).rejects.toThrow('no challenger')
  }, 120_000)
})

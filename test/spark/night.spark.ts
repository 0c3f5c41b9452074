import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDuckdbEngine } from '../../night/engines/duckdb-engine.ts'
import type { Engine } from '../../night/engines/engine.ts'
import { columnTypesOf, loadModels } from '../../night/run/models.ts'
import { chancesOf, makeSmallBank, type SmallBank } from './bank.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { inManyTasks, openTestEngine, sparkHome } from './engine.ts'
import { differingMarts, martsOf } from './marts.ts'

let home: string
let bank: SmallBank
let cluster: Cluster
let spark: Engine
/** One session for all nights: starting one takes as long as a night's marts. */
const onSpark = () => Promise.resolve({ ...spark, close: () => Promise.resolve() })

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'liuke-spark-night-'))
  bank = await makeSmallBank(home, 120)
  cluster = await startCluster(sparkHome())
  spark = await openTestEngine(cluster.master, inManyTasks)
})
afterAll(async () => {
  await spark.close()
  await cluster.close()
  rmSync(home, { recursive: true, force: true })
})

it('a cluster of two workers computes every mart row by row as DuckDB does, with a model of who leaves in force', async () => {
  const night = await bank.night('spark', onSpark)
  expect(night.checks.filter((check) => !check.passed)).toEqual([])
  expect(night).toMatchObject({ outcome: bank.onDuckdb.outcome, dataAsOf: bank.onDuckdb.dataAsOf })
  expect(martsOf(night).length).toBe(loadModels().filter(({ layer }) => layer === 'marts').length)
  expect(night.steps.find(({ model }) => model === 'attrition')?.rows).toBeGreaterThan(100)
  expect(await differingMarts(bank.onDuckdb, night)).toEqual([])
})

it('the chances of that model are the same on both to a billionth', async () => {
  const features = loadModels().find(({ name }) => name === 'attrition_feature')
  if (!features) throw new Error('night/models has no attrition_feature')
  const duckdb = await openDuckdbEngine({ threads: 1 })
  const [one, other] = await Promise.all(
    [duckdb, spark].map(async (engine) => {
      await engine.registerParts('attrition_feature', columnTypesOf(features), [{ file: bank.features }])
      const rows = await engine.rows(
        `select customer_id, points, probability from (${chancesOf(bank.model)}) scored order by customer_id asc nulls last`,
      )
      return rows.map((row) => ({
        customer: String(row['customer_id']),
        points: String(row['points']),
        chance: Number(row['probability']),
      }))
    }),
  )
  await duckdb.close()
  expect(one?.length).toBeGreaterThan(100)
  expect(other?.map(({ customer, points }) => [customer, points])).toEqual(one?.map(({ customer, points }) => [customer, points]))
  const apart = one?.map(({ chance }, at) => Math.abs(chance - (other?.[at]?.chance ?? Number.NaN))) ?? []
  expect(Math.max(...apart)).toBeLessThan(1e-9)
})

it('a worker that dies in the middle of the night changes nothing in the result', async () => {
  let killed = false
  const bereft = await bank.night('bereft', onSpark, ({ step, state }) => {
    if (step !== 'customer_snapshot' || state !== 'running') return
    // by then the step is being computed
    setTimeout(() => {
      cluster.killWorker()
      killed = true
    }, 500)
  })
  expect(killed).toBe(true)
  expect(await differingMarts(bank.onDuckdb, bereft)).toEqual([])
})

import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDuckdb, type Duckdb } from '../../night/engines/duckdb.ts'
import { openDuckdbEngine } from '../../night/engines/duckdb-engine.ts'
import type { Engine } from '../../night/engines/engine.ts'
import { readParquet } from '../../night/engines/parquet-files.ts'
import { loadDelivery } from '../../night/extract/load.ts'
import { readPolicyPack } from '../../night/run/policies.ts'
import { runNight, type NightResult } from '../../night/run/run-night.ts'
import { projectDir } from '../../server/platform/home.ts'
import { simulateBank } from '../../simulate/index.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { openTestEngine, sparkHome } from './engine.ts'

const businessDates = ['2026-01-29', '2026-01-30']
const policies = readPolicyPack(join(projectDir, 'server/modules/policy/packs/cn'))
let home: string
let cluster: Cluster
let onDuckdb: NightResult

const night = (name: string, engine: () => Promise<Engine>, onDone: (step: string) => void = () => undefined) =>
  runNight({
    lakeDir: join(home, 'lake'),
    runsDir: join(home, name),
    businessDate: '2026-01-30',
    policies,
    engine,
    onProgress: ({ step, state }) => state === 'done' && onDone(step),
  })

/** Rows of a mart that only one of two nights has; ratios are whole basis points, so nothing is rounded. */
async function differences(db: Duckdb, mart: string, one: NightResult, other: NightResult): Promise<[string, number, number]> {
  const source = (result: NightResult) => readParquet(join(result.runDir, 'marts', mart))
  const columns = await db.all<{ column_name: string; column_type: string }>(`describe select * from ${source(one)}`)
  const cells = columns.map(({ column_name: name, column_type: type }) => `cast("${name}" as ${type}) as "${name}"`).join(', ')
  const rowsOf = (result: NightResult) => `select ${cells} from ${source(result)}`
  const only = async (a: NightResult, b: NightResult) =>
    Number((await db.all<{ rows: bigint }>(`select count(*) as rows from (${rowsOf(a)} except all ${rowsOf(b)})`))[0]?.rows)
  return [mart, await only(one, other), await only(other, one)]
}

async function allDifferences(one: NightResult, other: NightResult): Promise<[string, number, number][]> {
  const db = await openDuckdb({ threads: 2 })
  try {
    const marts = readdirSync(join(one.runDir, 'marts')).sort()
    expect(readdirSync(join(other.runDir, 'marts')).sort()).toEqual(marts)
    expect(marts.length).toBeGreaterThan(10)
    const found: [string, number, number][] = []
    for (const mart of marts) found.push(await differences(db, mart, one, other))
    return found.filter(([, onlyOne, onlyOther]) => onlyOne + onlyOther > 0)
  } finally {
    db.close()
  }
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'liuke-spark-night-'))
  const incoming = join(home, 'incoming')
  await simulateBank({ out: incoming, outlets: 2, customersPerOutlet: 150, seed: 7, businessDates })
  for (const date of businessDates) {
    const given = { lakeDir: join(home, 'lake'), reportsDir: join(home, 'reports'), from: join(incoming, date), mapping: 'canonical' }
    const { outcome } = await loadDelivery(given)
    if (outcome !== 'loaded') throw new Error(`${date}: ${outcome}`)
  }
  onDuckdb = await night('duckdb', () => openDuckdbEngine({ threads: 2 }))
  cluster = await startCluster(sparkHome())
})
afterAll(async () => {
  await cluster.close()
  rmSync(home, { recursive: true, force: true })
})

it('a cluster of two workers computes every mart row by row as DuckDB does', async () => {
  const onSpark = await night('spark', () => openTestEngine(cluster.master))
  expect(onSpark.checks.filter((check) => !check.passed)).toEqual([])
  expect(onSpark).toMatchObject({ outcome: onDuckdb.outcome, dataAsOf: onDuckdb.dataAsOf })
  expect(await allDifferences(onDuckdb, onSpark)).toEqual([])
})

it('a worker that dies in the middle of the night changes nothing in the result', async () => {
  rmSync(join(home, 'lake', 'frozen'), { recursive: true, force: true })
  let steps = 0
  const bereft = await night(
    'bereft',
    () => openTestEngine(cluster.master),
    () => {
      if (++steps === 40) cluster.killWorker()
    },
  )
  expect(steps).toBeGreaterThan(60)
  expect(await allDifferences(onDuckdb, bereft)).toEqual([])
})

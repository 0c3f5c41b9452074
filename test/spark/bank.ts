import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { learnTable, openTable, scoreSql, type ModelFile } from '../../learn/index.ts'
import { openDuckdb } from '../../night/engines/duckdb.ts'
import { openDuckdbEngine } from '../../night/engines/duckdb-engine.ts'
import type { Engine } from '../../night/engines/engine.ts'
import { catalogPath, readCatalog } from '../../night/extract/catalog.ts'
import { loadDelivery } from '../../night/extract/load.ts'
import { featureKeys, wholeFeatures, writeFeatureFile } from '../../night/run/feature-file.ts'
import { readPolicyPack } from '../../night/run/policies.ts'
import { runNight, type NightOptions, type NightResult } from '../../night/run/run-night.ts'
import type { AttritionModel } from '../../night/run/scores.ts'
import { projectDir } from '../../server/platform/home.ts'
import { simulateBank } from '../../simulate/index.ts'

const [before, businessDate] = ['2026-01-29', '2026-01-30'] as const
const policies = readPolicyPack(join(projectDir, 'server/modules/policy/packs/cn'))

export interface SmallBank {
  /** features of every counted customer, one Parquet file */
  features: string
  model: ModelFile['model']
  /** the night of 2026-01-30 on DuckDB, a model of who leaves in force */
  onDuckdb: NightResult
  /** The same night by another engine, in a folder of its own. */
  night: (name: string, engine: () => Promise<Engine>, onProgress?: NightOptions['onProgress']) => Promise<NightResult>
}

/** Chances in whole basis points and reasons of a model, as a night takes them. */
export const scoresOf = (model: ModelFile['model']): AttritionModel => ({
  version: 1,
  query: `select customer_id, cast(1 as integer) as model_version, cast(points as bigint) as points, cast(round(probability * 10000) as integer) as probability_bp,
  ${[1, 2, 3].map((rank) => `cast(reason_${rank} as integer) as reason_${rank}, cast(reason_${rank}_bin as integer) as reason_${rank}_bin, cast(reason_${rank}_points as bigint) as reason_${rank}_points`).join(',\n  ')}
from (${chancesOf(model)}) scored`,
})
export const chancesOf = (model: ModelFile['model']): string => {
  const whole = wholeFeatures()
  return scoreSql(model, { from: 'attrition_feature', keys: ['customer_id'], prelude: true, whole: (name) => whole.has(name) })
}

/** A model learned from a night's customers with a label that has a law and noise: half of those with less than the median leave. */
async function learnFrom(features: string, folder: string): Promise<ModelFile['model']> {
  const labelled = join(folder, 'labelled.parquet')
  const db = await openDuckdb({ threads: 1 })
  await db.run(`copy (select *, case when aum_fen < (select median(aum_fen) from '${features}') then 1 else customer_id % 2 end as has_left
    from '${features}' order by customer_id) to '${labelled}' (format parquet)`)
  db.close()
  const table = await openTable(labelled)
  try {
    const [id, key] = featureKeys
    const wish = {
      label: 'has_left',
      positive: '1',
      key,
      without: [id],
      tableName: 'spark',
      held: 0.2,
      k: 20,
      seed: 1,
      forbidden: [],
      seconds: () => 0,
    }
    return (await learnTable(table, wish)).model
  } finally {
    table.close()
  }
}

/** Every closed month is worked out alike and takes its time: as many as look-back windows of days reach are enough. */
const firstPosting = '2025-09-01'
function shortenHistory(lakeDir: string): void {
  const catalog = readCatalog(lakeDir)
  for (const { tables } of catalog.deliveries)
    for (const entry of Object.values(tables)) if (entry?.coversFrom && entry.coversFrom < firstPosting) entry.coversFrom = firstPosting
  writeFileSync(catalogPath(lakeDir), JSON.stringify(catalog))
}

/** A bank of two outlets with four closed months, its model of who leaves, and its night on DuckDB. */
export async function makeSmallBank(home: string, customersPerOutlet: number): Promise<SmallBank> {
  const incoming = join(home, 'incoming')
  const lakeDir = join(home, 'lake')
  await simulateBank({ out: incoming, outlets: 2, customersPerOutlet, seed: 7, businessDates: [before, businessDate] })
  for (const date of [before, businessDate]) {
    const { outcome } = await loadDelivery({ lakeDir, reportsDir: join(home, 'reports'), from: join(incoming, date), mapping: 'canonical' })
    if (outcome !== 'loaded') throw new Error(`${date}: ${outcome}`)
  }
  shortenHistory(lakeDir)
  const given = { lakeDir, businessDate, policies }
  const onDuckdb = () => openDuckdbEngine({ threads: 2 })
  const unscored = await runNight({ ...given, runsDir: join(home, 'unscored'), engine: onDuckdb })
  const folder = join(home, 'learned')
  mkdirSync(folder)
  const features = join(folder, 'features.parquet')
  await writeFeatureFile(unscored.runDir, features)
  const model = await learnFrom(features, folder)
  const night: SmallBank['night'] = (name, engine, onProgress = () => undefined) =>
    runNight({ ...given, runsDir: join(home, name), attrition: scoresOf(model), engine, onProgress })
  return { features, model, night, onDuckdb: await night('duckdb', onDuckdb) }
}

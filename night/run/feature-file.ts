import { join } from 'node:path'
import { openDuckdbEngine } from '../engines/duckdb-engine.ts'
import { columnTypesOf, loadModels, type Model } from './models.ts'

const featureModel = 'attrition_feature'

/** Columns that say which customer a row is of; never learned from. */
export const featureKeys = ['customer_id', 'customer_no'] as const

function features(models: readonly Model[]): Model {
  const found = models.find(({ name }) => name === featureModel)
  if (!found) throw new Error(`night/models has no ${featureModel}`)
  return found
}

/** What a model of who leaves may read of a customer (M12), and the relations all of it comes from. */
export function attritionFeatures(): ReadonlyMap<string, readonly string[]> {
  const model = features(loadModels())
  const keys: readonly string[] = featureKeys
  return new Map(
    Object.keys(model.columns)
      .filter((column) => !keys.includes(column))
      .map((column) => [column, model.references]),
  )
}

/** Which of them are whole numbers: amounts in fen, counts, days, months. */
export function wholeFeatures(): ReadonlySet<string> {
  const columns = Object.entries(columnTypesOf(features(loadModels())))
  return new Set(columns.filter(([, type]) => type === 'bigint' || type === 'integer').map(([name]) => name))
}

/** Writes the features of a finished night's customers to one Parquet file, by the query the night itself scores from. Returns the number of rows. */
export async function writeFeatureFile(runDir: string, file: string): Promise<number> {
  const models = loadModels()
  const model = features(models)
  const engine = await openDuckdbEngine({ tempDirectory: `${file}.spill` })
  try {
    for (const relation of model.references) {
      const source = models.find(({ name }) => name === relation)
      if (source) await engine.registerParts(relation, columnTypesOf(source), [{ file: join(runDir, 'marts', `${relation}.parquet`) }])
    }
    return await engine.write(model.sql, model.key, file)
  } finally {
    await engine.close()
  }
}

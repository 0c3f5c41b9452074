import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { openDuckdb } from '../../night/engines/duckdb.ts'
import { projectDir } from '../../server/platform/home.ts'

export const modelsDir = join(projectDir, 'night', 'models')

interface Mart {
  model: string
  columns: Record<string, { type: string; values?: string[] }>
}

/**
 * Writes the published marts of a made-up night into `<runDir>/marts`: `rows` rows each, every money figure = row number + `salt`, so that a
 * reader can tell nights apart and see whether two tables are of the same night.
 */
export async function writeMarts(runDir: string, businessDate: string, rows: number, salt: number): Promise<void> {
  const folder = join(modelsDir, 'marts')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.yml') && !name.endsWith('.cases.yml'),
  )
  mkdirSync(join(runDir, 'marts'), { recursive: true })
  const engine = await openDuckdb({ threads: 1 })
  try {
    for (const file of files) {
      const mart = parse(readFileSync(join(folder, file), 'utf8')) as Mart
      const columns = Object.entries(mart.columns).map(([name, column]) => `${valueOf(name, column, businessDate, salt)} as ${name}`)
      await engine.run(
        `copy (select ${columns.join(', ')} from range(1, ${rows + 1}) t(i)) to '${join(runDir, 'marts', `${mart.model}.parquet`)}' (format parquet)`,
      )
    }
  } finally {
    engine.close()
  }
}

function valueOf(name: string, column: { type: string; values?: string[] }, businessDate: string, salt: number): string {
  if (name === 'business_date' || name === 'data_as_of') return `date '${businessDate}'`
  if (name === 'customer_id') return 'cast(i as bigint)'
  if (name === 'manager_id') return 'cast(i % 3 + 1 as integer)'
  if (name === 'institution_id') return 'cast(i as integer)'
  if (name === 'month_end') return `date '2020-01-31' + cast(i as integer)`
  if (column.values) return `'${column.values[0]}'`
  if (column.type === 'bigint') return `cast(i + ${salt} as bigint)`
  if (column.type === 'integer') return 'cast(i as integer)'
  if (column.type === 'boolean') return 'i % 2 = 0'
  if (column.type === 'date') return `date '${businessDate}' - cast(i % 400 as integer)`
  return `'${name.slice(0, 3)}' || i`
}

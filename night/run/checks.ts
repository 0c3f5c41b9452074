import type { Engine } from '../engines/engine.ts'
import type { Model } from './models.ts'

export interface CheckResult {
  model: string
  check: string
  passed: boolean
  failures: number
  /** up to twenty of the rows that fail, every cell as text */
  sample: Record<string, string | null>[]
}

const sampleRows = 20

/** What every model with declared columns must hold: name of the check and the condition of a row that fails it. */
function rowConditions(model: Model): { check: string; fails: string }[] {
  return Object.entries(model.columns).flatMap(([column, { null: mayBeNull, values }]) => [
    ...(mayBeNull ? [] : [{ check: `${column} is not null`, fails: `${column} is null` }]),
    ...(values
      ? [{ check: `${column} has an accepted value`, fails: `${column} not in (${values.map((value) => `'${value}'`).join(', ')})` }]
      : []),
  ])
}

async function sample(engine: Engine, sql: string): Promise<CheckResult['sample']> {
  const rows = await engine.rows(`select * from (${sql}) failing limit ${sampleRows}`)
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [column, value === null ? null : String(value as string | number | bigint | boolean)]),
    ),
  )
}

async function judge(engine: Engine, model: Model, check: string, failures: number, failing: string): Promise<CheckResult> {
  return { model: model.name, check, passed: failures === 0, failures, sample: failures === 0 ? [] : await sample(engine, failing) }
}

const countOf = async (engine: Engine, sql: string) =>
  Number((await engine.rows(`select count(*) as failures from (${sql}) failing`))[0]?.failures ?? 0)

/** Runs all checks of a model over its rows: unique key, not null, accepted values (one pass), and the queries of its description, which return rows that fail. */
export async function checkModel(engine: Engine, model: Model): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const key = model.key.join(', ')
  const twice = `select ${key}, count(*) as times from ${model.name} group by ${key} having count(*) > 1`
  results.push(await judge(engine, model, `${key} is unique`, await countOf(engine, twice), twice))
  const conditions = rowConditions(model)
  const counts = conditions.map(({ fails }, index) => `count(case when ${fails} then 1 end) as c${index}`)
  const counted = counts.length > 0 ? (await engine.rows(`select ${counts.join(', ')} from ${model.name}`))[0] : undefined
  for (const [index, { check, fails }] of conditions.entries()) {
    results.push(await judge(engine, model, check, Number(counted?.[`c${index}`] ?? 0), `select * from ${model.name} where ${fails}`))
  }
  for (const [check, sql] of Object.entries(model.checks)) results.push(await judge(engine, model, check, await countOf(engine, sql), sql))
  return results
}

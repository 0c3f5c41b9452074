import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdbEngine } from '../engines/duckdb-engine.ts'
import type { Engine } from '../engines/engine.ts'
import { lakeStateAt } from '../extract/lake.ts'
import { frozenFolder } from './frozen.ts'
import { columnTypesOf, loadModels, type Model } from './models.ts'
import { monthColumns, monthRows, nightColumns, nightRow, periodsOf, type Period } from './periods.ts'
import { effectiveAt, type PolicyRow } from './policies.ts'
import { defineViews, movementsOf, registerMovements, registerStates } from './stage.ts'

export interface PastWish {
  lakeDir: string
  /** a business date whose night is done: it froze the months */
  businessDate: string
  policies: readonly PolicyRow[]
  /** customers at most; of a larger bank every n-th */
  most: number
  /** Parquet file to write */
  file: string
}

const query = readFileSync(join(import.meta.dirname, 'past-features.sql'), 'utf8')

/** As they stand on the day looked from: what is held, by kind. */
const positions = ['held_account', 'customer_product', 'customer_position']

/**
 * Writes what a bank's own past teaches of who leaves (M12): customers as they were at a month end, by the names of `attrition_feature`, with `has_left`, what became of them
 * `leaving.months` later by the house's definition. Gives the month end; undefined when the lake does not reach back so far.
 */
export async function writePastFeatures({ lakeDir, businessDate, policies, most, file }: PastWish): Promise<string | undefined> {
  const state = lakeStateAt(lakeDir, businessDate)
  if (!state) return undefined
  const values = effectiveAt(policies, businessDate)
  const policy = (key: string) => Number(values.get(key))
  const months = policy('leaving.months')
  const periods = periodsOf(state)
  const closed = frozenMonths(lakeDir, periods)
  // the newest closed month tells what became of them; three months tell what they had
  const looked = periods[months + 1]
  if (!looked || [1, months + 1, months + 2, months + 3].some((ago) => !closed.has(ago))) return undefined
  const models = loadModels()
  const model = (name: string) => find(models, name)
  const engine = await openDuckdbEngine({ tempDirectory: `${file}.spill` })
  try {
    await registerStates(engine, state)
    await defineViews(engine, models)
    await registerMovements(engine, movementsOf(state, looked))
    await engine.defineView('balance', model('balance').sql)
    await engine.registerRows('night', nightColumns, [{ ...nightRow(state, periods, new Set()), data_as_of: looked.end }])
    for (const name of positions) await engine.keep(name, model(name).sql)
    const parts = [...closed].map(([ago, month]) => ({ file: month, constants: { months_ago: ago } }))
    await engine.registerParts('past_month', { ...columnTypesOf(model('customer_month')), months_ago: 'integer' }, parts)
    await engine.registerRows('past_period', monthColumns, monthRows(periods, new Set(closed.keys())))
    await engine.registerRows('looked', lookedColumns, [
      {
        looked_ago: months + 1,
        months,
        floor_fen: policy('leaving.floor_fen'),
        left_at_most_bp: policy('leaving.left_at_most_bp'),
        every: await everyNth(engine, most),
      },
    ])
    await engine.write(query, ['customer_no'], file)
    return looked.end
  } finally {
    await engine.close()
  }
}

const lookedColumns = { looked_ago: 'integer', months: 'integer', floor_fen: 'bigint', left_at_most_bp: 'bigint', every: 'bigint' } as const

async function everyNth(engine: Engine, most: number): Promise<number> {
  const [row] = await engine.rows('select count(*) as customers from customer_base')
  return Math.max(1, Math.ceil(Number(row?.['customers'] ?? 0) / most))
}

function find(models: readonly Model[], name: string): Model {
  const found = models.find((one) => one.name === name)
  if (!found) throw new Error(`night/models has no ${name}`)
  return found
}

/** The newest frozen file of each closed month, by months ago. */
function frozenMonths(lakeDir: string, periods: readonly Period[]): Map<number, string> {
  const folder = frozenFolder(lakeDir)
  const names = readdirSync(folder)
  const newest = ({ end }: Period) =>
    names
      .filter((name) => name.startsWith(`customer_month-${end.slice(0, 7)}-`))
      .map((name) => join(folder, name))
      .toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0]
  return new Map(
    periods.flatMap((period): [number, string][] => {
      const file = period.monthsAgo === 0 ? undefined : newest(period)
      return file === undefined ? [] : [[period.monthsAgo, file]]
    }),
  )
}

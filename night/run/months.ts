import type { Engine } from '../engines/engine.ts'
import type { LakeState } from '../extract/lake.ts'
import { fileIdentity, frozenFile } from './frozen.ts'
import type { Frozen } from './frozen.ts'
import { columnTypesOf, withSources } from './models.ts'
import type { Model } from './models.ts'
import type { Period } from './periods.ts'
import { sliceMovements } from './slices.ts'
import { customersAt, defineViews, movementsOf, registerMovements, registerPeriod, sourceText } from './stage.ts'
import type { Movements } from './stage.ts'
import type { Steps } from './steps.ts'

export interface MonthFile {
  monthsAgo: number
  file: string
}

export interface MonthRun {
  engine: Engine
  lakeDir: string
  frozen: Frozen
  models: readonly Model[]
  state: LakeState
  /** the first day whose postings the night reads one by one */
  firstPostingDay: string
  steps: Steps
}

/** All that a month's result follows from; the same content is never computed twice. */
function contentOf(run: MonthRun, model: Model, period: Period, movements: Movements, customers: string | undefined): unknown {
  const parts = [...movements.holding_balance, ...movements.transaction].map((part) => [
    fileIdentity(run.lakeDir, part.file),
    part.from,
    part.to,
  ])
  return [
    run.engine.identity,
    sourceText(run.models, model.name),
    model.key,
    period.start,
    period.end,
    period.transactionsKnown,
    parts,
    customers && fileIdentity(run.lakeDir, customers),
  ]
}

/** Is the month's result one the night reads, and so worth keeping? */
const isRead = (run: MonthRun, model: Model, period: Period): boolean =>
  period.monthsAgo === 0 || model.months === 'all' || (model.months === 'windows' && period.end >= run.firstPostingDay)

const runningTable = (model: Model) => `${model.name}_running`

/** Runs the month models over one month. Closed months are frozen in the lake, the running one is kept by the engine. */
async function runMonth(run: MonthRun, models: readonly Model[], period: Period, files: ReadonlyMap<string, MonthFile[]>): Promise<void> {
  const { engine, lakeDir, steps } = run
  const movements = movementsOf(run.state, period)
  if (movements.holding_balance.length + movements.transaction.length === 0 && period.monthsAgo > 0) return
  const customers = customersAt(lakeDir, period)
  let prepared = false
  const prepare = async () => {
    if (prepared) return
    prepared = true
    await registerPeriod(engine, period, customers)
    await registerMovements(engine, period.monthsAgo === 0 ? await sliceMovements(run, period.start, period.end, movements) : movements)
    await defineViews(engine, run.models)
    // what is not frozen for this month is worked out once for the models that read it
    const wanted = new Set(models.filter((model) => isRead(run, model, period)).flatMap((model) => withSources(models, model.name)))
    for (const model of wanted) {
      if (isRead(run, model, period)) await engine.defineView(model.name, model.sql)
      else await engine.keep(model.name, model.sql)
    }
  }
  for (const model of models.filter((each) => isRead(run, each, period))) {
    const step = `${model.name} ${period.end}`
    if (period.monthsAgo === 0) {
      await prepare()
      await steps.run(step, () => engine.keep(runningTable(model), model.sql))
      await engine.defineView(model.name, `select * from ${runningTable(model)}`)
      continue
    }
    const content = contentOf(run, model, period, movements, customers)
    const { file, built } = await frozenFile(run.frozen, `${model.name}-${period.end.slice(0, 7)}`, content, async (target) => {
      await prepare()
      return steps.run(step, () => engine.write(model.sql, model.key, target))
    })
    if (built || prepared) await engine.registerParts(model.name, columnTypesOf(model), [{ file }])
    files.get(model.name)?.push({ monthsAgo: period.monthsAgo, file })
  }
}

/** Makes all months of a model readable under its name, with the column `months_ago`. */
async function registerMonths(engine: Engine, model: Model, files: readonly MonthFile[]): Promise<void> {
  const closed = `${model.name}_closed`
  const parts = files.map(({ monthsAgo, file }) => ({ file, constants: { months_ago: monthsAgo } }))
  await engine.registerParts(closed, { ...columnTypesOf(model), months_ago: 'integer' }, parts)
  await engine.defineView(model.name, `select *, 0 as months_ago from ${runningTable(model)} union all select * from ${closed}`)
}

/** Runs all month models, oldest month first, and makes each readable under its name. Returns the frozen files of each, newest first. */
export async function runMonthModels(run: MonthRun, periods: readonly Period[]): Promise<Map<string, MonthFile[]>> {
  const models = run.models.filter((model) => model.runs === 'month')
  const files = new Map<string, MonthFile[]>(models.map((model) => [model.name, []]))
  for (const period of periods.toReversed()) await runMonth(run, models, period, files)
  for (const model of models) await registerMonths(run.engine, model, files.get(model.name) ?? [])
  return files
}

/** Months ago at whose last day the bank delivered balances: one row of a month is enough to know. */
export async function balancesKnown(engine: Engine, periods: readonly Period[]): Promise<Set<number>> {
  const known = new Set<number>()
  for (const { monthsAgo } of periods) {
    const rows = await engine.rows(`select 1 as known from customer_month where months_ago = ${monthsAgo} and aum_fen is not null limit 1`)
    if (rows.length > 0) known.add(monthsAgo)
  }
  return known
}

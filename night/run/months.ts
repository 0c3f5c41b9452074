import { join } from 'node:path'
import type { Engine } from '../engines/engine.ts'
import type { LakeState } from '../extract/lake.ts'
import { fileIdentity, frozenFile, hashOf } from './frozen.ts'
import type { Model } from './models.ts'
import type { Period } from './periods.ts'
import { customersAt, defineViews, movementsOf, registerMonths, registerMovements, registerPeriod, sourceText } from './stage.ts'
import type { Movements } from './stage.ts'
import type { Steps } from './steps.ts'

export interface MonthFile {
  monthsAgo: number
  file: string
}

interface MonthRun {
  engine: Engine
  lakeDir: string
  workDir: string
  models: readonly Model[]
  state: LakeState
  steps: Steps
}

/** All that a month's result follows from; the same content is never computed twice. */
function contentOf(run: MonthRun, model: Model, period: Period, movements: Movements, customers: string | undefined): unknown {
  const parts = [...movements.holding_balance, ...movements.transaction].map(part => [fileIdentity(run.lakeDir, part.file), part.from, part.to])
  return [run.engine.identity, sourceText(run.models, model.name), period.start, period.end, period.transactionsKnown, parts, customers && fileIdentity(run.lakeDir, customers)]
}

/** Runs a month model over every month that has data, oldest first: closed months are frozen in the lake, the running one is written to the work folder. */
async function runMonths(run: MonthRun, model: Model, periods: readonly Period[]): Promise<MonthFile[]> {
  const files: MonthFile[] = []
  for (const period of periods.toReversed()) {
    const movements = movementsOf(run.state, period)
    if (movements.holding_balance.length + movements.transaction.length === 0) continue
    const customers = customersAt(run.lakeDir, period)
    const write = async (file: string) => {
      await registerPeriod(run.engine, period, customers)
      await registerMovements(run.engine, movements)
      await defineViews(run.engine, run.models.filter(each => each.layer === 'staging'))
      return run.steps.run(`${model.name} ${period.end}`, () => run.engine.write(model.sql, model.key, file))
    }
    if (period.monthsAgo === 0) {
      const file = join(run.workDir, `${model.name}.parquet`)
      await write(file)
      files.push({ monthsAgo: 0, file })
    } else {
      const { file } = await frozenFile(run.lakeDir, `${model.name}-${period.end.slice(0, 7)}`, contentOf(run, model, period, movements, customers), write)
      files.push({ monthsAgo: period.monthsAgo, file })
    }
  }
  return files
}

/** Runs all month models and makes each readable under its name. Returns the files of each. */
export async function runMonthModels(run: MonthRun, periods: readonly Period[]): Promise<Map<string, MonthFile[]>> {
  const results = new Map<string, MonthFile[]>()
  for (const model of run.models.filter(each => each.runs === 'month')) {
    const files = await runMonths(run, model, periods)
    await registerMonths(run.engine, model, files)
    results.set(model.name, files)
  }
  return results
}

/** Months ago at whose last day the bank delivered balances. */
export async function balancesKnown(engine: Engine): Promise<Set<number>> {
  const rows = await engine.rows('select months_ago from customer_month where aum_fen is not null group by months_ago')
  return new Set(rows.map(row => Number(row.months_ago)))
}

/** Runs the history models over the frozen months; the result is frozen too. `month` must be registered. */
export async function runHistoryModels(run: MonthRun, months: ReadonlyMap<string, MonthFile[]>, monthTable: unknown): Promise<void> {
  for (const model of run.models.filter(each => each.runs === 'history')) {
    const read = model.references.flatMap(relation => months.get(relation)?.filter(month => month.monthsAgo > 0) ?? [])
    const content = [run.engine.identity, sourceText(run.models, model.name), hashOf(monthTable), read.map(month => [month.monthsAgo, month.file.slice(run.lakeDir.length)])]
    const { file } = await frozenFile(run.lakeDir, model.name, content, target => run.steps.run(model.name, () => run.engine.write(model.sql, model.key, target)))
    await run.engine.registerParts(model.name, Object.fromEntries(Object.entries(model.columns).map(([column, { type }]) => [column, type])), [{ file }])
  }
}

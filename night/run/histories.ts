import type { Cell } from '../engines/engine.ts'
import { frozenFile } from './frozen.ts'
import { columnTypesOf } from './models.ts'
import type { MonthFile, MonthRun } from './months.ts'
import { sourceText } from './stage.ts'

/** The policy values a query names; only these make its result another one. */
const policiesIn = (sql: string, policies: Record<string, Cell>) => Object.entries(policies).filter(([column]) => sql.includes(column))

/** Runs the history models over the frozen months; the result is frozen too. Relations `month` and `policy` must be registered with the rows given. */
export async function runHistoryModels(
  run: MonthRun,
  months: ReadonlyMap<string, MonthFile[]>,
  monthTable: readonly Record<string, Cell>[],
  policies: Record<string, Cell>,
): Promise<void> {
  const closed = monthTable.filter((row) => row.months_ago !== 0)
  const newest = String(closed[0]?.month_end).slice(0, 7)
  for (const model of run.models.filter((each) => each.runs === 'history')) {
    const read = model.references.flatMap((relation) => months.get(relation) ?? [])
    const content = [
      run.engine.identity,
      sourceText(run.models, model.name),
      model.key,
      closed,
      policiesIn(model.sql, policies),
      read.map((month) => [month.monthsAgo, month.file.slice(run.lakeDir.length)]),
    ]
    const { file } = await frozenFile(run.frozen, `${model.name}-${newest}`, content, (target) =>
      run.steps.run(model.name, () => run.engine.write(model.sql, model.key, target, model.arrives)),
    )
    await run.engine.registerParts(model.name, columnTypesOf(model), [{ file }])
  }
}

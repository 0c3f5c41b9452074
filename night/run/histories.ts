import type { Cell } from '../engines/engine.ts'
import { frozenFile } from './frozen.ts'
import { columnTypesOf, withSources } from './models.ts'
import type { MonthFile, MonthRun } from './months.ts'
import { sourceText } from './stage.ts'

/** The policy values queries name; only these make their result another one. */
const policiesIn = (sqls: readonly string[], policies: Record<string, Cell>) =>
  Object.entries(policies).filter(([column]) => sqls.some((sql) => sql.includes(column)))

/**
 * Runs the history models over the frozen months and over each other; the results are frozen too. Views among them are defined. Relations `month` and `policy` must be
 * registered with the rows given.
 */
export async function runHistoryModels(
  run: MonthRun,
  months: ReadonlyMap<string, MonthFile[]>,
  monthTable: readonly Record<string, Cell>[],
  policies: Record<string, Cell>,
): Promise<void> {
  const closed = monthTable.filter((row) => row.months_ago !== 0)
  const newest = String(closed[0]?.month_end).slice(0, 7)
  for (const model of run.models.filter((each) => each.runs === 'history')) {
    if (model.form === 'view') {
      await run.engine.defineView(model.name, model.sql)
      continue
    }
    const sources = withSources(run.models, model.name)
    const read = [...new Set(sources.flatMap((source) => source.references))].flatMap((relation) => months.get(relation) ?? [])
    const texts = sourceText(run.models, model.name)
    const content = [
      run.engine.identity,
      texts,
      model.key,
      closed,
      policiesIn(texts, policies),
      read.map((month) => [month.monthsAgo, month.file.slice(run.lakeDir.length)]),
    ]
    const { file } = await frozenFile(run.frozen, `${model.name}-${newest}`, content, (target) =>
      run.steps.run(model.name, () => run.engine.write(model.sql, model.key, target, model.arrives)),
    )
    await run.engine.registerParts(model.name, columnTypesOf(model), [{ file }])
  }
}

import { join } from 'node:path'
import type { Engine } from '../engines/engine.ts'
import { addDays } from '../extract/dates.ts'
import type { LakeState } from '../extract/lake.ts'
import type { Frozen } from './frozen.ts'
import { runHistoryModels } from './histories.ts'
import { lakeColumns } from './lake-columns.ts'
import { columnTypesOf } from './models.ts'
import type { Model } from './models.ts'
import { balancesKnown, runMonthModels } from './months.ts'
import { calendarColumns, calendarRows, cut, monthColumns, monthRows, nightColumns, nightRow, periodsOf } from './periods.ts'
import type { Period } from './periods.ts'
import { policyRelation } from './policies.ts'
import { registerStates } from './stage.ts'
import { registerScores, type AttritionModel, type ChallengerModel } from './scores.ts'
import type { Steps } from './steps.ts'

export interface NightRun {
  engine: Engine
  lakeDir: string
  frozen: Frozen
  martsDir: string
  models: readonly Model[]
  state: LakeState
  policies: ReadonlyMap<string, string>
  /** none: nobody is scored */
  attrition: AttritionModel | undefined
  /** none: nobody is scored a second time */
  challenger: ChallengerModel | undefined
  steps: Steps
}

/** Flow columns look back this many days (inflow_90d_fen). */
const longestFlowDays = 90
/** payroll_month: the running month and the three before. */
const payrollMonths = 3

/** The first day whose postings a night reads one by one; earlier months are read by their frozen sums. */
function firstPostingDay(run: NightRun, periods: readonly Period[]): string {
  const days = (key: string) => Number(run.policies.get(key) ?? 0)
  const back = Math.max(
    longestFlowDays,
    days('maturity.list_days'),
    days('flow.leakage_return_days') + days('flow.leakage_window_days'),
    30 + days('flow.pass_through_days'),
  )
  const byDays = addDays(run.state.dataAsOf, -back)
  const byMonths = periods[payrollMonths]?.start ?? byDays
  return byDays < byMonths ? byDays : byMonths
}

/** Contacts older than the freshest that can matter need not be read. */
function firstContactDay(run: NightRun): string {
  return addDays(run.state.dataAsOf, -31 * Number(run.policies.get('contactability.reached_months') ?? 0))
}

const readsScores = ({ references }: Model): boolean => references.includes('attrition_score')

async function runModel(run: NightRun, model: Model): Promise<void> {
  if (model.form === 'view') return run.engine.defineView(model.name, model.sql)
  if (model.form === 'keep') {
    await run.steps.run(model.name, () => run.engine.keep(model.name, model.sql))
    return
  }
  const file = join(run.martsDir, `${model.name}.parquet`)
  await run.steps.run(model.name, async () => {
    // the first that reads them, and its time shows what they cost
    if (model === run.models.find(readsScores)) await registerScores(run.engine, run.attrition, run.challenger)
    return run.engine.write(model.sql, model.key, file, model.arrives)
  })
  await run.engine.registerParts(model.name, columnTypesOf(model), [{ file }])
}

/** Months, history, then every other model in the order of what it reads. Marts are written to `martsDir`. */
export async function runNightModels(run: NightRun): Promise<void> {
  const { engine, state, models } = run
  const periods = periodsOf(state)
  const policy = policyRelation(run.policies)
  await engine.registerRows('policy', policy.columns, [policy.row])
  await registerStates(engine, state)
  const monthRun = { ...run, firstPostingDay: firstPostingDay(run, periods) }
  const months = await runMonthModels(monthRun, periods)
  const known = await balancesKnown(engine, periods)
  const monthTable = monthRows(periods, known)
  await engine.registerRows('month', monthColumns, monthTable)
  await engine.registerRows('night', nightColumns, [nightRow(state, periods, known)])
  await engine.registerRows('calendar', calendarColumns, calendarRows(state, periods))
  await runHistoryModels(monthRun, months, monthTable, policy.row)
  await engine.registerParts('lake_contact', lakeColumns('contact'), cut(state.movement.contact, firstContactDay(run), state.dataAsOf))
  for (const model of models) if (model.layer !== 'staging' && model.runs === 'night') await runModel(run, model)
}

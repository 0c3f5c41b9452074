import { readCatalog } from '../../../night/extract/catalog.ts'
import { lakeStateAt, type LakeState } from '../../../night/extract/lake.ts'
import { wholeFeatures } from '../../../night/run/feature-file.ts'
import { loadModels } from '../../../night/run/models.ts'
import { runNight, type NightOptions } from '../../../night/run/run-night.ts'
import type { Database, Databases } from '../../platform/database/pools.ts'
import { policyRows } from '../policy/index.ts'
import { attritionModelAt, challengerAt, compareModels } from '../retention/index.ts'
import type { StepRecord } from './contract.ts'
import { checkExtent } from './cells/extent.ts'
import type { Extent } from './cells/extent.sql.ts'
import { keepGiven } from './given.ts'
import { saveComputed } from './night.sql.ts'
import { oneNight } from './one-night.ts'
import { publishComputed, publishSteps } from './publish-computed.ts'
import { recordNight, type NightOutcome, type Running } from './record-night.ts'
import { watchNight } from './watch-night.ts'

export interface NightRequest {
  lakeDir: string
  runsDir: string
  /** 'YYYY-MM-DD'; the newest delivered business date when left out */
  businessDate?: string | undefined
  /** opens the engine; DuckDB in the process with its defaults when absent */
  engine?: NightOptions['engine']
  /** another folder of models, for tests */
  modelsDir?: string | undefined
  /** computes for others to publish; nothing of this database's screens changes */
  computeOnly?: boolean | undefined
  /** hears of every change of a step: all steps, in order */
  onProgress?: ((steps: readonly StepRecord[]) => void) | undefined
}

/**
 * Runs the night of a business date and publishes it, all recorded for the screens while it happens. The same night again finds everything
 * done; a night that was killed is marked `failed` by the next one, which completes it.
 * @throws {BusyError} when another night runs; {ExtentError} when the database is a cell's or holds the totals of cells; Error when nothing was delivered up to the date or the machine fails (recorded as `failed`)
 */
export const runAndPublishNight = (databases: Pick<Databases, 'owner' | 'ownerPool'>, request: NightRequest): Promise<NightOutcome> =>
  oneNight(databases, () => recordedNight(databases, request))

async function recordedNight(databases: Pick<Databases, 'owner' | 'ownerPool'>, request: NightRequest): Promise<NightOutcome> {
  const { owner } = databases
  const extent = { kind: 'bank' } as const
  if (!request.computeOnly) await checkExtent(owner, extent)
  const businessDate = request.businessDate ?? readCatalog(request.lakeDir).deliveries.at(-1)?.businessDate
  const lake = businessDate === undefined ? undefined : lakeStateAt(request.lakeDir, businessDate)
  if (businessDate === undefined || !lake) {
    throw new Error(`${businessDate ? `截至 ${businessDate} ` : ''}数据湖中没有任何数据。请先用 liuke load 装载日终数据，再运行夜间批量。`)
  }
  const steps = plannedSteps(request.modelsDir, request.computeOnly)
  let runDir: string | undefined
  const outcome = await recordNight(owner, { businessDate, steps, onProgress: request.onProgress }, async (running) => {
    const computed = await compute(databases, request, { ...running, businessDate, lake, extent })
    runDir = computed.runDir
    return computed.outcome
  })
  // the night is on record as published before anything looks back at it: what fails from here on has not failed the night
  if (outcome.outcome === 'published' && runDir !== undefined) await lookBack(owner, { runsDir: request.runsDir, runDir, businessDate })
  return outcome
}

/** What is told of the models in the light of a published night: how far customers have drifted, and what champion and challenger were worth. Nothing where none is in force. */
async function lookBack(owner: Database, night: { runsDir: string; runDir: string; businessDate: string }): Promise<void> {
  await watchNight(owner, night)
  await compareModels(owner, night.businessDate)
}

interface Computing extends Running {
  businessDate: string
  lake: LakeState
  extent: Extent
}

async function compute(
  { owner, ownerPool }: Pick<Databases, 'owner' | 'ownerPool'>,
  request: NightRequest,
  running: Computing,
): Promise<{ runDir: string; outcome: NightOutcome }> {
  const { nightId, businessDate, lake, extent, list, changed } = running
  const policies = await policyRows(owner)
  const whole = wholeFeatures()
  const attrition = await attritionModelAt(owner, businessDate, whole)
  const challenger = await challengerAt(owner, businessDate, whole)
  const night = await runNight({
    lakeDir: request.lakeDir,
    runsDir: request.runsDir,
    businessDate,
    policies,
    ...(attrition ? { attrition } : {}),
    ...(challenger ? { challenger } : {}),
    ...(request.engine ? { engine: request.engine } : {}),
    ...(request.modelsDir ? { modelsDir: request.modelsDir } : {}),
    onProgress: ({ step, state, rows, milliseconds }) => {
      if (state === 'running') list.start(step)
      else list.finish(step, rows, milliseconds ?? undefined)
      changed()
    },
  })
  // a night computed before tells its steps only now
  for (const { model, rows, milliseconds } of night.steps) list.finish(model, rows, milliseconds)
  changed()
  const { dataAsOf, fingerprint, checks } = night
  const customers = night.steps.find((step) => step.model === 'customer')?.rows ?? null
  await saveComputed(owner, nightId, { dataAsOf, fingerprint, customers, checks })
  const { runDir } = night
  const outcome = { nightId, businessDate, dataAsOf, customers, checks, steps: list.steps }
  if (night.outcome === 'stopped') return { runDir, outcome: { ...outcome, outcome: 'stopped', published: undefined } }
  keepGiven(runDir, { policies })
  if (request.computeOnly) return { runDir, outcome: { ...outcome, outcome: 'computed', published: undefined } }

  const computed = { runDir, modelsDir: request.modelsDir, businessDate, dataAsOf, nightId, fingerprint, lake, extent }
  const published = await publishComputed(ownerPool, computed, running)
  return { runDir, outcome: { ...outcome, outcome: 'published', published } }
}

function plannedSteps(modelsDir: string | undefined, computeOnly = false): string[] {
  const models = loadModels(modelsDir)
  const computed = models.filter((model) => model.form !== 'view' && model.runs === 'night').map((model) => model.name)
  const checked = models.filter((model) => model.layer === 'marts').map((model) => `check ${model.name}`)
  return [...computed, ...checked, ...(computeOnly ? [] : publishSteps)]
}

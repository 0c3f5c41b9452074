import { readCatalog } from '../../../night/extract/catalog.ts'
import { lakeStateAt, type LakeState } from '../../../night/extract/lake.ts'
import { loadModels, modelsFolder } from '../../../night/run/models.ts'
import { publish, type Published } from '../../../night/run/publish/publish.ts'
import { runNight, type NightOptions, type NightResult } from '../../../night/run/run-night.ts'
import type { Databases } from '../../platform/database/pools.ts'
import { carryOver } from '../handover/index.ts'
import { upsertInstitutionsAndStaff } from '../organisation/index.ts'
import { upsertEmployers } from '../payroll/index.ts'
import { policyRows } from '../policy/index.ts'
import { attritionModelAt } from '../retention/index.ts'
import type { StepRecord } from './contract.ts'
import { BusyError, exclusively } from './exclusive.ts'
import { readLakeKeys } from './lake-keys.ts'
import { saveLatest } from './latest.ts'
import { beginNight, endNight, failAbandonedNights, runningNight, saveComputed, saveSteps } from './night.sql.ts'
import { stepList, type StepList } from './step-list.ts'
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
  /** hears of every change of a step: all steps, in order */
  onProgress?: (steps: readonly StepRecord[]) => void
}

export interface NightOutcome {
  nightId: number
  /** stopped: checks failed, nothing was published and the screens still show the night before */
  outcome: 'published' | 'stopped'
  businessDate: string
  dataAsOf: string
  /** customers of the night */
  customers: number | null
  steps: StepRecord[]
  checks: NightResult['checks']
  /** undefined when stopped */
  published: Published | undefined
}

const abandoned = '夜间批量中途被中断，已发布的数据没有变化。重新运行即可接着完成。'
const publishSteps = { copy: 'publish copy', index: 'publish index', swap: 'publish swap', retire: 'publish retire' } as const

/**
 * Runs the night of a business date and publishes it, all recorded for the screens while it happens. The same night again finds everything
 * done; a night that was killed is marked `failed` by the next one, which completes it.
 * @throws {BusyError} when another night runs; Error when nothing was delivered up to the date or the machine fails (recorded as `failed`)
 */
export async function runAndPublishNight(databases: Pick<Databases, 'owner' | 'ownerPool'>, request: NightRequest): Promise<NightOutcome> {
  try {
    return await exclusively(databases.ownerPool, 'liuke night', 'busy', () => recordNight(databases, request))
  } catch (error) {
    if (!(error instanceof BusyError)) throw error
    const other = await runningNight(databases.owner)
    const which = other
      ? `（业务日期 ${other.businessDate}，开始于 ${other.startedAt.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })}）`
      : ''
    throw new BusyError(`另一个夜间批量正在运行${which}，请等它结束后再试。`, { cause: error })
  }
}

async function recordNight(databases: Pick<Databases, 'owner' | 'ownerPool'>, request: NightRequest): Promise<NightOutcome> {
  const { owner } = databases
  await failAbandonedNights(owner, abandoned)
  const businessDate = request.businessDate ?? readCatalog(request.lakeDir).deliveries.at(-1)?.businessDate
  const lake = businessDate === undefined ? undefined : lakeStateAt(request.lakeDir, businessDate)
  if (businessDate === undefined || !lake) {
    throw new Error(`${businessDate ? `截至 ${businessDate} ` : ''}数据湖中没有任何数据。请先用 liuke load 装载日终数据，再运行夜间批量。`)
  }
  const list = stepList(plannedSteps(request.modelsDir))
  const nightId = await beginNight(owner, businessDate, list.steps)
  const saved = saveLatest((steps: readonly StepRecord[]) => saveSteps(owner, nightId, steps))
  const changed = () => {
    saved.put(list.steps)
    request.onProgress?.(list.steps)
  }
  try {
    const outcome = await compute(databases, request, { nightId, businessDate, lake, list, changed })
    await saved.settled()
    await endNight(owner, nightId, outcome.outcome, outcome.outcome === 'stopped' ? stoppedMessage(outcome) : null)
    return outcome
  } catch (error) {
    list.fail()
    changed()
    const [saving] = await Promise.allSettled([saved.settled()])
    await endNight(owner, nightId, 'failed', error instanceof Error ? error.message : String(error))
    if (saving.status === 'rejected')
      throw new AggregateError([error, saving.reason], '夜间批量失败，进度也没有保存完整。', { cause: error })
    throw error
  }
}

interface Running {
  nightId: number
  businessDate: string
  lake: LakeState
  list: StepList
  changed: () => void
}

async function compute(
  { owner, ownerPool }: Pick<Databases, 'owner' | 'ownerPool'>,
  request: NightRequest,
  running: Running,
): Promise<NightOutcome> {
  const { nightId, businessDate, lake, list, changed } = running
  const attrition = await attritionModelAt(owner, businessDate)
  const night = await runNight({
    lakeDir: request.lakeDir,
    runsDir: request.runsDir,
    businessDate,
    policies: await policyRows(owner),
    ...(attrition ? { attrition } : {}),
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
  const outcome = { nightId, businessDate, dataAsOf, customers, checks, steps: list.steps }
  if (night.outcome === 'stopped') return { ...outcome, outcome: 'stopped', published: undefined }

  const keys = await readLakeKeys(lake)
  const published = await publish({
    ownerPool,
    runDir: night.runDir,
    modelsDir: request.modelsDir ?? modelsFolder,
    businessDate,
    dataAsOf,
    nightId,
    fingerprint,
    inSwap: async (client, current) => {
      if (!current) return // names of today stay when an older date is published
      await upsertInstitutionsAndStaff(client, keys.institutions, keys.staff, businessDate)
      await upsertEmployers(client, keys.employers)
      await carryOver(client, businessDate)
    },
    onProgress: ({ step, done, total }) => {
      const name = publishSteps[step]
      if (list.steps.find((each) => each.step === name)?.state === 'waiting') list.start(name)
      if (done === total) list.finish(name, step === 'copy' ? total : null)
      else if (step === 'copy') list.count(name, done)
      changed()
    },
  })
  for (const step of list.steps) if (step.state === 'waiting') list.finish(step.step, null, 0)
  changed()
  if (attrition) await watchNight(owner, { runsDir: request.runsDir, runDir: night.runDir, businessDate })
  return { ...outcome, outcome: 'published', published }
}

function plannedSteps(modelsDir: string | undefined): string[] {
  const models = loadModels(modelsDir)
  const computed = models.filter((model) => model.form !== 'view' && model.runs === 'night').map((model) => model.name)
  const checked = models.filter((model) => model.layer === 'marts').map((model) => `check ${model.name}`)
  return [...computed, ...checked, ...Object.values(publishSteps)]
}

function stoppedMessage({ checks }: NightOutcome): string {
  const failed = checks.filter((check) => !check.passed)
  const named = failed.slice(0, 3).map(({ model, check, failures }) => `${model}「${check}」${failures} 行`)
  return `${failed.length} 项检查没有通过，没有发布，屏幕上仍是上一次的数据：${named.join('；')}${failed.length > 3 ? ' 等' : ''}。请核对检查列出的行。`
}

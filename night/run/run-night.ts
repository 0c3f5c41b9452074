import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdbEngine } from '../engines/duckdb-engine.ts'
import type { Engine } from '../engines/engine.ts'
import { readCatalog } from '../extract/catalog.ts'
import { lakeStateAt } from '../extract/lake.ts'
import type { LakeState } from '../extract/lake.ts'
import { checkModel } from './checks.ts'
import type { CheckResult } from './checks.ts'
import { forgetFrozen } from './forget-frozen.ts'
import { hashOf } from './frozen.ts'
import type { Frozen } from './frozen.ts'
import { loadModels } from './models.ts'
import type { Model } from './models.ts'
import { runNightModels } from './night-models.ts'
import { periodsOf } from './periods.ts'
import { effectiveAt } from './policies.ts'
import type { PolicyRow } from './policies.ts'
import type { AttritionModel, ChallengerModel } from './scores.ts'
import { customersAt } from './stage.ts'
import { recordSteps } from './steps.ts'
import type { Progress, Step, Steps } from './steps.ts'

export interface NightOptions {
  lakeDir: string
  runsDir: string
  /** 'YYYY-MM-DD' */
  businessDate: string
  /** all dated rows, the bank's own after the pack's */
  policies: readonly PolicyRow[]
  /** scores every counted customer; without one the night has no probabilities */
  attrition?: AttritionModel
  /** is scored silently beside it */
  challenger?: ChallengerModel
  /** opens the engine; DuckDB in the process, which spills beside the runs, when absent */
  engine?: () => Promise<Engine>
  /** another folder of models, for tests */
  modelsDir?: string
  onProgress?: (progress: Progress) => void
}

export interface NightResult {
  runDir: string
  fingerprint: string
  businessDate: string
  dataAsOf: string
  steps: Step[]
  checks: CheckResult[]
  /** stopped: a check failed, nothing may be published */
  outcome: 'ready' | 'stopped'
  /** the same content was computed before */
  reused: boolean
}

interface Computation {
  engine: Engine
  options: NightOptions
  frozen: Frozen
  state: LakeState
  models: Model[]
  policies: ReadonlyMap<string, string>
  /** the folder that becomes the run's */
  folder: string
  steps: Steps
}

async function compute({ engine, options, frozen, state, models, policies, folder, steps }: Computation): Promise<CheckResult[]> {
  const martsDir = join(folder, 'marts')
  mkdirSync(martsDir, { recursive: true })
  const { lakeDir, attrition, challenger } = options
  await runNightModels({ engine, lakeDir, frozen, martsDir, models, state, policies, attrition, challenger, steps })
  const checks: CheckResult[] = []
  for (const model of models.filter((each) => each.layer === 'marts')) {
    await steps.run(`check ${model.name}`, async () => {
      const results = await checkModel(engine, model)
      checks.push(...results)
      return results.length
    })
  }
  return checks
}

function readRun(runDir: string): Omit<NightResult, 'reused' | 'runDir'> {
  const read = (name: string) => JSON.parse(readFileSync(join(runDir, name), 'utf8'))
  return { ...read('run.json'), checks: read('checks.json'), steps: read('timings.json') }
}

/** Was nothing delivered for a later date? */
const isNewest = (lakeDir: string, state: LakeState): boolean => readCatalog(lakeDir).deliveries.at(-1)?.businessDate === state.dataAsOf

/** What a killed night left behind is of no use to anybody. */
function removeUnfinished(dateDir: string): void {
  for (const name of existsSync(dateDir) ? readdirSync(dateDir) : [])
    if (name.startsWith('.')) rmSync(join(dateDir, name), { recursive: true, force: true })
}

/**
 * Computes all marts of a business date. A pure function of the date, the lake's state, the policies, the attrition models in force and the model files: their fingerprint names the run's folder,
 * the same content is not computed again, and computing it again gives the same bytes. Throws when the bank has delivered nothing up to the date.
 */
export async function runNight(options: NightOptions): Promise<NightResult> {
  const state = lakeStateAt(options.lakeDir, options.businessDate)
  if (!state) throw new Error(`截至 ${options.businessDate} 数据湖中没有任何数据。请先用 liuke load 装载日终数据，再运行夜间批量。`)
  const models = loadModels(options.modelsDir)
  const policies = effectiveAt(options.policies, options.businessDate)
  const engine = await (options.engine ?? (() => openDuckdbEngine({ tempDirectory: join(options.runsDir, '.spill') })))()
  try {
    const customerFiles = periodsOf(state).map((period) => customersAt(options.lakeDir, period)?.slice(options.lakeDir.length))
    const modelTexts = models.map((model) => [model.name, model.sql, model.key, model.checks, model.columns])
    const given = [options.businessDate, state.fingerprint, customerFiles, [...policies], modelTexts, engine.identity]
    const fingerprint = hashOf([...given, ...[options.attrition, options.challenger].filter((one) => one !== undefined)])
    const dateDir = join(options.runsDir, options.businessDate)
    const runDir = join(dateDir, fingerprint)
    if (existsSync(runDir)) return { ...readRun(runDir), runDir, reused: true }
    removeUnfinished(dateDir)
    const folder = join(dateDir, `.${fingerprint}`)
    const steps = recordSteps(options.onProgress ?? (() => undefined))
    const frozen: Frozen = { lakeDir: options.lakeDir, used: new Set() }
    const checks = await compute({ engine, options, frozen, state, models, policies, folder, steps })
    const outcome = checks.every((check) => check.passed) ? 'ready' : 'stopped'
    const run = { fingerprint, businessDate: options.businessDate, dataAsOf: state.dataAsOf, outcome } as const
    writeFileSync(join(folder, 'run.json'), JSON.stringify(run, null, 2))
    writeFileSync(join(folder, 'checks.json'), JSON.stringify(checks, null, 2))
    writeFileSync(join(folder, 'timings.json'), JSON.stringify(steps.done, null, 2))
    renameSync(folder, runDir)
    if (outcome === 'ready' && isNewest(options.lakeDir, state)) forgetFrozen(frozen, state.dataAsOf)
    return { ...run, runDir, steps: steps.done, checks, reused: false }
  } finally {
    await engine.close()
  }
}

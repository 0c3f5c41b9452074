import { runNight } from '../../night/run/run-night.ts'
import type { Progress } from '../../night/run/steps.ts'
import { belongsToCore } from './core-share.ts'
import { notingEngine, type Read } from './scan.ts'
import { packPolicies, type Bank } from './bank.ts'

const frozenStep = /\d{4}-\d{2}-\d{2}$|history$/

/** CPU seconds of this process while each step of a night ran. */
function cpuOfSteps(): { onProgress: (progress: Progress) => void; seconds: Map<string, number> } {
  const seconds = new Map<string, number>()
  let before = process.cpuUsage()
  return {
    seconds,
    onProgress({ step, state }) {
      if (state === 'running') before = process.cpuUsage()
      else {
        const { user, system } = process.cpuUsage(before)
        seconds.set(step, (user + system) / 1e6)
      }
    },
  }
}

/**
 * One night. Seconds by what the steps are: freezing of months, models, checks; CPU seconds of the core figures alone; and what the night has read, for the scan beside it.
 * `memory` is the engine's limit, e.g. '3GB'.
 */
export async function nightTask({ lakeDir, runsDir, date, memory }: Bank & { date: string; memory?: string }) {
  const reads: Read[] = []
  const cpu = cpuOfSteps()
  const night = await runNight({
    lakeDir,
    runsDir,
    businessDate: date,
    policies: packPolicies(),
    engine: () => notingEngine(reads, { runsDir, memory }),
    onProgress: cpu.onProgress,
  })
  if (night.outcome === 'stopped')
    throw new Error(`checks failed: ${JSON.stringify(night.checks.filter((check) => !check.passed).slice(0, 3))}`)
  const spent = (belongs: (step: string) => boolean) =>
    night.steps.filter((step) => belongs(step.model)).reduce((sum, step) => sum + step.milliseconds, 0) / 1000
  const check = (step: string) => step.startsWith('check ')
  const isCore = belongsToCore()
  return {
    runDir: night.runDir,
    reads,
    months: spent((step) => frozenStep.test(step)),
    checks: spent(check),
    models: spent((step) => !check(step) && !frozenStep.test(step)),
    coreCpuSeconds: [...cpu.seconds].reduce((sum, [step, seconds]) => sum + (isCore(step) ? seconds : 0), 0),
    customers: night.steps.find((step) => step.model === 'customer')?.rows ?? 0,
    steps: [...cpu.seconds]
      .map(([step, seconds]) => ({ step, cpuSeconds: Math.round(seconds * 100) / 100 }))
      .sort((a, b) => b.cpuSeconds - a.cpuSeconds),
  }
}

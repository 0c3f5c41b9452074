import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { CheckResult } from '../../../../night/run/checks.ts'
import type { Step } from '../../../../night/run/steps.ts'
import { givenFile } from '../given.ts'
import { ExtentError } from './extent.ts'

const runFile = z.object({ fingerprint: z.string(), businessDate: z.string(), dataAsOf: z.string(), outcome: z.enum(['ready', 'stopped']) })

/** A night that was computed, by whomever, and passed its checks. */
export interface FinishedRun {
  runDir: string
  fingerprint: string
  businessDate: string
  dataAsOf: string
  checks: CheckResult[]
  steps: Step[]
}

/**
 * The night of a business date (the newest when left out) that was computed last. Throws {@link ExtentError} when there is none, or when its checks did not pass: an
 * older one of the date is not published in its place.
 */
export function finishedRun(runsDir: string, businessDate: string | undefined): FinishedRun {
  const date = businessDate ?? datesOf(runsDir).at(-1)
  const folder = join(runsDir, date ?? 'none')
  const runs = (date !== undefined && existsSync(folder) ? readdirSync(folder) : []).filter(
    (name) => !name.startsWith('.') && existsSync(join(folder, name, 'run.json')),
  )
  const noteOf = (name: string) => [givenFile(join(folder, name)), join(folder, name, 'run.json')].find(existsSync) ?? folder
  const writtenAt = (name: string) => statSync(noteOf(name)).mtimeMs
  const newest = runs.sort((a, b) => writtenAt(a) - writtenAt(b) || (a < b ? -1 : 1)).at(-1)
  if (newest === undefined)
    throw new ExtentError(
      `${businessDate ? `业务日期 ${businessDate} ` : ''}还没有计算好的夜间批量。请先在总行运行 liuke night --compute-only。`,
    )
  const runDir = join(folder, newest)
  const read = (name: string): unknown => JSON.parse(readFileSync(join(runDir, name), 'utf8'))
  const run = runFile.parse(read('run.json'))
  if (run.outcome === 'stopped')
    throw new ExtentError(`业务日期 ${run.businessDate} 最近一次计算没有通过检查，不能发布。请在总行核对检查列出的行，重新装载后再计算。`)
  return {
    runDir,
    fingerprint: run.fingerprint,
    businessDate: run.businessDate,
    dataAsOf: run.dataAsOf,
    checks: read('checks.json') as CheckResult[],
    steps: read('timings.json') as Step[],
  }
}

const datesOf = (runsDir: string): string[] =>
  (existsSync(runsDir) ? readdirSync(runsDir) : []).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name)).sort()

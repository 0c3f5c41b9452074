import {
  BusyError,
  ExtentError,
  loadDelivery,
  publishBranch,
  runAndPublishNight,
  type BranchRequest,
  type LoadProgress,
  type LoadResult,
  type NightOutcome,
  type NightRequest,
} from '../modules/extract/index.ts'
import type { Databases } from '../platform/database/pools.ts'
import type { Home } from '../platform/home.ts'
import { asStep, type Progress } from '../platform/terminal/progress.ts'
import { CommandEnd, exitCodes } from './command-context.ts'

/** Loads and nights of one home, with their progress in the terminal. */
export interface NightWork {
  load(delivery: { from: string; mapping: string; businessDate?: string | undefined }): Promise<LoadResult>
  /** the newest delivered business date when left out */
  night(businessDate?: string, how?: Pick<NightRequest, 'engine' | 'computeOnly'>): Promise<NightOutcome>
  /** a branch's part of the newest computed night, or of a date's, into its own database */
  publish(wish: Pick<BranchRequest, 'branch' | 'businessDate' | 'changeBranch'>): Promise<NightOutcome>
}

export const loadOutcomes = { loaded: '已装载', unchanged: '内容与已装载的相同，没有变化', refused: '被拒绝' } as const
const loadSteps: Record<LoadProgress['step'], string> = {
  scan: '扫描',
  read: '读取',
  type: '转换',
  check: '校验',
  write: '写入',
  swap: '生效',
}

/** Throws {@link CommandEnd} with `refused` when somebody else loads or runs a night, or the database is for something else. */
export function createNightWork({ home, databases, progress }: { home: Home; databases: Databases; progress: Progress }): NightWork {
  return {
    load: ({ from, mapping, businessDate }) =>
      busyIsRefused(() =>
        asStep(
          progress,
          `装载 ${from}`,
          (step) => {
            const onProgress = ({ step: name, item, done, total }: LoadProgress) =>
              step.update(total > 0 ? done / total : 0, `${loadSteps[name]} ${item}`)
            return loadDelivery(databases, { lakeDir: home.lake, reportsDir: home.reports, from, mapping, businessDate, onProgress })
          },
          (loaded) => loadOutcomes[loaded.outcome],
        ),
      ),
    night: (businessDate, how) =>
      busyIsRefused(() =>
        asStep(
          progress,
          `夜间批量 ${businessDate ?? '（最新业务日期）'}`,
          (step) =>
            runAndPublishNight(databases, {
              lakeDir: home.lake,
              runsDir: home.runs,
              businessDate,
              ...how,
              onProgress: (steps) => step.update(...shareOf(steps)),
            }),
          outcomeText,
        ),
      ),
    publish: (wish) =>
      busyIsRefused(() =>
        asStep(
          progress,
          `发布机构 ${wish.branch}`,
          (step) =>
            publishBranch(databases, {
              lakeDir: home.lake,
              runsDir: home.runs,
              ...wish,
              onProgress: (steps) => step.update(...shareOf(steps)),
            }),
          outcomeText,
        ),
      ),
  }
}

const shareOf = (steps: readonly NightOutcome['steps'][number][]): [number, string | undefined] => [
  steps.filter((one) => one.state === 'done').length / steps.length,
  steps.find((one) => one.state === 'running')?.step,
]

const outcomeText = ({ outcome, customers }: NightOutcome): string => {
  if (outcome === 'stopped') return '检查未通过，没有发布'
  return `${outcome === 'published' ? '已发布' : '已计算，没有发布'}，${customers?.toLocaleString('zh-CN') ?? '—'} 位客户`
}

/** Throws {@link CommandEnd} with `refused` where somebody else is at work, or the database is for something else. */
export async function busyIsRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BusyError || error instanceof ExtentError) throw new CommandEnd(exitCodes.refused, error.message)
    throw error
  }
}

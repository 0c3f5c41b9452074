import {
  BusyError,
  loadDelivery,
  runAndPublishNight,
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
  night(businessDate?: string, engine?: NightRequest['engine']): Promise<NightOutcome>
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

/** Throws {@link CommandEnd} with `refused` when somebody else loads or runs a night. */
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
    night: (businessDate, engine) =>
      busyIsRefused(() =>
        asStep(
          progress,
          `夜间批量 ${businessDate ?? '（最新业务日期）'}`,
          (step) =>
            runAndPublishNight(databases, {
              lakeDir: home.lake,
              runsDir: home.runs,
              businessDate,
              ...(engine ? { engine } : {}),
              onProgress: (steps) => {
                const running = steps.find((one) => one.state === 'running')
                step.update(steps.filter((one) => one.state === 'done').length / steps.length, running?.step)
              },
            }),
          (night) =>
            night.outcome === 'published' ? `已发布，${night.customers?.toLocaleString('zh-CN') ?? '—'} 位客户` : '检查未通过，没有发布',
        ),
      ),
  }
}

async function busyIsRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BusyError) throw new CommandEnd(exitCodes.refused, error.message)
    throw error
  }
}

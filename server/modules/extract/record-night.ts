import type { NightResult } from '../../../night/run/run-night.ts'
import type { Published } from '../../../night/run/publish/publish.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { StepRecord } from './contract.ts'
import { saveLatest } from './latest.ts'
import { beginNight, endNight, failAbandonedNights, saveSteps } from './night.sql.ts'
import { stepList, type StepList } from './step-list.ts'

export interface NightOutcome {
  nightId: number
  /** computed: others publish it; stopped: checks failed, nothing was published and the screens still show the night before */
  outcome: 'published' | 'computed' | 'stopped'
  businessDate: string
  dataAsOf: string
  /** customers of the night, of a branch's those that it published */
  customers: number | null
  steps: StepRecord[]
  checks: NightResult['checks']
  /** undefined when nothing was published */
  published: Published | undefined
}

/** A night on record: what it shows of itself while it runs. */
export interface Running {
  nightId: number
  list: StepList
  changed: () => void
}

const abandoned = '夜间批量中途被中断，已发布的数据没有变化。重新运行即可接着完成。'

/** Keeps record of a night from its beginning to its end, however it ends; call only while no other night can be running. Throws what `work` throws. */
export async function recordNight(
  owner: Database,
  about: { businessDate: string; steps: readonly string[]; onProgress: ((steps: readonly StepRecord[]) => void) | undefined },
  work: (running: Running) => Promise<NightOutcome>,
): Promise<NightOutcome> {
  await failAbandonedNights(owner, abandoned)
  const list = stepList(about.steps)
  const nightId = await beginNight(owner, about.businessDate, list.steps)
  const saved = saveLatest((steps: readonly StepRecord[]) => saveSteps(owner, nightId, steps))
  const changed = () => {
    saved.put(list.steps)
    about.onProgress?.(list.steps)
  }
  try {
    const outcome = await work({ nightId, list, changed })
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

function stoppedMessage({ checks }: NightOutcome): string {
  const failed = checks.filter((check) => !check.passed)
  const named = failed.slice(0, 3).map(({ model, check, failures }) => `${model}「${check}」${failures} 行`)
  return `${failed.length} 项检查没有通过，没有发布，屏幕上仍是上一次的数据：${named.join('；')}${failed.length > 3 ? ' 等' : ''}。请核对检查列出的行。`
}

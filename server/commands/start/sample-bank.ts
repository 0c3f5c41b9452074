import { join } from 'node:path'
import { simulateBank } from '../../../simulate/index.ts'
import { addDays, expectedDataDate } from '../../platform/calendar.ts'
import type { Home } from '../../platform/home.ts'
import { readState, writeState } from '../../platform/state-file.ts'
import { asStep, type Progress } from '../../platform/terminal/progress.ts'
import type { NightWork } from '../night-work.ts'
import { CommandEnd, exitCodes } from '../command-context.ts'

/** The bank that a first start makes: one sub-branch with a core outlet and two satellites, always the same but for its dates. */
const sample = { outlets: 3, customersPerOutlet: 20_000, seed: 1 }

export interface SampleWish {
  home: Home
  env: NodeJS.ProcessEnv
  now: Date
  progress: Progress
  /** business dates that were published already */
  published: readonly string[]
  work: NightWork
  /** done when a night is published and before the newest one runs, with both dates */
  beforeNewest: (done: string, newest: string) => Promise<void>
}

/**
 * Whether this home is one with a sample bank that is not complete yet: nothing was ever published, or a start was interrupted on the way.
 * `LIUKE_SKIP_SAMPLE` keeps it from being begun.
 */
export function sampleIsWanted(home: Home, env: NodeJS.ProcessEnv, published: readonly string[]): boolean {
  const { sampleDates } = readState(home)
  if (sampleDates) return sampleDates.some((date) => !published.includes(date))
  return published.length === 0 && !env['LIUKE_SKIP_SAMPLE']
}

/**
 * Makes the sample bank up to the day before today, loads its two business dates and runs their nights. Each part is done only as far as it is
 * missing, so that an interrupted start goes on where it was.
 */
export async function makeSampleBank({ home, env, now, progress, published, work, beforeNewest }: SampleWish): Promise<void> {
  const { dates, customersPerOutlet } = settle(home, env, now)
  await asStep(
    progress,
    `建立样例银行（${sample.outlets} 个网点，每个 ${customersPerOutlet.toLocaleString('zh-CN')} 位客户）`,
    async (step) => {
      const onProgress = ({ text, done, total }: { text: string; done: number; total: number }) => step.update(done / total, text)
      await simulateBank({
        out: home.incoming,
        outlets: sample.outlets,
        customersPerOutlet,
        seed: sample.seed,
        businessDates: dates,
        onProgress,
      })
    },
  )
  for (const [at, businessDate] of dates.entries()) {
    if (published.includes(businessDate)) continue
    const before = at === dates.length - 1 ? dates[at - 1] : undefined
    if (before !== undefined) await beforeNewest(before, businessDate)
    await work.load({ from: join(home.incoming, businessDate), mapping: 'canonical', businessDate })
    await work.night(businessDate)
  }
}

/** The dates and the size are settled by the first start and kept by those that go on after it. */
function settle(home: Home, env: NodeJS.ProcessEnv, now: Date): { dates: readonly string[]; customersPerOutlet: number } {
  const state = readState(home)
  const customersPerOutlet = state.sampleCustomers ?? Number(env['LIUKE_SAMPLE_CUSTOMERS'] || sample.customersPerOutlet)
  if (!Number.isInteger(customersPerOutlet) || customersPerOutlet < 1) {
    throw new CommandEnd(exitCodes.usage, `LIUKE_SAMPLE_CUSTOMERS=${env['LIUKE_SAMPLE_CUSTOMERS']} 不是正整数（每个网点的客户数）。`)
  }
  const newest = expectedDataDate(now)
  const dates = state.sampleDates ?? [addDays(newest, -1), newest]
  const begun = state.sampleDates ? {} : ({ sampleLife: 'wanted' } as const)
  writeState(home, { ...state, ...begun, sampleDates: dates, sampleCustomers: customersPerOutlet })
  return { dates, customersPerOutlet }
}

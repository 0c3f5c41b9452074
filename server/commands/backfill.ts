import { Argument } from 'commander'
import { resolve } from 'node:path'
import { readCatalog } from '../../night/extract/catalog.ts'
import { backfillDates, remainingOf } from './backfill/dates.ts'
import { deliveriesBelow, deliveriesOfDates } from './backfill/deliveries.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import { createNightWork, type NightWork } from './night-work.ts'
import type { Register } from './program.ts'

interface BackfillOptions {
  mapping: string
  everyDay: boolean
  dates?: string
}

/** `liuke backfill`: loads a bank's past and runs its nights, oldest first; what is done already is not done again. */
export const backfillCommand: Register = (program, context) => {
  program
    .command('backfill')
    .description('补历史：装载目录下各业务日期的报送，再逐月（或逐日）运行夜间批量；中断后重新运行即接着做')
    .addArgument(new Argument('[目录]', '每个业务日期一个子目录，形如 2026-01-31；省略则只计算已装载的日期'))
    .option('--mapping <名称>', '映射：canonical 或 night/mappings 下的目录名', 'canonical')
    .option('--dates <日期,…>', '目录里同时放着这些业务日期的文件，由映射区分，例如 2019-09-30,2019-12-31')
    .option('--every-day', '计算近 13 个月每个已装载的日期，而不只是各月最后一个', false)
    .action(async (folder: string | undefined, { mapping, everyDay, dates: given }: BackfillOptions) => {
      const home = context.home()
      if (given !== undefined && folder === undefined) throw new CommandEnd(exitCodes.usage, '--dates 要同时给出目录。')
      const deliveries =
        folder === undefined ? [] : given === undefined ? deliveriesBelow(resolve(folder)) : deliveriesOfDates(resolve(folder), given)
      const done = await withDatabases(context, home, async ({ databases }) => {
        const work = createNightWork({ home, databases, progress: context.progress })
        for (const { from, businessDate } of deliveries) await load(work, from, mapping, mapping === 'canonical' ? undefined : businessDate)
        const dates = backfillDates(
          readCatalog(home.lake).deliveries.map((delivery) => delivery.businessDate),
          everyDay,
        )
        if (dates.length === 0) throw new CommandEnd(exitCodes.usage, '还没有装载任何数据。请给出报送所在的目录，或先运行 liuke load。')
        return runNights(work, dates, (text) => process.stderr.write(`${text}\n`))
      })
      context.result({ loaded: deliveries.length, nights: done }, `已补 ${done.length} 个业务日期：${done[0]} 至 ${done.at(-1)}。`)
    })
}

async function load(work: NightWork, from: string, mapping: string, businessDate: string | undefined): Promise<void> {
  const loaded = await work.load({ from, mapping, businessDate })
  if (loaded.outcome !== 'refused') return
  const [first] = loaded.problems
  const place = first
    ? `${first.file} ${first.line === null ? '' : `第 ${first.line} 行`}：实际 ${first.found}，应为 ${first.expected}`
    : ''
  throw new CommandEnd(
    exitCodes.refused,
    `业务日期 ${loaded.businessDate} 的报送被拒绝，${loaded.problemCount} 处问题，例如 ${place}\n完整报告：${loaded.reportFile}\n更正后重新运行同一命令，已装载的日期不会重做。`,
  )
}

async function runNights(work: NightWork, dates: readonly string[], say: (text: string) => void): Promise<string[]> {
  const took: number[] = []
  for (const [index, date] of dates.entries()) {
    const started = performance.now()
    const night = await work.night(date)
    if (night.outcome === 'stopped') {
      const failed = night.checks.find((check) => !check.passed)
      throw new CommandEnd(
        exitCodes.refused,
        `业务日期 ${date} 的检查没有通过（${failed?.model}「${failed?.check}」，${failed?.failures} 行）。请更正这些数据、重新装载，再运行同一命令，已完成的日期不会重做。`,
      )
    }
    took.push(performance.now() - started)
    const left = dates.length - index - 1
    const remaining = remainingOf(took, left)
    if (left > 0 && remaining !== undefined)
      say(`  ${index + 1}/${dates.length} 完成，预计还需 ${Math.max(1, Math.round(remaining / 60_000))} 分钟`)
  }
  return [...dates]
}

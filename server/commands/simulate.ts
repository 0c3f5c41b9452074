import { InvalidArgumentError } from 'commander'
import { resolve } from 'node:path'
import { businessDatesFrom, simulateBank, SimulateError } from '../../simulate/index.ts'
import { addDays, expectedDataDate } from '../platform/calendar.ts'
import { asStep } from '../platform/terminal/progress.ts'
import { CommandEnd, exitCodes } from './command-context.ts'
import type { Register } from './program.ts'

const positive = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('要正整数。')
  return value
}

/** `liuke simulate`: a synthetic bank of any size, as canonical deliveries that `liuke load` takes in. */
export const simulateCommand: Register = (program, context) => {
  program
    .command('simulate')
    .description('生成一家模拟银行的日终数据（规范格式），可用 liuke load 装载')
    .requiredOption('--out <目录>', '输出目录，每个业务日期一个子目录')
    .option('--outlets <数>', '网点数', positive, 3)
    .option('--customers <数>', '每个网点的客户数', positive, 20_000)
    .option('--seed <数>', '随机种子，相同参数得到相同的银行', positive, 1)
    .option('--from <日期>', '第一个业务日期，形如 2026-01-31（默认：昨天之前 --days 天）')
    .option('--days <数>', '连续的业务日期数', positive, 2)
    .action(async (options: { out: string; outlets: number; customers: number; seed: number; from?: string; days: number }) => {
      const out = resolve(options.out)
      const first = options.from ?? addDays(expectedDataDate(context.now()), 1 - options.days)
      const label = `生成模拟银行（${options.outlets} 个网点，每个 ${options.customers} 位客户）`
      try {
        const made = await asStep(context.progress, label, (step) =>
          simulateBank({
            out,
            outlets: options.outlets,
            customersPerOutlet: options.customers,
            seed: options.seed,
            businessDates: businessDatesFrom(first, options.days),
            onProgress: ({ text, done, total }) => step.update(done / total, text),
          }),
        )
        const next = [...made.kept, ...made.written].sort().map((date) => `  liuke load ${out}/${date} && liuke night --date ${date}`)
        context.result(
          { out, ...made },
          `已写入 ${made.written.length} 个业务日期，已有 ${made.kept.length} 个：${out}\n接下来：\n${next.join('\n')}`,
        )
      } catch (error) {
        if (error instanceof SimulateError) throw new CommandEnd(exitCodes.refused, error.message)
        throw error
      }
    })
}

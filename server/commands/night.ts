import type { NightOutcome } from '../modules/extract/index.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import { engineNames, engineOf, type EngineWish } from './night-engine.ts'
import { createNightWork } from './night-work.ts'
import type { Register } from './program.ts'

/** `liuke night`: computes the marts of a business date, checks them, and publishes them all at once. */
export const nightCommand: Register = (program, context) => {
  program
    .command('night')
    .description('运行一个业务日期的夜间批量：计算、检查、发布；检查不通过就不发布')
    .option('--date <日期>', '业务日期，形如 2019-09-30（默认：最新装载的业务日期）')
    .option('--compute-only', '只计算和检查，不发布：总行为各分行库计算时使用')
    .option('--engine <引擎>', `计算引擎：${engineNames.join('、')}`, 'duckdb')
    .option('--memory <大小>', 'DuckDB 最多使用的内存，形如 3GB；放不下的部分写到磁盘（默认 6GB）')
    .option('--master <地址>', 'Spark 集群，例如 spark://host:7077、yarn；Spark 取自 SPARK_HOME，数据湖须在各节点同一路径可读写')
    .action(async ({ date, computeOnly, ...wish }: { date?: string; computeOnly?: boolean } & EngineWish) => {
      if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(date))
        throw new CommandEnd(exitCodes.usage, `--date ${date} 不是日期，应形如 2019-09-30。`)
      const home = context.home()
      const engine = engineOf(home, wish)
      const night = await withDatabases(context, home, ({ databases }) =>
        createNightWork({ home, databases, progress: context.progress }).night(date, { engine, computeOnly }),
      )
      context.result({ ...night, seconds: secondsOf(night) }, describe(night))
      if (night.outcome === 'stopped') throw new CommandEnd(exitCodes.refused, '')
    })
}

export const secondsOf = ({ steps }: NightOutcome) => Math.round(steps.reduce((sum, step) => sum + (step.milliseconds ?? 0), 0) / 100) / 10

function describe(night: NightOutcome): string {
  if (night.outcome === 'published') {
    return `业务日期 ${night.businessDate} 已发布：数据截至 ${night.dataAsOf}，${night.customers?.toLocaleString('zh-CN') ?? '—'} 位客户，用时 ${secondsOf(night)} 秒。`
  }
  if (night.outcome === 'computed') {
    return `业务日期 ${night.businessDate} 已计算，没有发布：数据截至 ${night.dataAsOf}，${night.customers?.toLocaleString('zh-CN') ?? '—'} 位客户，用时 ${secondsOf(night)} 秒。各分行运行 liuke publish --branch <机构号>。`
  }
  const failed = night.checks.filter((check) => !check.passed)
  const lines = failed.map(
    ({ model, check, failures, sample }) => `  ✗ ${model}「${check}」：${failures} 行，例如 ${JSON.stringify(sample[0] ?? {})}`,
  )
  return `业务日期 ${night.businessDate} 没有发布：${failed.length} 项检查没有通过，屏幕上仍是上一次的数据。\n${lines.join('\n')}\n请核对这些行，重新装载后再运行。`
}

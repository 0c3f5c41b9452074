import { Argument } from 'commander'
import { resolve } from 'node:path'
import { problemCodes } from '../../night/extract/problems.ts'
import type { LoadResult } from '../modules/extract/index.ts'
import { textTable } from '../platform/terminal/table.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import { createNightWork, loadOutcomes } from './night-work.ts'
import type { Register } from './program.ts'

/** `liuke load`: takes one delivery of a bank into the lake, all or nothing. */
export const loadCommand: Register = (program, context) => {
  program
    .command('load')
    .description('装载一个业务日期的日终数据：校验全部通过才生效，否则拒绝并给出报告')
    .addArgument(new Argument('目录', '报送所在的目录'))
    .option('--mapping <名称>', '映射：canonical 或 night/mappings 下的目录名', 'canonical')
    .option('--date <日期>', '业务日期，形如 2019-09-30；规范格式的报送自带日期')
    .action(async (folder: string, options: { mapping: string; date?: string }) => {
      const home = context.home()
      const delivery = { from: resolve(folder), mapping: options.mapping, businessDate: options.date }
      const result = await withDatabases(context, home, ({ databases }) =>
        createNightWork({ home, databases, progress: context.progress }).load(delivery),
      )
      context.result(result, describe(result))
      if (result.outcome === 'refused') throw new CommandEnd(exitCodes.refused, '')
    })
}

/** How many problems the terminal shows; the report has the rest. */
const shown = 10

function describe(result: LoadResult): string {
  const head = `业务日期 ${result.businessDate}：${loadOutcomes[result.outcome]}`
  if (result.outcome !== 'refused') {
    const rows = result.tables.map((one) => [one.table, one.rows.toLocaleString('zh-CN'), one.controlSum ?? ''])
    return `${head}，共 ${result.rows.toLocaleString('zh-CN')} 行\n${textTable(['表', '行数', '控制总额'], rows)}\n接下来：liuke night --date ${result.businessDate}`
  }
  const problems = result.problems.slice(0, shown).map(({ file, line, column, code, found, expected }) => {
    const place = [file, line === null ? '' : `第 ${line} 行`, column ?? ''].filter(Boolean).join(' ')
    const [meaning, remedy] = problemCodes[code]
    return `  ✗ ${place}：${meaning}（${code}）\n      实际：${found}　应为：${expected}\n      → ${remedy}`
  })
  const report = result.reportFile ? `\n完整报告：${result.reportFile}` : ''
  return `${head}，${result.problemCount} 处问题。之前的数据不受影响，屏幕照常显示。\n${problems.join('\n')}${report}`
}

import { resolve } from 'node:path'
import { cellFreshness, collectTotals, readCellList, type CellFreshness } from '../modules/extract/index.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import { busyIsRefused } from './night-work.ts'
import type { Register } from './program.ts'

/** `liuke totals collect | show`: the outlet totals of all branches' databases, at head office. */
export const totalsCommand: Register = (program, context) => {
  const totals = program.command('totals').description('总行汇总：从各分行库读取网点汇总（没有客户数据）')

  totals
    .command('collect')
    .description('从各分行库读取网点汇总并一次发布到本库；读不到的分行保留上一次的数据，并说明是哪一个；有这样的分行时退出码为 3')
    .requiredOption('--from <文件>', 'cells.yml：各分行库的机构号和地址（docs/scale.md）')
    .action(async ({ from }: { from: string }) => {
      const home = context.home()
      const cells = readCellList(resolve(from), context.env)
      const collected = await withDatabases(context, home, ({ databases }) =>
        busyIsRefused(() => collectTotals(databases, { cells, runsDir: home.runs, now: context.now() })),
      )
      const { published, ...result } = collected
      const head = `网点汇总已发布：业务日期 ${collected.businessDate}，${published.unchanged ? '与上次相同' : `${collected.cells.reduce((sum, cell) => sum + cell.outlets, 0)} 个网点`}。`
      context.result(result, `${head}\n${collected.cells.map(lineOf).join('\n')}`)
      if (collected.missing.length > 0) throw new CommandEnd(exitCodes.refused, `没有交来新数据的分行：${collected.missing.join('、')}。`)
    })

  totals
    .command('show')
    .description('各分行的网点汇总截至哪一天')
    .action(async () => {
      const cells = await withDatabases(context, context.home(), ({ databases }) => cellFreshness(databases.owner))
      context.result({ cells }, cells.length > 0 ? cells.map(lineOf).join('\n') : '还没有读取过分行的网点汇总。')
    })
}

function lineOf({ branch, name, businessDate, dataAsOf, outlets, customers, problem }: CellFreshness): string {
  const of =
    businessDate === null
      ? '从未交来'
      : `业务日期 ${businessDate}，数据截至 ${dataAsOf}，${outlets} 个网点，${customers.toLocaleString('zh-CN')} 位客户`
  return `  ${problem === null ? '✓' : '✗'} ${branch} ${name}：${of}${problem === null ? '' : `（本次：${problem}）`}`
}

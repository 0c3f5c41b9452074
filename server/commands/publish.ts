import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import { secondsOf } from './night.ts'
import { createNightWork } from './night-work.ts'
import type { Register } from './program.ts'

interface PublishWish {
  branch: string
  date?: string
  changeBranch?: boolean
}

/** `liuke publish --branch`: a branch's part of a night that head office has computed, into the branch's own database. */
export const publishCommand: Register = (program, context) => {
  program
    .command('publish')
    .description('把总行算好的夜间批量中一个分行（或支行）的部分发布到它自己的数据库（DATABASE_URL）；不计算')
    .requiredOption('--branch <机构号>', '发布这个机构及其下级机构的客户')
    .option('--date <日期>', '业务日期，形如 2019-09-30（默认：最近算好的业务日期）')
    .option('--change-branch', '这个数据库原来发布的是别的机构，从现在起改为 --branch（拆分分行时使用）')
    .action(async ({ branch, date, changeBranch }: PublishWish) => {
      if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(date))
        throw new CommandEnd(exitCodes.usage, `--date ${date} 不是日期，应形如 2019-09-30。`)
      const home = context.home()
      const night = await withDatabases(context, home, ({ databases }) =>
        createNightWork({ home, databases, progress: context.progress }).publish({ branch, businessDate: date, changeBranch }),
      )
      const { customers, published } = night
      const written = published?.tables.reduce((sum, table) => sum + table.written, 0) ?? 0
      context.result(
        { ...night, seconds: secondsOf(night) },
        `机构 ${branch}：业务日期 ${night.businessDate} 已发布，数据截至 ${night.dataAsOf}，${customers?.toLocaleString('zh-CN') ?? '—'} 位客户，写入 ${written.toLocaleString('zh-CN')} 行。`,
      )
    })
}

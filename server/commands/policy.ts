import { installPack, packNames, policyTable } from '../modules/policy/index.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import type { Register } from './program.ts'

/** `liuke policy pack | table`: the regulation pack of the install, and all policies as a page. */
export const policyCommand: Register = (program, context) => {
  const policy = program.command('policy').description('政策：选择政策包、列出全部政策')

  policy
    .command('pack')
    .description('查看政策包；在首次启动之前写出名称，可为新安装选定政策包')
    .argument('[名称]', '政策包名称')
    .action(async (name: string | undefined) => {
      if (name !== undefined && !packNames().includes(name))
        throw new CommandEnd(exitCodes.usage, `没有政策包 ${name}，可用的有：${packNames().join('、')}`)
      const asking = name === undefined ? context : { ...context, env: { ...context.env, LIUKE_PACK: name }, tell: () => undefined }
      const { pack, refused } = await withDatabases(asking, context.home(), ({ databases }) => installPack(databases.owner, name))
      if (refused !== undefined)
        throw new CommandEnd(
          exitCodes.refused,
          `本行已安装政策包 ${pack}，命令行不能更换。请由总行或合规人员在“政策”页面提出更换为 ${refused}，经合规复核后从所定日期起生效。`,
        )
      context.result({ pack, available: packNames() }, `政策包：${pack}（可用的有：${packNames().join('、')}）`)
    })

  policy
    .command('table')
    .description('以 Markdown 列出全部政策的名称、默认值和允许范围（docs/policies.md）')
    .action(() => {
      const table = policyTable()
      context.result({ table }, table.trimEnd())
    })
}

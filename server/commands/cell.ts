import { ownRows } from '../modules/extract/index.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import type { Register } from './program.ts'

/** `liuke cell rows`: what people have written about an institution's customers, to prove that a move lost nothing (docs/scale.md). */
export const cellCommand: Register = (program, context) => {
  const cell = program.command('cell').description('分行库：迁移前后核对')
  cell
    .command('rows')
    .description('一个机构及其下级的客户在本库有多少人工记录（联系、承诺、同意、留存单、积分……），逐表的行数和内容指纹')
    .argument('<机构号>', '网点、支行或分行的机构号')
    .action(async (code: string) => {
      const found = await withDatabases(context, context.home(), ({ databases }) => ownRows(databases.owner, code))
      if (!found) throw new CommandEnd(exitCodes.usage, `本库没有机构 ${code}。`)
      const lines = found.tables.map(({ table, rows, digest }) => `  ${table}\t${rows.toLocaleString('zh-CN')} 行\t${digest}`)
      context.result({ code, ...found }, [`机构 ${code}：${found.customers.toLocaleString('zh-CN')} 位客户`, ...lines].join('\n'))
    })
}

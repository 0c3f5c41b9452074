import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { loadCalendar, readCalendar } from '../modules/privacy/index.ts'
import { CommandEnd, exitCodes, withDatabases } from './command-context.ts'
import type { Register } from './program.ts'

/** `liuke calendar load <file>`: holidays and weekends worked of a year, in one go. */
export const calendarCommand: Register = (program, context) => {
  program
    .command('calendar')
    .description('节假日与调休')
    .command('load')
    .argument('<文件>', 'UTF-8 文本，一行一天：日期,休|班,名称，例如 2027-02-06,休,春节')
    .description('导入节假日与调休；已登记的同一天以文件为准')
    .action((file: string) =>
      withDatabases(context, context.home(), async ({ databases }) => {
        const read = readCalendar(textOf(file))
        if ('problems' in read) throw new CommandEnd(exitCodes.refused, `文件没有导入：\n  ${read.problems.join('\n  ')}`)
        await loadCalendar(databases.owner, read.days, basename(file))
        context.result({ days: read.days.length }, `已登记 ${read.days.length} 天。`)
      }),
    )
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CommandEnd(exitCodes.usage, `读不到文件 ${file}：${error instanceof Error ? error.message : String(error)}`)
  }
}

import type { Command } from 'commander'
import { resolve } from 'node:path'
import { watchModel } from '../../modules/retention/index.ts'
import { CommandEnd, exitCodes, withDatabases, type CommandContext } from '../command-context.ts'
import { saidInWords } from './model-file.ts'
import { openNight } from './night-table.ts'

interface WatchOptions {
  night: string
  labels?: string
  labelKey?: string
  label?: string
  positive?: string
}

/** Columns told of at most. */
const shown = 8

/** `liuke learn watch`: how far a night's customers have moved from those the model in force learned from, and how it did on labels known since. */
export function registerWatch(learn: Command, context: CommandContext): void {
  learn
    .command('watch')
    .description('漂移报告：某晚的客户与学习时相比变了多少，有标签时在用模型做得如何；结果记入系统，在“流失模型”屏幕可看')
    .requiredOption('--night <业务日期>', '看哪一晚的客户（该晚的夜间批量已完成）')
    .option('--labels <文件>', '按客户号给出后来结果的表，用来核对校准')
    .option('--label-key <列>', '标签表里的客户号列')
    .option('--label <列>', '标签列')
    .option('--positive <值>', '标签里表示“流失”的值')
    .action((options: WatchOptions) => saidInWords(() => watch(options, context)))
}

async function watch({ night, labels, labelKey, label, positive }: WatchOptions, context: CommandContext): Promise<void> {
  if ([labels, labelKey, label].some((one) => one === undefined) && [labels, labelKey, label].some((one) => one !== undefined))
    throw new CommandEnd(exitCodes.usage, '--labels、--label-key、--label 要一起给出。')
  const joined = labels !== undefined && labelKey !== undefined && label !== undefined
  const given = await openNight(context, night, joined ? { labels: resolve(labels), labelKey, label } : undefined)
  try {
    const look = {
      table: given.file,
      businessDate: night,
      ...(joined ? { label: { column: label, ...(positive === undefined ? {} : { positive }) } } : {}),
    }
    const seen = await withDatabases(context, context.home(), ({ databases }) => watchModel(databases.owner, look, context.now()))
    if (!seen) throw new CommandEnd(exitCodes.refused, `${night} 没有在用的流失模型。请先用 liuke learn propose 提交并经复核。`)
    const { version, drift } = seen
    const moved = drift.features.slice(0, shown).map(({ feature, index }) => `  ${feature}  ${index.toFixed(3)}`)
    const came = drift.came
      ? `\n有标签 ${drift.came.measures.rows} 户：说的平均概率 ${percent(drift.came.measures.said)}，真实 ${percent(drift.came.measures.came)}，AUC ${drift.came.measures.auc?.toFixed(3) ?? '–'}。`
      : ''
    context.result(
      { version, drift },
      `流失模型 v${version}，${night} 的 ${drift.rows} 户。\n概率的稳定性指数：${drift.score === null ? '模型说明里没有可比的分布' : drift.score.toFixed(3)}；各字段（变化最大的在前）：\n${moved.join('\n')}${came}\n已记入，可在“流失模型”查看。`,
    )
  } finally {
    given.close()
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

import type { Command } from 'commander'
import { resolve } from 'node:path'
import { driftOf, type Measures } from '../../../learn/index.ts'
import { watchModel } from '../../modules/retention/index.ts'
import { CommandEnd, exitCodes, withDatabases, type CommandContext } from '../command-context.ts'
import { readModelFile, saidInWords } from './model-file.ts'
import { openNight } from './night-table.ts'

interface WatchOptions {
  night: string
  labels?: string
  labelKey?: string
  label?: string
  positive?: string
  challenger?: string
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
    .option('--challenger <文件>', '另一个模型（liuke learn fit 写出的目录或 model.json），在同样的客户上与在用模型比较；不影响任何打分')
    .action((options: WatchOptions) => saidInWords(() => watch(options, context)))
}

async function watch({ night, labels, labelKey, label, positive, challenger }: WatchOptions, context: CommandContext): Promise<void> {
  if ([labels, labelKey, label].some((one) => one === undefined) && [labels, labelKey, label].some((one) => one !== undefined))
    throw new CommandEnd(exitCodes.usage, '--labels、--label-key、--label 要一起给出。')
  if (challenger !== undefined && label === undefined)
    throw new CommandEnd(exitCodes.usage, '比较两个模型要有后来的结果：请同时给出 --labels、--label-key、--label。')
  const other = challenger === undefined ? undefined : readModelFile(resolve(challenger))
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
    const against = other && look.label ? await driftOf(given.file, other, look.label) : undefined
    const compared = against?.came && drift.came ? `\n${comparedText(version, drift.came.measures, against.came.measures)}` : ''
    const moved = drift.features.slice(0, shown).map(({ feature, index }) => `  ${feature}  ${index.toFixed(3)}`)
    const came = drift.came
      ? `\n有标签 ${drift.came.measures.rows} 户：说的平均概率 ${percent(drift.came.measures.said)}，真实 ${percent(drift.came.measures.came)}，AUC ${drift.came.measures.auc?.toFixed(3) ?? '–'}。`
      : ''
    context.result(
      { version, drift, ...(against ? { challenger: against } : {}) },
      `流失模型 v${version}，${night} 的 ${drift.rows} 户。\n概率的稳定性指数：${drift.score === null ? '模型说明里没有可比的分布' : drift.score.toFixed(3)}；各字段（变化最大的在前）：\n${moved.join('\n')}${came}${compared}\n已记入，可在“流失模型”查看。`,
    )
  } finally {
    given.close()
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** Both models on the same customers, line by line; what comes next when the other one is better. */
function comparedText(version: number, inForce: Measures, other: Measures): string {
  const figure = (value: number | null, places: number) => (value === null ? '–' : value.toFixed(places))
  const lines: [string, number | null, number | null, number][] = [
    ['AUC', inForce.auc, other.auc, 4],
    ['PR-AUC', inForce.averagePrecision, other.averagePrecision, 4],
    ['前 10 % 提升', inForce.liftTenth, other.liftTenth, 2],
    ['对数损失', inForce.logLoss, other.logLoss, 4],
    ['Brier', inForce.brier, other.brier, 4],
    ['平均说的概率', inForce.said, other.said, 4],
  ]
  const rows = lines.map(([name, one, two, places]) => `  ${name}  在用 v${version} ${figure(one, places)}  挑战者 ${figure(two, places)}`)
  const next =
    other.logLoss < inForce.logLoss ? '挑战者更好：用 liuke learn propose 提交，由另一人复核后起用。' : '在用模型不差，不必更换。'
  return `同一批有结果的客户（${inForce.rows} 户）：\n${rows.join('\n')}\n${next}`
}

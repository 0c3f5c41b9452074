import type { Command } from 'commander'
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { learnTable, openTable, scoreSql, type ModelFile } from '../../../learn/index.ts'
import { packPolicies } from '../../modules/policy/index.ts'
import { forbiddenLists } from '../../modules/retention/index.ts'
import { CommandEnd, exitCodes, type CommandContext } from '../command-context.ts'
import { cardPage } from './card-page.ts'
import { cardText } from './card-text.ts'
import { saidInWords } from './model-file.ts'
import { openNightTable, type GivenTable } from './night-table.ts'
import { directionsOf, repeated, sourcesOf, wholeOption } from './options.ts'
import { rowsText } from './rows-text.ts'

interface FitOptions {
  table?: string
  night?: string
  labels?: string
  labelKey?: string
  label: string
  positive?: string
  key?: string
  time?: string
  without: string[]
  monotone: string[]
  group: string[]
  source: string[]
  pack: string
  seed: number
  held: number
  top: number
  out: string
}

/** `liuke learn fit`: learns a model from a table and writes it with its card, its rows and its SQL. */
export function registerFit(learn: Command, context: CommandContext): void {
  learn
    .command('fit')
    .description('从带标签列的表学习一个可解释的模型，并在留出的部分上如实回测')
    .option('--table <文件>', '带表头的 CSV（可为 .gz）或 Parquet')
    .option('--night <业务日期>', '改从本行某晚的客户数据学习（先运行该日的夜间批量），标签由 --labels 按客户号给出')
    .option('--labels <文件>', '按客户号给出标签的表，与 --night 同用')
    .option('--label-key <列>', '标签表里的客户号列')
    .requiredOption('--label <列>', '标签列')
    .option('--positive <值>', '标签里表示“流失”的值；两值的是/否标签可不写')
    .option('--key <列>', '客户键，不入模，检查重复')
    .option('--time <列>', '日期列，不入模；较晚的部分留作回测')
    .addOption(repeated('--without <列>', '不入模的列，可多次或用逗号分隔'))
    .addOption(repeated('--monotone <列:+>', '随该列增大只升(+)或只降(-)'))
    .addOption(repeated('--group <列>', '按该列分组报告效果'))
    .addOption(repeated('--source <列=表>', '列的来源表，来源被禁用的列不入模'))
    .option('--pack <政策包>', '禁用字段按哪个政策包', 'cn')
    .addOption(wholeOption('--seed <数>', '随机种子，同一种子得同一模型', 0, 1))
    .addOption(wholeOption('--held <百分数>', '留出做回测的百分比', 5, 20))
    .addOption(wholeOption('--top <人数>', '员工一轮能联系的人数，报告前 k 名的提升', 1, 200))
    .requiredOption('--out <目录或 .json>', '写到哪里')
    .action((options: FitOptions) => saidInWords(() => fit(options, context)))
}

async function fit(options: FitOptions, context: CommandContext): Promise<void> {
  const directions = directionsOf(options.monotone)
  const given = await openGiven(options, context)
  const today = context.now().toISOString().slice(0, 10)
  const step = context.progress.step(`学习 ${given.name}`)
  try {
    const learned = await learnTable(given.file, {
      ...options,
      ...(given.key === undefined ? {} : { key: given.key }),
      without: [...options.without, ...given.without],
      tableName: given.name,
      groups: options.group,
      k: options.top,
      held: Math.min(options.held, 60) / 100,
      directions,
      forbidden: forbiddenLists(packPolicies(options.pack, today)),
      sourceOf: given.sourceOf,
      seconds: () => performance.now() / 1000,
    })
    step.done(`${learned.card.seconds.toFixed(1)} 秒`)
    const written = write(learned, resolve(options.out))
    context.result({ card: learned.card, written }, `${cardText(learned)}\n\n已写出：${written.join('、')}`)
  } catch (error) {
    step.failed()
    throw error
  } finally {
    given.close()
  }
}

/** What to learn from: a table, or the customers of a night with the labels of a file. */
async function openGiven(options: FitOptions, context: CommandContext): Promise<GivenTable> {
  const { table, night, labels, labelKey, label } = options
  if ((table === undefined) === (night === undefined))
    throw new CommandEnd(exitCodes.usage, '请用 --table 给出一张表，或用 --night 给出业务日期，二者选一。')
  if (table !== undefined) {
    const name = basename(table)
    const file = await openTable(resolve(table), options.key === undefined ? [] : [options.key])
    return { file, name, without: [], sourceOf: sourcesOf(options.source, name), close: () => file.close() }
  }
  if (night === undefined || labels === undefined || labelKey === undefined)
    throw new CommandEnd(exitCodes.usage, '从夜间数据学习时，请用 --labels 给出标签表，用 --label-key 指出其中的客户号列。')
  return openNightTable(context, { night, labels: resolve(labels), labelKey, label })
}

function write(learned: ModelFile, out: string): string[] {
  const json = `${JSON.stringify(learned)}\n`
  if (out.endsWith('.json')) {
    mkdirSync(dirname(out), { recursive: true })
    writeFileSync(out, json)
    return [out]
  }
  mkdirSync(out, { recursive: true })
  const sql = scoreSql(learned.model, { from: 'customers', keys: [], quote: (name) => `"${name.replaceAll('"', '""')}"` })
  const files: [string, string][] = [
    ['model.json', json],
    ['rows.csv', rowsText(learned.model)],
    ['score.sql', `${sql}\n`],
    ['card.md', `${cardText(learned)}\n`],
    ['card.html', cardPage(learned)],
  ]
  for (const [name, text] of files) writeFileSync(join(out, name), text)
  return files.map(([name]) => join(out, name))
}

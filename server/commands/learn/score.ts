import type { Command } from 'commander'
import { once } from 'node:events'
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { openTable, scoreTableFile } from '../../../learn/index.ts'
import type { CommandContext } from '../command-context.ts'
import { readModelFile, saidInWords } from './model-file.ts'
import { csvField } from './rows-text.ts'

interface ScoreOptions {
  model: string
  table: string
  key?: string
  out: string
}

/** `liuke learn score`: the probability and three reasons of every row of a table. */
export function registerScore(learn: Command, context: CommandContext): void {
  learn
    .command('score')
    .description('用模型给表里的每一行打分：概率（万分之一）和三个原因')
    .requiredOption('--model <文件>', 'liuke learn fit 写出的目录或 model.json')
    .requiredOption('--table <文件>', '带表头的 CSV（可为 .gz）或 Parquet')
    .option('--key <列>', '写在结果第一列的客户键')
    .requiredOption('--out <文件>', '结果 CSV')
    .action((options: ScoreOptions) => saidInWords(() => score(options, context)))
}

const reasonColumns = [1, 2, 3].map((rank) => `reason_${rank},reason_${rank}_points`).join(',')

async function score(options: ScoreOptions, context: CommandContext): Promise<void> {
  const { model } = readModelFile(resolve(options.model))
  const step = context.progress.step('打分')
  const file = await openTable(resolve(options.table), options.key === undefined ? [] : [options.key])
  const out = resolve(options.out)
  const draft = `${out}.part`
  try {
    const stream = createWriteStream(draft)
    stream.write(`${options.key === undefined ? '' : `${csvField(options.key)},`}probability,probability_bp,${reasonColumns}\n`)
    let rows = 0
    for await (const scored of scoreTableFile(file, model, options.key)) {
      rows += scored.length
      const lines = scored.map((row) => {
        const reasons = [0, 1, 2]
          .map((rank) => row.reasons[rank])
          .map((reason) => (reason ? `${csvField(reason.feature)},${reason.points}` : ','))
        const key = options.key === undefined ? '' : `${csvField(row.key)},`
        return `${key}${row.chance},${Math.round(row.chance * 10_000)},${reasons.join(',')}`
      })
      if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain')
      step.update(rows / Math.max(1, file.rows), `${rows.toLocaleString('zh-CN')} 行`)
    }
    stream.end()
    await once(stream, 'finish')
    renameSync(draft, out)
    step.done()
    context.result({ rows, written: out }, `已给 ${rows.toLocaleString('zh-CN')} 行打分：${out}`)
  } catch (error) {
    step.failed()
    rmSync(draft, { force: true })
    throw error
  } finally {
    file.close()
  }
}

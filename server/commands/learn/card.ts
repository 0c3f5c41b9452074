import type { Command } from 'commander'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandContext } from '../command-context.ts'
import { cardPage } from './card-page.ts'
import { cardText } from './card-text.ts'
import { readModelFile, saidInWords } from './model-file.ts'

/** `liuke learn card`: what a model is, how well it did on the part held back, what moves it, what was refused. */
export function registerCard(learn: Command, context: CommandContext): void {
  learn
    .command('card')
    .description('模型说明：留出部分的回测、校准、分组、各特征的形状、被拒绝的字段')
    .requiredOption('--model <文件>', 'liuke learn fit 写出的目录或 model.json')
    .option('--html <文件>', '另写成可打印的网页')
    .action((options: { model: string; html?: string }) =>
      saidInWords(async () => {
        const learned = readModelFile(resolve(options.model))
        if (options.html !== undefined) writeFileSync(resolve(options.html), cardPage(learned))
        context.result({ card: learned.card }, cardText(learned))
      }),
    )
}

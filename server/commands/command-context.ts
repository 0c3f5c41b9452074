import type { Command } from 'commander'
import { openForCommand, type OpenedDatabases } from '../platform/database/open.ts'
import { openHome, type Home } from '../platform/home.ts'
import { createProgress, type Progress } from '../platform/terminal/progress.ts'
import { prepareDatabase } from './prepare-database.ts'

/** Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused (the data or the state do not allow it). */
export const exitCodes = { done: 0, failed: 1, usage: 2, refused: 3 } as const

/** A command that ends without an error of ours: what is wrong and what to do next, in words. */
export class CommandEnd extends Error {
  readonly exitCode: number
  constructor(exitCode: number, message: string) {
    super(message)
    this.exitCode = exitCode
  }
}

/** What every command is given. Results go to stdout, progress and messages to stderr. */
export interface CommandContext {
  env: NodeJS.ProcessEnv
  now: () => Date
  home: () => Home
  progress: Progress
  /** the result: as text, or with --json as one JSON object */
  result: (value: object, text: string) => void
  tell: (text: string) => void
}

export function createContext(program: Command, env: NodeJS.ProcessEnv): CommandContext {
  return {
    env,
    now: () => new Date(),
    home: () => openHome(env),
    progress: createProgress(process.stderr),
    result: (value, text) => {
      process.stdout.write(program.opts<{ json?: boolean }>().json ? `${JSON.stringify(value, jsonValue)}\n` : `${text}\n`)
    },
    tell: (text) => void process.stderr.write(`${text}\n`),
  }
}

/** Fen and keys are bigint; JSON carries them as text. */
const jsonValue = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

/** Runs `work` with an up-to-date database: a running server's, the bank's own, or the embedded one for as long as it takes. */
export async function withDatabases<T>(context: CommandContext, home: Home, work: (opened: OpenedDatabases) => Promise<T>): Promise<T> {
  const opened = await openForCommand(home, {
    env: context.env,
    onWait: () => context.tell('另一个留客命令正在使用这个数据目录，等它结束…'),
    onTrouble: context.tell,
  })
  try {
    await prepareDatabase(opened.databases, { pack: context.env['LIUKE_PACK'], tell: context.tell })
    return await work(opened)
  } finally {
    await opened.close()
  }
}

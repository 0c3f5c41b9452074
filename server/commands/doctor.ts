import { readFile } from 'node:fs/promises'
import { openForCommand } from '../platform/database/open.ts'
import { CommandEnd, exitCodes, type CommandContext } from './command-context.ts'
import {
  checkDatabase,
  checkDisk,
  checkHome,
  checkLake,
  checkNode,
  checkPort,
  checkPublication,
  checkWebLogin,
  type Check,
} from './doctor/checks.ts'
import { checkGateways } from './doctor/gateways.ts'
import { keyFileOf } from '../platform/secrets/key-ring.ts'
import { secretsInFile } from '../platform/secrets/secrets.ts'
import { addressOf } from './start/address.ts'
import type { Register } from './program.ts'

/** `liuke doctor`: looks at everything a start needs and says what to do about what is wrong. Changes nothing. */
export const doctorCommand: Register = (program, context) => {
  program
    .command('doctor')
    .description('检查运行环境、数据库、数据湖和发布，并说明怎么处理')
    .action(async () => {
      const checks = await allChecks(context)
      const text = checks
        .map((check) => `${check.ok ? '✓' : '✗'} ${check.name}：${check.found}${check.ok ? '' : `\n    → ${check.next}`}`)
        .join('\n')
      context.result({ ok: checks.every((check) => check.ok), checks }, text)
      if (!checks.every((check) => check.ok)) throw new CommandEnd(exitCodes.failed, '')
    })
}

async function allChecks(context: CommandContext): Promise<Check[]> {
  const home = context.home()
  const { host, port } = addressOf(context.env)
  const checks = [
    checkNode(),
    checkHome(home),
    checkDisk(home),
    await checkPort(home, host, port),
    await checkLake(home, (file) => readFile(file, 'utf8')),
  ]
  try {
    return [...checks, ...(await databaseChecks(context))]
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    const next = context.env['DATABASE_URL']
      ? '请检查 DATABASE_URL 和 PostgreSQL 是否可用。'
      : '请按提示处理；数据库日志在 LIUKE_HOME/postgres/server.log。'
    return [...checks, { name: 'PostgreSQL', ok: false, found, next }]
  }
}

async function databaseChecks(context: CommandContext): Promise<Check[]> {
  const opened = await openForCommand(context.home(), { env: context.env, onWait: () => undefined, onTrouble: context.tell })
  try {
    const checks = await checkDatabase(opened.databases)
    if (!checks.every((check) => check.ok)) return checks
    const separate = Boolean(context.env['LIUKE_APP_DATABASE_URL'])
    const secrets = secretsInFile(keyFileOf(context.home(), context.env))
    return [
      ...checks,
      await checkWebLogin(opened.databases, separate),
      await checkPublication(opened.databases),
      ...(await checkGateways(opened.databases.owner, secrets)),
    ]
  } finally {
    await opened.close()
  }
}

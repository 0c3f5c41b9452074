import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { Argument } from 'commander'
import pg from 'pg'
import project from '../../package.json' with { type: 'json' }
import { whileQuiet } from '../modules/extract/index.ts'
import { anchorAudit } from '../platform/audit/anchor.ts'
import { latestAnchor } from '../platform/audit/latest-anchor.ts'
import { embeddedConnection } from '../platform/database/embedded.ts'
import { hotCopy } from '../platform/database/hot-copy.ts'
import type { Home } from '../platform/home.ts'
import { asStep } from '../platform/terminal/progress.ts'
import { sealBackup } from './backup/manifest.ts'
import { CommandEnd, exitCodes, withDatabases, type CommandContext } from './command-context.ts'
import type { Register } from './program.ts'

/** Made again from the rest, or the running process's own. */
const notKept = /^(postgres|runs|web|reports|incoming|exports|errors\.log|lock.*)$/

/** `liuke backup`: database, lake and state of one moment in one folder, with the service running. */
export const backupCommand: Register = (program, context) => {
  program
    .command('backup')
    .description('备份：数据库、数据湖和状态，同一时刻，不必停机；写入指定目录下的新文件夹')
    .addArgument(new Argument('目录', '备份放在哪里（不能在 LIUKE_HOME 里面）'))
    .action(async (into: string) => {
      const home = context.home()
      const parent = resolve(into)
      if (`${parent}${sep}`.startsWith(`${home.root}${sep}`))
        throw new CommandEnd(exitCodes.usage, `${parent} 在 LIUKE_HOME 里面。请换到另一块磁盘或另一台机器的目录。`)
      const stamp = context.now().toISOString().slice(0, 19).replaceAll(':', '')
      const folder = join(parent, `liuke-${stamp}`)
      if (existsSync(folder)) throw new CommandEnd(exitCodes.refused, `${folder} 已经存在，请稍后再试。`)
      await makeBackup(context, home, folder)
    })
}

/** Works under another name and renames last: a folder with the backup's name is a whole backup. */
async function makeBackup(context: CommandContext, home: Home, folder: string): Promise<void> {
  const begun = `${folder}.part-${randomBytes(3).toString('hex')}`
  await mkdir(begun, { recursive: true, mode: 0o700 })
  const external = Boolean(context.env['DATABASE_URL'])
  try {
    const anchor = await withDatabases(context, home, async ({ databases }) => {
      await anchorAudit(databases.owner)
      const newest = await latestAnchor(databases.owner)
      await whileQuiet(databases, async () => {
        if (!external) await asStep(context.progress, '复制数据库', () => copyDatabase(home, join(begun, 'postgres', 'data')))
        await asStep(context.progress, '复制数据湖和状态', () => copyHome(home, begun))
      })
      return newest ? `${newest.number}:${newest.hash}` : null
    })
    const about = {
      madeAt: context.now().toISOString(),
      version: project.version,
      database: external ? 'external' : 'embedded',
      anchor,
    } as const
    const manifest = await asStep(context.progress, '计算校验和', () => sealBackup(begun, about))
    await rename(begun, folder)
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    context.result(
      { folder, anchor, files: manifest.files.length, bytes },
      describe(folder, manifest.files.length, bytes, anchor, external),
    )
  } catch (error) {
    await rm(begun, { recursive: true, force: true })
    throw error
  }
}

async function copyDatabase(home: Home, target: string): Promise<void> {
  const client = new pg.Client(embeddedConnection(home.postgres))
  await client.connect()
  try {
    await hotCopy(client, join(home.postgres, 'data'), target)
  } finally {
    await client.end()
  }
}

async function copyHome(home: Home, target: string): Promise<void> {
  for (const name of await readdir(home.root))
    if (!notKept.test(name)) await cp(join(home.root, name), join(target, name), { recursive: true, preserveTimestamps: true })
}

function describe(folder: string, files: number, bytes: number, anchor: string | null, external: boolean): string {
  const lines = [`✓ 备份在 ${folder}（${files} 个文件，${(bytes / 1024 / 1024).toFixed(1)} MB）`]
  if (external) lines.push('  数据库在 DATABASE_URL，未包含在内：请用 pg_dump 或行内的备份工具同时备份（docs/operations.md）。')
  if (anchor) lines.push(`  审计锚点 ${anchor}，请另行留存。`)
  lines.push('  备份里有客户明文资料，请加密存放。恢复：LIUKE_HOME=<新目录> npx liuke restore <备份>')
  return lines.join('\n')
}

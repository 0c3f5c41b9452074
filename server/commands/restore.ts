import { cp, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Argument } from 'commander'
import type { Home } from '../platform/home.ts'
import { takeHomeLock } from '../platform/home-lock.ts'
import { asStep } from '../platform/terminal/progress.ts'
import { damagedFiles, manifestName, readManifest, type Manifest } from './backup/manifest.ts'
import { CommandEnd, exitCodes, type CommandContext } from './command-context.ts'
import type { Register } from './program.ts'

/** `liuke restore`: puts a backup into an empty LIUKE_HOME after proving that it is whole. Never writes onto what is there. */
export const restoreCommand: Register = (program, context) => {
  program
    .command('restore')
    .description('把一份备份恢复到空的 LIUKE_HOME；先逐个文件校验，绝不覆盖现有数据')
    .addArgument(new Argument('备份', 'liuke backup 写出的文件夹'))
    .action(async (from: string) => {
      const folder = resolve(from)
      const manifest = await manifestOf(folder)
      const home = context.home()
      const lock = takeHomeLock(home, 'command')
      if (!lock) throw new CommandEnd(exitCodes.refused, `${home.root} 正在被使用。请先停止留客，或把 LIUKE_HOME 设到一个空目录。`)
      try {
        await restoreInto(context, home, folder, manifest)
      } finally {
        lock.release()
      }
    })
}

async function manifestOf(folder: string): Promise<Manifest> {
  try {
    return await readManifest(folder)
  } catch (error) {
    const found = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new CommandEnd(exitCodes.refused, `${folder} 不是一份完整的备份（${manifestName}：${found}）。请指定 liuke backup 写出的文件夹。`)
  }
}

async function restoreInto(context: CommandContext, home: Home, folder: string, manifest: Manifest): Promise<void> {
  const there = (await readdir(home.root)).filter((name) => !name.startsWith('lock'))
  if (there.length > 0)
    throw new CommandEnd(
      exitCodes.refused,
      `${home.root} 里已有 ${there.slice(0, 3).join('、')} 等内容。请把 LIUKE_HOME 设到一个空目录再恢复。`,
    )
  const damaged = await asStep(context.progress, '校验备份', () => damagedFiles(folder, manifest))
  if (damaged.length > 0)
    throw new CommandEnd(
      exitCodes.refused,
      `备份里有 ${damaged.length} 个文件缺失、多出或被改动：${damaged.slice(0, 3).join('、')}。什么都没有恢复，请换一份备份。`,
    )
  await asStep(context.progress, '恢复文件', async () => {
    const names = (await readdir(folder)).filter((name) => name !== manifestName)
    try {
      for (const name of names) await cp(join(folder, name), join(home.root, name), { recursive: true, errorOnExist: true, force: false })
    } catch (error) {
      for (const name of names) await rm(join(home.root, name), { recursive: true, force: true })
      throw error
    }
  })
  const next = ['npx liuke doctor', `npx liuke audit verify${manifest.anchor ? ` --noted ${manifest.anchor}` : ''}`, 'npm start']
  const outside = manifest.database === 'external' ? '\n  数据库不在这份备份里：先恢复 DATABASE_URL 指向的数据库。' : ''
  context.result(
    { home: home.root, madeAt: manifest.madeAt, anchor: manifest.anchor, next },
    `✓ 已恢复 ${manifest.madeAt} 的备份到 ${home.root}${outside}\n  接下来依次运行：\n${next.map((line) => `    ${line}`).join('\n')}`,
  )
}

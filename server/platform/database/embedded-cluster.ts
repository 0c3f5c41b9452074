import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { handOver, type LaunchPlan } from './launch-plan.ts'

/** The superuser of the embedded cluster. It is reached through the private socket only. */
export const clusterOwner = 'liuke'

/**
 * Makes the data directory when there is none. initdb works in a folder beside it that is renamed when it is whole: killed at any moment,
 * the next start finds either nothing or a finished cluster, and clears away what was begun.
 */
export async function ensureCluster(initdb: string, dataDir: string, plan: LaunchPlan, durable: boolean): Promise<void> {
  const parent = dirname(dataDir)
  mkdirSync(parent, { recursive: true, mode: 0o700 })
  const begun = `${basename(dataDir)}.new-`
  // an initdb that is just dying may still write, hence the retries
  for (const name of readdirSync(parent))
    if (name.startsWith(begun)) rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  if (existsSync(join(dataDir, 'PG_VERSION'))) return handOver(dataDir, plan.owner)

  const fresh = join(parent, `${begun}${randomBytes(4).toString('hex')}`)
  mkdirSync(fresh, { mode: 0o700 })
  handOver(parent, plan.owner)
  handOver(fresh, plan.owner)
  const args = ['-D', fresh, '-U', clusterOwner, '-A', 'trust', '--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  if (!durable) args.push('--no-sync')
  const [command, ...rest] = plan.words(initdb, args, 'KILL')
  try {
    await promisify(execFile)(command, rest, { cwd: '/', ...plan.as, env: { ...process.env, LC_ALL: 'C', TZ: 'Asia/Shanghai' } })
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() ?? ''
    throw new Error(`内置数据库初始化失败：${said || String(cause)}\n请检查目录 ${parent} 的空间和权限后重试。`, { cause })
  }
  renameSync(fresh, dataDir)
}

import { existsSync, readFileSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Ends a server that an earlier life of ours left behind on this data directory, and clears its pid file when the number now belongs to
 * somebody else. Call only while holding the home's lock. Throws when the old server does not go within 15 s.
 */
export async function endOrphan(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid')
  for (let waited = 0; existsSync(pidFile); waited += 50) {
    const pid = postmasterPid(pidFile)
    if (pid === undefined) return
    if (!isServerOf(pid, dataDir)) return rmSync(pidFile, { force: true })
    if (waited >= 15_000) throw new Error(`上一次的数据库进程（${pid}）没有退出，请结束该进程后重试。`)
    if (waited === 0) signal(pid, 'SIGINT')
    if (waited === 10_000) signal(pid, 'SIGQUIT')
    await sleep(50)
  }
}

function postmasterPid(pidFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function isServerOf(pid: number, dataDir: string): boolean {
  try {
    const command = existsSync('/proc/self/cmdline')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return command.includes('postgres') && command.includes(dataDir)
  } catch {
    return false // no such process
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

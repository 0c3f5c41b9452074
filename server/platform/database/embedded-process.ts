import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, fstatSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { clusterOwner } from './embedded-cluster.ts'
import { endOrphan } from './embedded-orphan.ts'
import type { LaunchPlan } from './launch-plan.ts'

export interface ServerFiles {
  postgres: string
  dataDir: string
  socketDir: string
  logFile: string
}

const longestLog = 16 * 1024 * 1024
/** A server that is just dying still holds its files for a moment. */
const stillHeld = /postmaster\.pid" already exists|pre-existing shared memory block|another postmaster|already in use/

/** Runs one postgres and answers when it takes connections. Throws with the end of its log when it does not come up. */
export async function runServer(files: ServerFiles, settings: Record<string, string>, plan: LaunchPlan): Promise<ChildProcess> {
  if (existsSync(files.logFile) && statSync(files.logFile).size > longestLog) truncateSync(files.logFile)
  for (let attempt = 0; ; attempt++) {
    await endOrphan(files.dataDir)
    const { child, said } = spawnServer(files, settings, plan)
    if (await untilReady(child, files)) return child
    const log = said()
    if (attempt < 100 && stillHeld.test(log)) await sleep(50)
    else throw new Error(`内置数据库没有启动：\n${log.trim().split('\n').slice(-8).join('\n')}\n完整日志：${files.logFile}`)
  }
}

function spawnServer(files: ServerFiles, settings: Record<string, string>, plan: LaunchPlan): { child: ChildProcess; said: () => string } {
  const log = openSync(files.logFile, 'a', 0o600)
  const from = fstatSync(log).size
  const args = [
    '-D',
    files.dataDir,
    '-k',
    files.socketDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const [command, ...rest] = plan.words(files.postgres, args, 'INT')
  // detached: Ctrl-C in the terminal is for us, we then end the server in our own order
  const child = spawn(command, rest, { cwd: '/', detached: true, stdio: ['ignore', log, log], ...plan.as })
  closeSync(log)
  if (!plan.diesWithUs && child.pid) watchOver(child, child.pid)
  return { child, said: () => readFileSync(files.logFile).subarray(from).toString('utf8') }
}

/** A shell that reads from us: when we are gone, however we went, its input ends and it ends the server. */
function watchOver(child: ChildProcess, pid: number): void {
  const watchdog = spawn('/bin/sh', ['-c', `cat >/dev/null; kill -INT ${pid}`], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  watchdog.unref()
  child.once('exit', () => watchdog.kill('SIGKILL'))
}

async function untilReady(child: ChildProcess, files: ServerFiles): Promise<boolean> {
  let gone = false
  child.once('exit', () => (gone = true))
  child.once('error', () => (gone = true))
  while (!gone) {
    if (await answers(files.socketDir)) return true
    await sleep(20)
  }
  return false
}

/** True when a server on this socket takes connections. */
export async function answers(socketDir: string, database = 'postgres'): Promise<boolean> {
  const client = new pg.Client({ host: socketDir, user: clusterOwner, database, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false // not yet: no socket, or the server is still recovering
  } finally {
    await client.end()
  }
}

/** Fast shutdown: open transactions are rolled back, everything answered is kept. */
export async function endServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGINT')
  const impatient = setTimeout(() => child.kill('SIGQUIT'), 10_000)
  await gone
  clearTimeout(impatient)
}

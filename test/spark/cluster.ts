import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { shortLived } from './engine.ts'

export interface Cluster {
  /** `spark://…` */
  master: string
  workers: number
  /** Ends a worker and everything it runs at once, as when its machine fails. */
  killWorker(): void
  close(): Promise<void>
}

/** Starts a part of Spark in a process group of its own and waits for a line of its log; its first group is the answer. */
function start(
  sparkHome: string,
  args: readonly string[],
  ready: RegExp,
  workDir: string,
): Promise<{ child: ChildProcess; found: string }> {
  const child = spawn(join(sparkHome, 'bin', 'spark-class'), args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    env: {
      ...process.env,
      SPARK_HOME: sparkHome,
      SPARK_WORKER_DIR: workDir,
      SPARK_LOCAL_IP: '127.0.0.1',
      SPARK_DAEMON_MEMORY: '256m',
      SPARK_DAEMON_JAVA_OPTS: shortLived,
    },
  })
  return new Promise((resolve, reject) => {
    const log: string[] = []
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line)
      const found = ready.exec(line)
      if (found) resolve({ child, found: found[1] ?? '' })
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${args[0] ?? ''} ended with ${code ?? 'a signal'}\n${log.slice(-10).join('\n')}`)))
  })
}

function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return
  process.kill(-pid, 'SIGKILL')
}

/** A standalone Spark of one master and two workers of one core each, all on loopback on ports that are free. */
export async function startCluster(sparkHome: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'liuke-spark-cluster-'))
  const children: ChildProcess[] = []
  // tests that are ended from outside leave nothing behind
  const end = () => children.forEach(killGroup)
  const stop = () => process.exit(143)
  process.once('exit', end).once('SIGTERM', stop)
  const deploy = 'org.apache.spark.deploy'
  const master = await start(
    sparkHome,
    [`${deploy}.master.Master`, '--host', '127.0.0.1', '--port', '0', '--webui-port', '0'],
    /Starting Spark master at (spark:\S+)/,
    folder,
  )
  children.push(master.child)
  const startWorker = async (name: string) => {
    const { child } = await start(
      sparkHome,
      [`${deploy}.worker.Worker`, '--host', '127.0.0.1', '--cores', '1', '--memory', '1g', '--webui-port', '0', master.found],
      /Successfully registered with master (\S+)/,
      join(folder, name),
    )
    children.push(child)
    return child
  }
  const workers = await Promise.all(['one', 'two'].map(startWorker))
  return {
    master: master.found,
    workers: workers.length,
    killWorker() {
      const worker = workers.shift()
      if (worker) killGroup(worker)
    },
    async close() {
      const ended = children.map(
        (child) => new Promise((resolve) => ((child.exitCode ?? child.signalCode) ? resolve(null) : child.once('exit', resolve))),
      )
      end()
      process.off('exit', end).off('SIGTERM', stop)
      await Promise.all(ended)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

export interface SparkOptions {
  /** where Spark is unpacked (SPARK_HOME), or the folder of the `pyspark` package */
  sparkHome: string
  /** e.g. `spark://host:7077`, `yarn`, `local[2]` */
  master: string
  /** e.g. `spark.executor.memory: 8g`; beside what `SPARK_CONF_DIR` says */
  conf?: Readonly<Record<string, string>>
  /** the Python Spark is to use; `python3` when absent */
  python?: string
}

export interface SparkSession {
  /** Sends one request of spark_driver.py and gives its answer. Throws with Spark's message. */
  ask<Answer = unknown>(request: { do: string; [name: string]: unknown }): Promise<Answer>
  close(): Promise<void>
}

/** What Spark said last, for an error's message. */
const keptLogLines = 40

/** Python's search path of a Spark: its zipped libraries, or the package itself. */
function pythonPath(sparkHome: string): string {
  const libraries = join(sparkHome, 'python', 'lib')
  const zips = existsSync(libraries)
    ? readdirSync(libraries)
        .filter((name) => name.endsWith('.zip'))
        .map((name) => join(libraries, name))
    : []
  if (zips.length === 0) throw new Error(`${sparkHome} 下没有 python/lib/*.zip，不是 Spark 的安装目录。请检查 SPARK_HOME。`)
  const asPackage = basename(sparkHome) === 'pyspark' ? [dirname(sparkHome)] : []
  return [...asPackage, join(sparkHome, 'python'), ...zips, process.env.PYTHONPATH ?? ''].filter(Boolean).join(delimiter)
}

const submitArguments = ({ master, conf = {} }: SparkOptions): string => {
  const settings = Object.entries({ 'spark.ui.enabled': 'false', ...conf }).map(([key, value]) => `--conf "${key}=${value}"`)
  return `--master "${master}" ${settings.join(' ')} pyspark-shell`
}

/** Starts a Spark session in a process of its own, which ends with this one. Throws when Spark does not start, with the end of its log. */
export async function openSparkSession(options: SparkOptions): Promise<SparkSession> {
  const child = spawn(options.python ?? 'python3', [join(import.meta.dirname, 'spark_driver.py')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      SPARK_HOME: options.sparkHome,
      PYTHONPATH: pythonPath(options.sparkHome),
      PYSPARK_SUBMIT_ARGS: submitArguments(options),
      PYTHONUNBUFFERED: '1',
    },
  })
  const log: string[] = []
  let over: Error | undefined
  let waiting: { resolve: (answer: string) => void; reject: (error: Error) => void } | undefined
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line)
    if (log.length > keptLogLines) log.shift()
  })
  createInterface({ input: child.stdout }).on('line', (line) => waiting?.resolve(line))
  const ended = new Promise<void>((resolve) => {
    const end = (reason: string) => {
      over = new Error(`Spark ${reason}\n${log.join('\n')}`)
      waiting?.reject(over)
      resolve()
    }
    child.once('error', (error) => end(`没有启动：${error.message}。请检查 Python 与 SPARK_HOME。`))
    child.once('close', (code, signal) => end(`进程已结束（${signal ?? code ?? ''}）`))
  })
  // a request to a process that has just ended: told by `ended`
  child.stdin.on('error', (error) => log.push(error.message))

  const session: SparkSession = {
    async ask<Answer>(request: { do: string }) {
      if (over) throw over
      const line = await new Promise<string>((resolve, reject) => {
        waiting = { resolve, reject }
        child.stdin.write(`${JSON.stringify(request)}\n`)
      })
      waiting = undefined
      const answer = JSON.parse(line) as { done?: Answer; failed?: string }
      if (answer.failed !== undefined) throw new Error(answer.failed)
      return answer.done as Answer
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
  await session.ask({ do: 'version' })
  return session
}

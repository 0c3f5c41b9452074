import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectDir } from '../../server/platform/home.ts'

/** The release the engine is tested with. */
const sparkVersion = '4.3.0'
const cache = join(projectDir, 'node_modules', '.cache', 'liuke')

export interface Spark {
  sparkHome: string
  python: string
}

const works = (command: string, args: readonly string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** The last lines of what a command said. */
function said(command: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status === 0) return undefined
  return error ? error.message : `${stdout}\n${stderr}`.trim().split('\n').slice(-3).join('\n')
}

const leastJava = 17
/** Whole number of the Java a command is; undefined when it is none. */
function javaVersion(command: string): number | undefined {
  // told on stderr, e.g. openjdk version "17.0.15"
  const { status, stderr } = spawnSync(command, ['-version'], { encoding: 'utf8' })
  const found = status === 0 ? /version "(\d+)/.exec(stderr) : null
  return found ? Number(found[1]) : undefined
}

/**
 * Spark for the tests: `SPARK_HOME`, or the `pyspark` package of Python's registry, which is fetched once (about 450 MB) and kept below `node_modules`.
 * Where Java, Python or the package cannot be had, the answer says which.
 */
export function findSpark(): Spark | { missing: string } {
  const python = process.env.PYSPARK_PYTHON ?? 'python3'
  const java = javaVersion('java')
  if (java === undefined || java < leastJava)
    return { missing: `${java === undefined ? '没有 Java' : `Java 是 ${java}`}（需要 ${leastJava} 或更高版本）` }
  if (!works(python, ['--version'])) return { missing: `没有 Python（${python}）` }
  if (process.env.SPARK_HOME) return { sparkHome: process.env.SPARK_HOME, python }
  const folder = join(cache, `pyspark-${sparkVersion}`)
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`
    mkdirSync(cache, { recursive: true })
    console.log(`安装 pyspark ${sparkVersion}（约 450 MB，只此一次）…`)
    const failed = said(python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-input',
      '--retries',
      '1',
      '--target',
      unfinished,
      `pyspark==${sparkVersion}`,
    ])
    if (failed) {
      rmSync(unfinished, { recursive: true, force: true })
      return { missing: `取不到 pyspark ${sparkVersion}：${failed}` }
    }
    renameSync(unfinished, folder)
  }
  return { sparkHome: join(folder, 'pyspark'), python }
}

import { join } from 'node:path'
import { openDuckdbEngine } from '../../night/engines/duckdb-engine.ts'
import type { Engine } from '../../night/engines/engine.ts'
import { openSparkEngine } from '../../night/engines/spark.ts'
import type { Home } from '../platform/home.ts'
import { CommandEnd, exitCodes } from './command-context.ts'

/** What `liuke night` was told about the engine. */
export interface EngineWish {
  engine: string
  memory?: string
  master?: string
}

export const engineNames = ['duckdb', 'spark'] as const
const sizePattern = /^\d+(MB|GB)$/

/**
 * How the night opens its engine: DuckDB in the process, within `memory` when told so, or Spark of `SPARK_HOME` on a cluster.
 * Throws {@link CommandEnd} with `usage` when the words do not fit together.
 */
export function engineOf(home: Home, { engine, memory, master }: EngineWish): () => Promise<Engine> {
  if (memory !== undefined && !sizePattern.test(memory))
    throw new CommandEnd(exitCodes.usage, `--memory ${memory} 不是内存大小，应形如 3GB。`)
  if (engine === 'duckdb') {
    if (master !== undefined) throw new CommandEnd(exitCodes.usage, '--master 只用于 --engine spark。')
    return () => openDuckdbEngine({ tempDirectory: join(home.runs, '.spill'), ...(memory ? { memoryLimit: memory } : {}) })
  }
  if (engine !== 'spark') throw new CommandEnd(exitCodes.usage, `--engine ${engine} 不认识，可用：${engineNames.join('、')}。`)
  if (memory !== undefined) throw new CommandEnd(exitCodes.usage, '--memory 只用于 DuckDB；Spark 的内存在 SPARK_CONF_DIR 中设置。')
  const sparkHome = process.env.SPARK_HOME
  if (!sparkHome) throw new CommandEnd(exitCodes.usage, '--engine spark 需要环境变量 SPARK_HOME 指向 Spark 的安装目录。')
  if (master === undefined)
    throw new CommandEnd(exitCodes.usage, '--engine spark 需要 --master，例如 spark://host:7077、yarn 或 local[4]。')
  return () =>
    openSparkEngine({
      sparkHome,
      master,
      scratch: join(home.runs, `.spark-${process.pid}`),
      ...(process.env.PYSPARK_PYTHON ? { python: process.env.PYSPARK_PYTHON } : {}),
    })
}

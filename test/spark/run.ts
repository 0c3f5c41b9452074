/**
 * `npm run test:spark`: the night on Apache Spark, a master and two workers on loopback, beside the night on DuckDB. Where Java or Spark cannot be had
 * it says so and what is missing; with `--required` that is a failure.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectDir } from '../../server/platform/home.ts'
import { findSpark } from './find-spark.ts'

const args = process.argv.slice(2)
const required = args.includes('--required')
const spark = findSpark()
if ('missing' in spark) {
  console.log(`Spark 测试没有运行：${spark.missing}`)
  process.exit(required ? 1 : 0)
}
const vitest = join(projectDir, 'node_modules', '.bin', 'vitest')
const child = spawn(
  vitest,
  ['run', '--config', 'test/spark/vitest.config.ts', '--no-isolate', ...args.filter((argument) => argument !== '--required')],
  {
    cwd: projectDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SPARK_HOME: spark.sparkHome, PYSPARK_PYTHON: spark.python, NODE_OPTIONS: '', FORCE_COLOR: '0' },
  },
)
child.on('exit', (code) => process.exit(code ?? 1))

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../night/engines/engine.ts'
import { openSparkEngine } from '../../night/engines/spark.ts'

/** Small banks: compiling a plan would take longer than running it. */
const forSmallBanks = {
  'spark.driver.memory': '1g',
  'spark.executor.memory': '768m',
  'spark.driver.host': '127.0.0.1',
  'spark.sql.shuffle.partitions': '2',
  'spark.sql.codegen.wholeStage': 'false',
  'spark.sql.codegen.factoryMode': 'NO_CODEGEN',
}

const given = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the tests by npm run test:spark`)
  return value
}
export const sparkHome = (): string => given('SPARK_HOME')

export const openTestEngine = (master: string): Promise<Engine> =>
  openSparkEngine({
    sparkHome: sparkHome(),
    python: given('PYSPARK_PYTHON'),
    master,
    scratch: mkdtempSync(join(tmpdir(), 'liuke-spark-')),
    conf: forSmallBanks,
  })

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../night/engines/engine.ts'
import { openSparkEngine } from '../../night/engines/spark.ts'

/**
 * For processes that live for minutes: they are not compiled to run for hours (which costs as much as all their work), and collect garbage without threads
 * of its own.
 */
export const shortLived = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'

/** Small banks: compiling a plan would take longer than running it, and waiting for a lost worker longer than the night. */
const forSmallBanks = {
  'spark.driver.memory': '1g',
  'spark.executor.memory': '768m',
  'spark.driver.extraJavaOptions': shortLived,
  'spark.executor.extraJavaOptions': shortLived,
  'spark.driver.host': '127.0.0.1',
  'spark.locality.wait': '0',
  'spark.shuffle.io.retryWait': '200ms',
  'spark.sql.shuffle.partitions': '2',
  'spark.sql.adaptive.enabled': 'false',
  'spark.sql.codegen.wholeStage': 'false',
  'spark.sql.codegen.factoryMode': 'NO_CODEGEN',
}

/** Files of a few kilobytes are tasks of their own, so that both workers have work and exchange rows. */
export const inManyTasks = { 'spark.sql.files.maxPartitionBytes': '32k', 'spark.sql.files.openCostInBytes': '0' }

const given = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the tests by npm run test:spark`)
  return value
}
export const sparkHome = (): string => given('SPARK_HOME')

export const openTestEngine = (master: string, conf: Readonly<Record<string, string>> = {}): Promise<Engine> =>
  openSparkEngine({
    sparkHome: sparkHome(),
    python: given('PYSPARK_PYTHON'),
    master,
    scratch: mkdtempSync(join(tmpdir(), 'liuke-spark-')),
    conf: { ...forSmallBanks, ...conf },
  })

import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { openDuckdbEngine } from '../../night/engines/duckdb-engine.ts'
import type { Engine } from '../../night/engines/engine.ts'
import { frozenFolder } from '../../night/run/frozen.ts'
import { runNight } from '../../night/run/run-night.ts'
import { packPolicies } from './bank.ts'
import { copiesOf, type KeySpans } from './copies.ts'
import { columnsOf, keySpans } from './multiplied-lake.ts'

/** `<name>-<hash of content>.parquet` as a night keeps it, `.<process>-<name>.parquet` as it is being written: the name says what of which month. */
const keptName = (file: string) => basename(file).replace(/-[0-9a-f]{16}\.parquet$/, '')
const writtenName = (file: string) => basename(file).replace(/^\.\d+-|\.parquet$/g, '')

interface Copying {
  lakeDir: string
  /** the source's frozen files */
  sources: readonly string[]
  times: number
  spans: KeySpans
}

/** DuckDB, but what a night would freeze is written as copies of what the source's night has frozen, and everything else is empty. */
async function copyingEngine({ lakeDir, sources, times, spans }: Copying, tempDirectory: string): Promise<Engine> {
  const engine = await openDuckdbEngine({ tempDirectory, memoryLimit: '3GB' })
  const byName = new Map(sources.map((file) => [keptName(file), file]))
  const none = (sql: string) => `select * from (${sql}) nothing where false`
  return {
    ...engine,
    keep: (relation, sql) => engine.keep(relation, none(sql)),
    async write(sql, orderBy, file, arrives) {
      if (dirname(file) !== frozenFolder(lakeDir)) return engine.write(none(sql), orderBy, file, arrives)
      const from = byName.get(writtenName(file))
      if (!from) throw new Error(`the source's night froze nothing called ${writtenName(file)}`)
      return engine.write(copiesOf(from, await columnsOf(engine.rows, from), undefined, times, spans), orderBy, file, 'in order')
    },
  }
}

/**
 * Freezes the closed months of a multiplied lake without computing them: every frozen file is rows of customers, so that of `times` banks is `times` that of one, keys shifted. The night itself
 * says which files it wants and under which name. `frozen` are the files the source's night has read.
 */
export async function freezeCopies(given: {
  from: string
  lakeDir: string
  runsDir: string
  date: string
  times: number
  frozen: string[]
}) {
  const spans = await keySpans(given.from)
  const runsDir = join(given.runsDir, '.copying')
  await runNight({
    lakeDir: given.lakeDir,
    runsDir,
    businessDate: given.date,
    policies: packPolicies(),
    engine: () => copyingEngine({ ...given, sources: given.frozen, spans }, join(runsDir, '.spill')),
  })
  // what it computed beside the frozen files was nothing
  rmSync(runsDir, { recursive: true, force: true })
  return { files: readdirSync(frozenFolder(given.lakeDir)).length }
}

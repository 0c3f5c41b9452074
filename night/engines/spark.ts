import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdb } from './duckdb.ts'
import type { Cell, ColumnTypes, Engine, ModelType, Part } from './engine.ts'
import { parquetFiles, readParquet } from './parquet-files.ts'
import { isImport, queryOf, readsOf, stepsOf } from './query-steps.ts'
import { sparkPrelude } from './spark-prelude.ts'
import { openSparkSession, type SparkOptions } from './spark-session.ts'

export interface SparkEngineOptions extends SparkOptions {
  /** a folder that driver and workers reach under the same path, for what a night keeps; emptied when the engine is closed */
  scratch: string
}

const typeNames: Record<ModelType, string> = { bigint: 'bigint', integer: 'int', text: 'string', date: 'date', boolean: 'boolean' }
/** DuckDB's names of what Parquet files of lake and night hold, as Spark calls them. */
const parquetTypes: Record<string, string> = { BIGINT: 'bigint', INTEGER: 'int', VARCHAR: 'string', DATE: 'date', BOOLEAN: 'boolean' }
const name = (identifier: string) => `\`${identifier.replaceAll('`', '``')}\``
const text = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const literal = (value: Cell | undefined, type: ModelType) =>
  `cast(${value === null || value === undefined ? 'null' : text(String(value))} as ${typeNames[type]})`

const emptyRelation = (columns: ColumnTypes) =>
  `select ${Object.entries(columns)
    .map(([column, type]) => `${literal(null, type)} as ${name(column)}`)
    .join(', ')} where false`

function givenRows(columns: ColumnTypes, rows: readonly Record<string, Cell>[]): string {
  const names = Object.keys(columns)
  const value = (cell: Cell | undefined) => (cell === null || cell === undefined ? 'cast(null as string)' : text(String(cell)))
  const values = rows.map((row) => `(${names.map((column) => value(row[column])).join(', ')})`)
  const selected = Object.entries(columns).map(([column, type], index) => `cast(c${index} as ${typeNames[type]}) as ${name(column)}`)
  return `select ${selected.join(', ')} from values ${values.join(',\n')} as given(${names.map((_, index) => `c${index}`).join(', ')})`
}

const schemaOf = (columns: ReadonlyMap<string, string>) => [...columns].map(([column, type]) => `${name(column)} ${type}`).join(', ')

const bytesOf = (paths: readonly string[]): number => paths.flatMap(parquetFiles).reduce((sum, file) => sum + statSync(file).size, 0)

/** A cell as the other engines give it: bigint for 64 bits, number for fewer, text for dates. */
function cellOf(value: string | boolean | null, type: string): unknown {
  if (value === null || typeof value === 'boolean') return value
  if (type === 'bigint' || type.startsWith('decimal')) return BigInt(value)
  return /^(int|smallint|tinyint|double|float)$/.test(type) ? Number(value) : value
}

/**
 * Apache Spark as an engine of the night: the same models on a cluster the bank has. What it writes is a folder of Parquet files, each in the key's
 * order. Spark repeats what a lost worker had, so the rows do not depend on who computed them. Throws when Spark does not start.
 */
export async function openSparkEngine({ scratch, ...options }: SparkEngineOptions): Promise<Engine> {
  const session = await openSparkSession({
    ...options,
    conf: {
      'spark.sql.session.timeZone': 'UTC',
      'spark.sql.ansi.enabled': 'true',
      // one name always reads what stands behind it now
      'spark.sql.legacy.storeAnalyzedPlanForView': 'false',
      ...options.conf,
    },
  })
  mkdirSync(scratch, { recursive: true })
  for (const sql of sparkPrelude) await session.ask({ do: 'run', sql })
  const version = await session.ask<string>({ do: 'version' })
  let kept = 0

  // footers are read here: asking Spark for a schema or a number of rows is a job on the cluster each time
  const files = await openDuckdb({ threads: 1 })
  async function columnsIn(path: string): Promise<Map<string, string>> {
    const described = await files.all<{ column_name: string; column_type: string }>(`describe select * from ${readParquet(path)}`)
    return new Map(
      described.map((column) => {
        const type = parquetTypes[column.column_type]
        if (!type) throw new Error(`${path}: the night knows no column type ${column.column_type} (${column.column_name})`)
        return [column.column_name, type]
      }),
    )
  }
  const toFiles = (sql: string, orderBy: readonly string[], path: string) =>
    session.ask<string>({ do: 'write', sql, order_by: orderBy, path })
  /** Rows worked out once, as files every worker can read; whoever reads them plans nothing of what they came from, and a worker that is lost takes nothing along. */
  async function keep(relation: string, sql: string): Promise<string> {
    const path = join(scratch, `${relation}-${++kept}`)
    const part = { path, schema: await toFiles(sql, [], path), select: ['*'], where: '' }
    await session.ask({ do: 'parts', relation, parts: [part], bytes: bytesOf([path]) })
    return path
  }
  /** Spark works a step out as often as it is read, and plans it as often: steps that are read more than once are kept until all is done. */
  async function withSteps<T>(sql: string, work: (sql: string) => Promise<T>): Promise<T> {
    const query = stepsOf(sql)
    const held = new Map<string, string>()
    for (const [index, step] of query.steps.entries()) {
      if (isImport(query, step) || readsOf(query, step.name) < 2) continue
      const relation = `held_${step.name}`
      held.set(relation, await keep(relation, queryOf({ steps: query.steps.slice(0, index), last: step.body })))
      step.body = `select * from ${relation}`
    }
    const done = await work(queryOf(query))
    for (const [relation, path] of held) {
      await session.ask({ do: 'drop', relation })
      rmSync(path, { recursive: true, force: true })
    }
    return done
  }
  async function count(path: string): Promise<number> {
    const [counted] = await files.all<{ rows: bigint }>(`select count(*) as rows from ${readParquet(path)}`)
    return Number(counted?.rows ?? 0)
  }

  async function selectPart(columns: ColumnTypes, { file, from, to, constants }: Part) {
    const present = await columnsIn(file)
    const value = (column: string, type: ModelType) =>
      constants && column in constants
        ? literal(constants[column], type)
        : present.has(column)
          ? `cast(${name(column)} as ${typeNames[type]})`
          : literal(null, type)
    const bounds = [from && `business_date >= date ${text(from)}`, to && `business_date <= date ${text(to)}`].filter(Boolean)
    return {
      path: file,
      schema: schemaOf(present),
      select: Object.entries(columns).map(([column, type]) => `${value(column, type)} as ${name(column)}`),
      where: bounds.join(' and '),
    }
  }
  async function defineView(relation: string, sql: string): Promise<void> {
    await session.ask({ do: 'run', sql: `create or replace temporary view ${name(relation)} as ${sql}` })
  }
  async function registerParts(relation: string, columns: ColumnTypes, given: readonly Part[]): Promise<void> {
    if (given.length === 0) return defineView(relation, emptyRelation(columns))
    const parts = []
    for (const part of given) parts.push(await selectPart(columns, part))
    await session.ask({ do: 'parts', relation, parts, bytes: bytesOf(given.map(({ file }) => file)) })
  }

  return {
    identity: `spark ${version}\n${sparkPrelude.join('\n')}`,
    registerParts,
    async registerRows(relation, columns, rows) {
      await session.ask({ do: 'given', relation, sql: rows.length > 0 ? givenRows(columns, rows) : emptyRelation(columns) })
    },
    defineView,
    keep: async (relation, sql) => count(await withSteps(sql, (whole) => keep(relation, whole))),
    async write(sql, orderBy, path) {
      await withSteps(sql, (whole) => toFiles(whole, orderBy, path))
      return count(path)
    },
    columnsOf: (relation) => session.ask<string[]>({ do: 'columns', relation }),
    async rows(sql) {
      const found = await session.ask<{ columns: [string, string][]; rows: (string | boolean | null)[][] }>({ do: 'rows', sql })
      return found.rows.map((row) => Object.fromEntries(found.columns.map(([column, type], at) => [column, cellOf(row[at] ?? null, type)])))
    },
    async drop(relation) {
      await session.ask({ do: 'drop', relation })
    },
    async close() {
      files.close()
      await session.close()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

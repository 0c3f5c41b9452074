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

/** How many tasks read files: one for so many bytes. */
const bytesPerTask = 64 * 2 ** 20
function tasksFor(paths: readonly string[]): number {
  const bytes = paths.flatMap(parquetFiles).reduce((sum, file) => sum + statSync(file).size, 0)
  return Math.max(1, Math.ceil(bytes / bytesPerTask))
}

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
  /** Spark works a step out as often as it is read, and plans it as often: steps that are read more than once are held. */
  async function holdSteps(sql: string): Promise<string> {
    const query = stepsOf(sql)
    for (const [index, step] of query.steps.entries()) {
      if (isImport(query, step) || readsOf(query, step.name) < 2) continue
      const relation = `held_${step.name}`
      await session.ask({ do: 'hold', relation, sql: queryOf({ steps: query.steps.slice(0, index), last: step.body }) })
      step.body = `select * from ${relation}`
    }
    return queryOf(query)
  }
  async function write(sql: string, orderBy: readonly string[], path: string): Promise<number> {
    await session.ask({ do: 'write', sql: await holdSteps(sql), order_by: orderBy, path })
    await session.ask({ do: 'let_go' })
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
    await session.ask({ do: 'parts', relation, parts, tasks: tasksFor(given.map(({ file }) => file)) })
  }

  return {
    identity: `spark ${version}\n${sparkPrelude.join('\n')}`,
    registerParts,
    registerRows: (relation, columns, rows) => defineView(relation, rows.length > 0 ? givenRows(columns, rows) : emptyRelation(columns)),
    defineView,
    async keep(relation, sql) {
      const path = join(scratch, `${relation}-${++kept}`)
      const rows = await write(sql, [], path)
      const part = { path, schema: schemaOf(await columnsIn(path)), select: ['*'], where: '' }
      await session.ask({ do: 'parts', relation, parts: [part], tasks: tasksFor([path]) })
      return rows
    },
    write,
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

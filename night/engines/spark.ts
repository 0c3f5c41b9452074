import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Cell, ColumnTypes, Engine, ModelType, Part } from './engine.ts'
import { sparkPrelude } from './spark-prelude.ts'
import { openSparkSession, type SparkOptions } from './spark-session.ts'

export interface SparkEngineOptions extends SparkOptions {
  /** a folder that driver and workers reach under the same path, for what a night keeps; emptied when the engine is closed */
  scratch: string
}

const typeNames: Record<ModelType, string> = { bigint: 'bigint', integer: 'int', text: 'string', date: 'date', boolean: 'boolean' }
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

  async function selectPart(columns: ColumnTypes, { file, from, to, constants }: Part) {
    const present = new Set(await session.ask<string[]>({ do: 'schema', path: file }))
    const value = (column: string, type: ModelType) =>
      constants && column in constants
        ? literal(constants[column], type)
        : present.has(column)
          ? `cast(${name(column)} as ${typeNames[type]})`
          : literal(null, type)
    const bounds = [from && `business_date >= date ${text(from)}`, to && `business_date <= date ${text(to)}`].filter(Boolean)
    return {
      path: file,
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
    await session.ask({ do: 'parts', relation, parts })
  }

  return {
    identity: `spark ${version}\n${sparkPrelude.join('\n')}`,
    registerParts,
    registerRows: (relation, columns, rows) =>
      defineView(relation, rows.length > 0 ? givenRows(columns, rows) : emptyRelation(columns)),
    defineView,
    async keep(relation, sql) {
      const path = join(scratch, `${relation}-${++kept}`)
      const rows = await session.ask<number>({ do: 'write', sql, order_by: [], path })
      await session.ask({ do: 'parts', relation, parts: [{ path, select: ['*'], where: '' }] })
      return rows
    },
    write: (sql, orderBy, file) => session.ask<number>({ do: 'write', sql, order_by: orderBy, path: file }),
    columnsOf: (relation) => session.ask<string[]>({ do: 'columns', relation }),
    async rows(sql) {
      const found = await session.ask<{ columns: [string, string][]; rows: (string | boolean | null)[][] }>({ do: 'rows', sql })
      return found.rows.map((row) => Object.fromEntries(found.columns.map(([column, type], at) => [column, cellOf(row[at] ?? null, type)])))
    },
    async drop(relation) {
      await session.ask({ do: 'drop', relation })
    },
    async close() {
      await session.close()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

import { readFileSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { columnTypes } from './parquet-columns.ts'
import type { Cell, ColumnTypes, Engine, ModelType, Part } from '../../night/engines/engine.ts'
import { copyTable } from '../../night/run/publish/copy.ts'
import { postgresPrelude } from './postgres-prelude.ts'

const name = (identifier: string) => `"${identifier}"`
const typeNames: Record<ModelType, string> = { bigint: 'bigint', integer: 'integer', text: 'text', date: 'date', boolean: 'boolean' }
const marker = 'postgresql table '
/** From so many joins on PostgreSQL is told to sort. */
const manyJoins = 10

/** The table that holds what the night wrote to `file`; undefined for a file that is one. */
export function tableIn(file: string): string | undefined {
  const said = readFileSync(file)
    .subarray(0, marker.length + 20)
    .toString('latin1')
  return said.startsWith(marker) ? said.slice(marker.length).trim() : undefined
}

export interface PostgresEngine extends Engine {
  /** seconds spent on bringing the lake's files in as tables, which are not the models' */
  loadSeconds(): number
}

/**
 * PostgreSQL as an engine of the night, for comparison: the same models, month by month, on tables that hold the lake's files. Inputs are
 * loaded by binary COPY and analysed. What the night writes as a file becomes an unlogged table, named in a file of that name. `frozenBy` is the identity of an
 * engine whose frozen months it takes as its own.
 */
export async function openPostgresEngine(connection: pg.ClientConfig, frozenBy?: string): Promise<PostgresEngine> {
  const client = new pg.Client(connection)
  await client.connect()
  // what nights wrote stays in `bench`; the names models know are a night's own
  await client.query('create schema if not exists bench; drop schema if exists night cascade; create schema night')
  await client.query(
    `set search_path = night, bench; set work_mem = '512MB'; set max_parallel_workers_per_gather = 2; set jit = off; set default_statistics_target = 100;
     set enable_nestloop = off`,
  )
  for (const statement of postgresPrelude) await client.query(statement.replace(/^create function /, 'create or replace function bench.'))
  const loaded = new Map<string, string>()
  const views = new Map<string, string>()
  const standing = new Set<string>()
  let tables = Number((await client.query(`select count(*)::int as n from pg_class where relnamespace = 'bench'::regnamespace`)).rows[0].n)
  const cluster = String((await client.query('select system_identifier as id from pg_control_system()')).rows[0].id)
  let loading = 0

  const newTable = () => `bench.t${++tables}`
  async function tableOf(file: string): Promise<string> {
    const known = tableIn(file) ?? loaded.get(file)
    if (known) return known
    const started = performance.now()
    const table = newTable()
    const columns = await columnTypes(file)
    const create = `create unlogged table ${table} (${columns.map((column) => `${name(column.name)} ${typeNames[column.type]}`).join(', ')})`
    const wanted = columns.map((column) => ({ name: column.name, type: column.type === 'text' ? ('varchar' as const) : column.type }))
    const published = columns.map((column, index) => ({ ...column, from: [index] }))
    await copyTable(client, { file, wanted, columns: published, table, create: [create] }, () => undefined)
    await client.query(`analyze ${table}`)
    loaded.set(file, table)
    loading += performance.now() - started
    return table
  }

  /** DuckDB binds views when they are read; PostgreSQL when they are made. So all are taken down on a change and put up before they are read. */
  async function define(relation: string, sql: string): Promise<void> {
    for (const view of standing) await client.query(`drop view if exists ${name(view)} cascade`)
    standing.clear()
    await client.query(`drop table if exists ${name(relation)}`)
    views.delete(relation)
    views.set(relation, sql)
  }
  async function putUp(): Promise<void> {
    for (let before = -1; before !== standing.size;) {
      before = standing.size
      for (const [view, sql] of views) if (!standing.has(view) && (await stands(view, sql))) standing.add(view)
    }
  }
  async function stands(view: string, sql: string): Promise<boolean> {
    try {
      await client.query(`create view ${name(view)} as ${sql}`)
      return true
    } catch (error) {
      if ((error as pg.DatabaseError).code === '42P01') return false // reads what is not there yet
      throw error
    }
  }
  async function fill(table: string, sql: string): Promise<number> {
    await putUp()
    // of keys in a union it knows no numbers: its guess of what many joins of them give grows with each, to hash tables of 10^30 rows. Sorting needs no guess
    const sorts = (sql.match(/\bjoin\b/g) ?? []).length > manyJoins
    await client.query(`set enable_hashjoin = ${sorts ? 'off' : 'on'}`)
    const made = await client.query(`create unlogged table ${table} as ${sql}`)
    await client.query(`analyze ${table}`)
    return made.rowCount ?? 0
  }
  async function drop(relation: string): Promise<void> {
    await define(relation, '')
    views.delete(relation)
  }
  const part = async (columns: ColumnTypes, { file, from, to, constants }: Part) => {
    const table = await tableOf(file)
    const { fields } = await client.query(`select * from ${table} limit 0`)
    const present = new Set(fields.map((field) => field.name))
    const value = (column: string, type: ModelType) => {
      const constant = constants && column in constants ? constants[column] : undefined
      if (constant !== undefined) return `cast(${constant === null ? 'null' : `'${String(constant)}'`} as ${typeNames[type]})`
      return present.has(column) ? `cast(${name(column)} as ${typeNames[type]})` : `cast(null as ${typeNames[type]})`
    }
    const bounds = [from && `business_date >= date '${from}'`, to && `business_date <= date '${to}'`].filter(Boolean)
    const selected = Object.entries(columns).map(([column, type]) => `${value(column, type)} as ${name(column)}`)
    return `select ${selected.join(', ')} from ${table}${bounds.length > 0 ? ` where ${bounds.join(' and ')}` : ''}`
  }
  const empty = (columns: ColumnTypes) =>
    `select ${Object.entries(columns)
      .map(([column, type]) => `cast(null as ${typeNames[type]}) as ${name(column)}`)
      .join(', ')} where false`

  return {
    // what another server has frozen is of no use here
    identity: frozenBy ?? `postgresql ${cluster}`,
    loadSeconds: () => loading / 1000,
    async registerParts(relation, columns, parts) {
      const selects: string[] = []
      for (const each of parts) selects.push(await part(columns, each))
      await define(relation, selects.length > 0 ? selects.join('\nunion all\n') : empty(columns))
    },
    async registerRows(relation, columns, rows) {
      const literal = (cell: Cell | undefined, type: ModelType) =>
        `cast(${cell === null || cell === undefined ? 'null' : `'${String(cell).replaceAll("'", "''")}'`} as ${typeNames[type]})`
      const selects = rows.map(
        (row) =>
          `select ${Object.entries(columns)
            .map(([column, type]) => `${literal(row[column], type)} as ${name(column)}`)
            .join(', ')}`,
      )
      await drop(relation)
      await fill(name(relation), selects.length > 0 ? selects.join('\nunion all\n') : empty(columns))
    },
    defineView: define,
    async keep(relation, sql) {
      await drop(relation)
      return fill(name(relation), sql)
    },
    async write(sql, orderBy, file) {
      const table = newTable()
      const order = orderBy.length > 0 ? ` order by ${orderBy.map((column) => `${name(column)} asc nulls last`).join(', ')}` : ''
      const rows = await fill(table, `select * from (${sql}) ordered${order}`)
      writeFileSync(file, `${marker}${table}`)
      return rows
    },
    async columnsOf(relation) {
      await putUp()
      return (await client.query(`select * from ${name(relation)} limit 0`)).fields.map((field) => field.name)
    },
    async rows(sql) {
      await putUp()
      return (await client.query(sql)).rows
    },
    drop,
    async close() {
      await client.end()
    },
  }
}

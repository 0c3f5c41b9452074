import type { ClientBase } from 'pg'
import type { ColumnWanted } from '../../engines/columns.ts'
import type { PublishedModel } from './declarations.ts'
import type { PublishedColumn } from './encode.ts'

/** The partitioned table a mart goes into, as the database has it. */
export interface Target {
  model: PublishedModel
  columns: PublishedColumn[]
  /** what to read of the mart; `PublishedColumn.from` counts in it */
  wanted: ColumnWanted[]
  /** primary key and unique constraints, as `alter table … add constraint …` takes them */
  constraints: string[]
  /** the other indexes, from `using` on */
  indexes: string[]
  /** attached partitions by business date */
  partitions: Map<string, { name: string; detaching: boolean }>
}

const engineType = {
  bigint: 'bigint',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  text: 'varchar',
  'bigint[]': 'bigint',
} as const
type PublishedType = keyof typeof engineType

/**
 * Reads a published table's columns, indexes and partitions. Throws when the table is missing, is not partitioned by list of business
 * dates, or has a column the mart does not fill.
 */
export async function readTarget(client: ClientBase, model: PublishedModel): Promise<Target> {
  const name = `${model.schema}.${model.table}`
  const { rows: found } = await client.query<{ key: string | null }>('select pg_get_partkeydef(to_regclass($1)) as key', [name])
  if (found[0]?.key !== 'LIST (business_date)')
    throw new Error(`发布目标 ${name} 不存在或没有按业务日期分区，请先升级数据库（liuke doctor）。`)

  const columns = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [name],
  )
  const indexes = await client.query<{ constraint: string | null; definition: string }>(
    `select pg_get_constraintdef(c.oid) as "constraint", pg_get_indexdef(i.indexrelid) as definition
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u') and c.conrelid = i.indrelid
     where i.indrelid = $1::regclass order by i.indexrelid`,
    [name],
  )
  const partitions = await client.query<{ name: string; bound: string; detaching: boolean }>(
    `select r.relname as name, pg_get_expr(r.relpartbound, r.oid) as bound, h.inhdetachpending as detaching
     from pg_inherits h join pg_class r on r.oid = h.inhrelid where h.inhparent = $1::regclass order by r.relname`,
    [name],
  )
  const wanted: ColumnWanted[] = []
  return {
    model,
    columns: columns.rows.map((column) => published(model, column.name, column.type, wanted)),
    wanted,
    constraints: indexes.rows.flatMap((row) => row.constraint ?? []),
    indexes: indexes.rows.filter((row) => row.constraint === null).map((row) => row.definition.slice(row.definition.indexOf(' USING '))),
    partitions: new Map(
      partitions.rows.map((row) => [
        /'(\d{4}-\d{2}-\d{2})'/.exec(row.bound)?.[1] ?? row.name,
        { name: row.name, detaching: row.detaching },
      ]),
    ),
  }
}

/** A column of the table and what fills it; an array `xs` is filled by the mart's `x_01_fen`, `x_02_fen` … in order. */
function published(model: PublishedModel, name: string, type: string, wanted: ColumnWanted[]): PublishedColumn {
  if (!(type in engineType)) throw new Error(`发布目标 ${model.schema}.${model.table} 的列 ${name} 类型 ${type} 不支持`)
  const known = type as PublishedType
  const sources =
    known === 'bigint[]' ? model.columns.filter((column) => isElementOf(name, column)) : model.columns.filter((column) => column === name)
  if (sources.length === 0) throw new Error(`发布目标 ${model.schema}.${model.table} 的列 ${name} 在模型 ${model.model} 里没有来源`)
  const from = sources.map((source) => wanted.push({ name: source, type: engineType[known] }) - 1)
  return { name, type: known, from }
}

/** True for the mart columns that an array column of the table gathers: `aum_month_ends` has `aum_month_end_01_fen`. */
export const isElementOf = (array: string, column: string): boolean =>
  column.startsWith(`${array.replace(/s$/, '')}_`) && /^\d\d_fen$/.test(column.slice(array.replace(/s$/, '').length + 1))

import type { Column } from './canonical.ts'
import { name } from './quoting.ts'

const sqlTypes = { text: 'varchar', code: 'varchar', bigint: 'bigint', integer: 'integer', boolean: 'boolean', date: 'date' } as const
export const sqlType = (column: Column): string => sqlTypes[column.type]

const wholeNumbers = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT']

/** Engine types that a canonical column accepts; text is always read strictly. */
export function acceptedTypes(column: Column): string[] {
  if (column.type === 'bigint' || column.type === 'integer') return ['VARCHAR', ...wholeNumbers]
  if (column.type === 'date') return ['VARCHAR', 'DATE']
  if (column.type === 'boolean') return ['VARCHAR', 'BOOLEAN']
  return ['VARCHAR']
}

/** SQL that reads a text strictly; NULL when it is not what the column wants. */
function fromText(column: Column, x: string): string {
  const type = sqlType(column)
  if (column.type === 'bigint' || column.type === 'integer') {
    return `case when cast(try_cast(${x} as ${type}) as varchar) = ${x} then try_cast(${x} as ${type}) when regexp_full_match(${x}, '-?[0-9]+') then try_cast(${x} as ${type}) end`
  }
  if (column.type === 'date')
    return `case when length(${x}) = 10 and substr(${x}, 5, 1) = '-' and substr(${x}, 8, 1) = '-' then try_cast(${x} as date) end`
  if (column.type === 'boolean')
    return `case when lower(${x}) in ('true', '1', 'y') then true when lower(${x}) in ('false', '0', 'n') then false end`
  return x
}

/** Name of the column that keeps a text that could not be read. */
export const foundColumn = (column: string): string => name(`${column}__found`)
export const keepsFound = (column: Column): boolean => column.type !== 'text' && column.type !== 'code'

/** The select items of one canonical column: the typed value and, unless it is text, what was found when it could not be read. */
export function typedItems(columnName: string, column: Column, engineType: string | undefined): string[] {
  const target = name(columnName)
  const type = sqlType(column)
  if (engineType === undefined)
    return [`cast(null as ${type}) as ${target}`, ...(keepsFound(column) ? [`cast(null as varchar) as ${foundColumn(columnName)}`] : [])]
  const x = engineType === 'VARCHAR' ? `nullif(${target}, '')` : target
  const value = engineType === 'VARCHAR' ? fromText(column, x) : `try_cast(${target} as ${type})`
  const items = [`${value} as ${target}`]
  if (keepsFound(column))
    items.push(`case when ${x} is not null and (${value}) is null then cast(${x} as varchar) end as ${foundColumn(columnName)}`)
  return items
}

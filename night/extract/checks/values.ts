import { canonicalTable } from '../canonical.ts'
import type { Column } from '../canonical.ts'
import { foundColumn, keepsFound } from '../columns.ts'
import { literal, name } from '../quoting.ts'
import type { TypedTable } from '../typed.ts'
import type { Check } from './check.ts'

const earliest = '1900-01-01'
/** Maturities and planned days may lie ahead, yet 2099 and 9999 are sentinels that a mapping forgot. */
const latest = '2098-12-31'

export interface CheckedDates {
  businessDate: string
  covers: { from: string; to: string } | undefined
}

function dateChecks(columnName: string, column: Column, { businessDate, covers }: CheckedDates): Check[] {
  const c = name(columnName)
  const last = column.ahead ? latest : businessDate
  const range = { code: 'date_out_of_range', column: columnName, found: c, expected: `${earliest} … ${last}` } as const
  const checks: Check[] = [{ ...range, where: `${c} < date '${earliest}' or ${c} > date '${last}'` }]
  if (columnName === 'business_date' && covers) {
    const where = `${c} not between date '${covers.from}' and date '${covers.to}' and ${c} between date '${earliest}' and date '${last}'`
    checks.push({ code: 'date_not_covered', column: columnName, where, found: c, expected: `${covers.from} … ${covers.to}` })
  }
  return checks
}

function unreadChecks(columnName: string, column: Column): Check[] {
  const found = foundColumn(columnName)
  const check = { column: columnName, found }
  if (column.type === 'date') return [{ ...check, code: 'not_a_date', where: `${found} is not null`, expected: 'YYYY-MM-DD，存在的日期' }]
  if (column.type === 'boolean')
    return [{ ...check, code: 'not_a_boolean', where: `${found} is not null`, expected: 'true/false、1/0 或 Y/N' }]
  const [low, high] = column.type === 'bigint' ? ['-9223372036854775808', '9223372036854775807'] : ['-2147483648', '2147483647']
  const digits = `regexp_full_match(${found}, '-?[0-9]+')`
  return [
    { ...check, code: 'number_out_of_range', where: `${found} is not null and ${digits}`, expected: `${low} … ${high}` },
    {
      ...check,
      code: 'not_a_number',
      where: `${found} is not null and not ${digits}`,
      expected: columnName.endsWith('_fen') ? '整数，单位分' : '整数',
    },
  ]
}

/** What every value of a table must be: there, readable, in its list, in its range. */
export function valueChecks({ table }: TypedTable, dates: CheckedDates): Check[] {
  const checks: Check[] = []
  for (const [columnName, column] of Object.entries<Column>(canonicalTable(table).columns)) {
    const c = name(columnName)
    const unread = keepsFound(column) ? ` and ${foundColumn(columnName)} is null` : ''
    if (column.required)
      checks.push({ code: 'missing_value', column: columnName, where: `${c} is null${unread}`, found: `'空'`, expected: column.about })
    if (keepsFound(column)) checks.push(...unreadChecks(columnName, column))
    else checks.push({ code: 'unknown_code', column: columnName, where: `starts_with(${c}, chr(26))`, found: c, expected: column.about })
    if (column.values) {
      const where = `${c} not in (${column.values.map(literal).join(', ')}) and not starts_with(${c}, chr(26))`
      checks.push({ code: 'unknown_code', column: columnName, where, found: c, expected: column.values.join(', ') })
    }
    if (column.type === 'date') checks.push(...dateChecks(columnName, column, dates))
  }
  return checks
}

import type { Duckdb } from '../../engines/duckdb.ts'
import { canonicalTable } from '../canonical.ts'
import { refusedMark } from '../macros.ts'
import { isProblemCode, problemCodes } from '../problems.ts'
import type { ProblemCode, Problems } from '../problems.ts'
import { name } from '../quoting.ts'
import type { TypedTable } from '../typed.ts'

/** One rule over a table of schema `stage`: the rows that break it, and how to say so. */
export interface Check {
  code: ProblemCode
  column: string
  /** SQL condition of the rows that are wrong */
  where: string
  /** SQL text of what the row says */
  found: string
  expected: string
}

/** SQL text that names a row by its key, for rows whose line is not known. */
export const keyText = ({ table }: TypedTable): string =>
  canonicalTable(table)
    .key.map((column) => `'${column}=' || coalesce(cast(${name(column)} as varchar), '空')`)
    .join(` || ', ' || `)

export interface WrongRow {
  _file: string | null
  _line: bigint | null
  found: string | null
  key: string | null
}

/** Adds a wrong row; a text that a macro of the mapping refused brings its own reason. */
export function addRow(problems: Problems, typed: TypedTable, row: WrongRow, check: Pick<Check, 'code' | 'column' | 'expected'>): void {
  const [empty, reason, text] = (row.found ?? '').split(refusedMark)
  const refused = empty === '' && text !== undefined
  const code = refused && isProblemCode(reason ?? '') ? (reason as ProblemCode) : check.code
  const found = refused ? text : (row.found ?? '空')
  problems.add({
    file: row._file ?? typed.file,
    line: row._line === null ? null : Number(row._line),
    column: check.column,
    code,
    found: row._line === null && row.key ? `${found}(${row.key})` : found,
    expected: code === check.code ? check.expected : problemCodes[code][1],
  })
}

/** Counts all checks in one pass over the table, then lists the rows of those that found something. */
export async function runChecks(duckdb: Duckdb, typed: TypedTable, checks: Check[], problems: Problems): Promise<void> {
  if (checks.length === 0) return
  const from = `stage.${name(typed.table)}`
  const counts = checks.map((check, index) => `count(*) filter (where ${check.where}) as c${index}`)
  const [totals] = await duckdb.all<Record<string, bigint>>(`select ${counts.join(',\n')} from ${from}`)
  for (const [index, check] of checks.entries()) {
    const total = Number(totals?.[`c${index}`] ?? 0n)
    if (total === 0) continue
    const rows = await duckdb.all<WrongRow>(
      `select _file, _line, cast(${check.found} as varchar) as found, ${keyText(typed)} as key from ${from} where ${check.where} order by _file, _line, key limit ${Math.min(total, problems.room)}`,
    )
    for (const row of rows) addRow(problems, typed, row, check)
    problems.count(check.code, total - rows.length)
  }
}

import type { Duckdb } from '../../engines/duckdb.ts'
import { canonicalTable } from '../canonical.ts'
import type { Column } from '../canonical.ts'
import type { Problems } from '../problems.ts'
import { name } from '../quoting.ts'
import type { TypedTable } from '../typed.ts'
import { addRow, keyText } from './check.ts'
import type { WrongRow } from './check.ts'

/** Every reference exists in the same delivery. */
export async function checkReferences(duckdb: Duckdb, typed: TypedTable, delivered: TypedTable[], problems: Problems): Promise<void> {
  for (const [column, { references }] of Object.entries<Column>(canonicalTable(typed.table).columns)) {
    if (!references) continue
    const target = name(canonicalTable(references).key[0] ?? '')
    const missing = delivered.some((other) => other.table === references)
      ? `and not exists (select 1 from stage.${name(references)} r where r.${target} = t.${name(column)})`
      : ''
    const wrong = `from stage.${name(typed.table)} t where t.${name(column)} is not null and not starts_with(t.${name(column)}, chr(26)) ${missing}`
    const [total] = await duckdb.all<{ n: bigint }>(`select count(*) as n ${wrong}`)
    const count = Number(total?.n ?? 0n)
    if (count === 0) continue
    const rows = await duckdb.all<WrongRow>(
      `select _file, _line, t.${name(column)} as found, ${keyText(typed)} as key ${wrong} order by _file, _line, key limit ${Math.min(count, problems.room)}`,
    )
    for (const row of rows)
      addRow(problems, typed, row, {
        code: 'unknown_reference',
        column,
        expected: `${references} 表中存在的 ${canonicalTable(references).key[0]}`,
      })
    problems.count('unknown_reference', count - rows.length)
  }
}

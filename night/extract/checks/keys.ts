import type { Duckdb } from '../../engines/duckdb.ts'
import { canonicalTable } from '../canonical.ts'
import type { Problems } from '../problems.ts'
import { name } from '../quoting.ts'
import type { TypedTable } from '../typed.ts'

interface Repeated {
  key: string
  _file: string | null
  _line: bigint | null
  first_file: string | null
  first_line: bigint | null
}

/**
 * Every key once. Distinct hashes as many as rows prove it without holding the keys themselves;
 * only when they are fewer the keys are compared.
 */
export async function checkKeys(duckdb: Duckdb, typed: TypedTable, problems: Problems): Promise<void> {
  const from = `stage.${name(typed.table)}`
  const columns = canonicalTable(typed.table).key
  const keys = columns.map(name).join(', ')
  const present = columns.map((column) => `${name(column)} is not null`).join(' and ')
  const [quick] = await duckdb.all<{ same: boolean }>(
    `select count(*) = count(distinct hash(${keys})) as same from ${from} where ${present}`,
  )
  if (quick?.same) return
  const [total] = await duckdb.all<{ n: bigint }>(
    `select cast(coalesce(sum(n - 1), 0) as bigint) as n from (select count(*) as n from ${from} where ${present} group by ${keys} having count(*) > 1)`,
  )
  const count = Number(total?.n ?? 0n)
  if (count === 0) return
  const text = columns.map((column) => `cast(t.${name(column)} as varchar)`).join(` || ' / ' || `)
  const rows = await duckdb.all<Repeated>(`
    with repeated as (select ${keys} from ${from} where ${present} group by ${keys} having count(*) > 1 order by ${keys} limit ${problems.room}),
    numbered as (
      select ${text} as key, _file, _line, row_number() over same as n, first_value(_file) over same as first_file, first_value(_line) over same as first_line
      from ${from} t join repeated using (${keys})
      window same as (partition by ${keys} order by _file, _line)
    )
    select key, _file, _line, first_file, first_line from numbered where n > 1 order by _file, _line, key limit ${Math.min(count, problems.room)}`)
  for (const row of rows) {
    const first = row.first_line === null ? '' : `(首次出现: ${row.first_file ?? typed.file} 第 ${row.first_line} 行)`
    const line = row._line === null ? null : Number(row._line)
    problems.add({
      file: row._file ?? typed.file,
      line,
      column: columns.join(', '),
      code: 'duplicate_key',
      found: `${row.key}${first}`,
      expected: '只出现一次',
    })
  }
  problems.count('duplicate_key', count - rows.length)
}

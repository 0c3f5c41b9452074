import type { Duckdb } from '../../engines/duckdb.ts'
import { canonicalTable } from '../canonical.ts'
import type { TableName } from '../canonical.ts'
import type { Delivery } from '../delivery.ts'
import type { Problems } from '../problems.ts'
import { name } from '../quoting.ts'
import type { TypedTable } from '../typed.ts'

export interface TableTotal {
  table: TableName
  rows: number
  /** whole fen, as text */ controlSum: string | null
}

/** Rows and control sums, compared with what the manifest promised; a sum says nothing while values are unreadable. */
export async function checkTotals(
  duckdb: Duckdb,
  typed: TypedTable,
  delivery: Delivery,
  readable: boolean,
  problems: Problems,
): Promise<TableTotal> {
  const column = canonicalTable(typed.table).controlSum
  const sum = column === undefined ? 'null' : `cast(coalesce(sum(${name(column)}), 0) as varchar)`
  const [total] = await duckdb.all<{ n: bigint; total: string | null }>(
    `select count(*) as n, ${sum} as total from stage.${name(typed.table)}`,
  )
  const rows = Number(total?.n ?? 0n)
  const controlSum = total?.total ?? null
  const promised = delivery.tables[typed.table]
  if (promised?.rows !== undefined && promised.rows !== rows) {
    problems.add({ file: typed.file, line: null, column: null, code: 'wrong_rows', found: String(rows), expected: String(promised.rows) })
  }
  if (readable && promised?.controlSum !== undefined && BigInt(promised.controlSum) !== BigInt(controlSum ?? '0')) {
    problems.add({
      file: typed.file,
      line: null,
      column: column ?? null,
      code: 'wrong_sum',
      found: controlSum ?? '没有控制列',
      expected: promised.controlSum,
    })
  }
  return { table: typed.table, rows, controlSum }
}

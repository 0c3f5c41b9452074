import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDuckdb } from '../../../../night/engines/duckdb.ts'
import { literal } from '../../../../night/extract/quoting.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { CellStanding } from './take-totals.rules.ts'
import { ExtentError } from './extent.ts'
import { totalColumns, totalTables } from './totals.sql.ts'

/**
 * Writes the totals of all cells as marts of one business date. A row keeps its own `data_as_of`; whose business date is older is carried to this one, and the freshness
 * of its cell tells so. Throws {@link ExtentError} when a cell's rows have other columns, i.e. come from another version.
 */
export async function writeTotals(owner: Database, martsDir: string, cells: readonly CellStanding[], businessDate: string): Promise<void> {
  mkdirSync(martsDir, { recursive: true })
  const engine = await openDuckdb({ threads: 1 })
  try {
    for (const table of totalTables) {
      const columns = await totalColumns(owner, table)
      const rows = cells.flatMap(({ branch, days, months }) =>
        (table === 'outlet_day' ? days : months).map(({ json }) => checked(json, branch, columns)),
      )
      const lines = join(martsDir, `${table}.ndjson`)
      writeFileSync(lines, rows.join('\n'))
      const types = [...columns].map(([name, type]) => `${name}: ${literal(type)}`).join(', ')
      await engine.run(
        `copy (select * replace (date ${literal(businessDate)} as business_date)
           from read_json(${literal(lines)}, format = 'newline_delimited', columns = {${types}})) to ${literal(join(martsDir, `${table}.parquet`))} (format parquet)`,
      )
    }
  } finally {
    engine.close()
  }
}

function checked(json: string, branch: string, columns: ReadonlyMap<string, string>): string {
  const names = Object.keys(JSON.parse(json) as object)
  if (names.length !== columns.size || !names.every((name) => columns.has(name)))
    throw new ExtentError(`机构 ${branch} 的网点汇总与本库的列不同，两边的留客版本不一样。请升级到同一版本。`)
  return json
}

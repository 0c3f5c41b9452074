import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openDuckdbEngine } from '../../engines/duckdb-engine.ts'
import type { Cell } from '../../engines/engine.ts'
import type { TableName } from '../../extract/canonical.ts'
import { hashOf } from '../frozen.ts'
import { lakeColumns } from '../lake-columns.ts'

export type Row = Record<string, Cell>
export interface TinyDelivery {
  businessDate: string
  /** of the movements; the business date alone when absent */
  covers?: { from: string; to: string }
  tables: Partial<Record<TableName, Row[]>>
}

const sortKeys: Partial<Record<TableName, string[]>> = {
  customer: ['customer_id'],
  account: ['customer_id', 'account_id'],
  holding_balance: ['customer_id', 'account_id', 'business_date'],
  transaction: ['customer_id', 'account_id', 'business_date', 'sequence'],
  term: ['customer_id', 'term_no'],
}

/** Writes a lake of given rows in the layout of docs/architecture.md, for tests of the night alone. */
export async function writeTinyLake(lakeDir: string, deliveries: readonly TinyDelivery[]): Promise<void> {
  const engine = await openDuckdbEngine({ threads: 1 })
  const entries = []
  for (const { businessDate, covers, tables } of deliveries) {
    const loadId = hashOf(tables)
    const written: Record<string, unknown> = {}
    for (const [table, rows] of Object.entries(tables) as [TableName, Row[]][]) {
      const file = join('deliveries', businessDate, loadId, `${table}.parquet`)
      mkdirSync(dirname(join(lakeDir, file)), { recursive: true })
      await engine.registerRows('given', lakeColumns(table), rows)
      await engine.write('select * from given', sortKeys[table] ?? [], join(lakeDir, file))
      written[table] = {
        file,
        rows: rows.length,
        controlSum: null,
        coversFrom: covers?.from ?? businessDate,
        coversTo: covers?.to ?? businessDate,
      }
    }
    entries.push({ businessDate, loadId, mapping: 'canonical', fingerprint: hashOf([businessDate, tables]), tables: written })
  }
  await engine.close()
  mkdirSync(lakeDir, { recursive: true })
  writeFileSync(
    join(lakeDir, 'catalog.json'),
    JSON.stringify({ version: 1, deliveries: entries.sort((a, b) => (a.businessDate < b.businessDate ? -1 : 1)), keys: {} }),
  )
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDuckdb } from '../night/engines/duckdb.ts'
import type { Duckdb } from '../night/engines/duckdb.ts'
import { tableNames } from '../night/extract/canonical.ts'
import type { TableName } from '../night/extract/canonical.ts'
import { simulateBank } from './simulate-bank.ts'

export const testBank = {
  outlets: 3,
  customersPerOutlet: 700,
  seed: 11,
  businessDates: ['2026-04-14', '2026-04-15', '2026-04-16'],
} as const
export const firstDate = testBank.businessDates[0]

export interface TestBank {
  out: string
  engine: Duckdb
  one<Row>(sql: string): Promise<Row>
  close(): void
}

/** A small bank in a temporary folder, its deliveries as views: `<table>` over all dates (column `delivered` is the folder), `<table>_first` of the first date alone. */
export async function makeTestBank(): Promise<TestBank> {
  const out = mkdtempSync(join(tmpdir(), 'liuke-simulate-'))
  await simulateBank({ out, ...testBank })
  const engine = await openDuckdb({ threads: 2 })
  for (const table of tableNames) {
    const parts = testBank.businessDates.map(
      (date) => `select *, date '${date}' as delivered from read_parquet('${fileOf(out, date, table)}')`,
    )
    await engine.run(`create view "${table}" as ${parts.join(' union all ')}`)
    await engine.run(`create view ${table}_first as select * from "${table}" where delivered = date '${firstDate}'`)
  }
  await engine.run(`create view hazard as select * from read_parquet('${join(out, 'truth', 'hazard.parquet')}')`)
  return {
    out,
    engine,
    async one<Row>(sql: string): Promise<Row> {
      const [row] = await engine.all<Row>(sql)
      if (row === undefined) throw new Error(`no row: ${sql}`)
      return row
    },
    close() {
      engine.close()
      rmSync(out, { recursive: true, force: true })
    },
  }
}

export const fileOf = (out: string, date: string, table: TableName): string => join(out, date, `${table}.parquet`)

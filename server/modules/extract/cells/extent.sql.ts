import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import type { Database } from '../../../platform/database/pools.ts'

/** What a database is for: the whole bank, the customers below one institution (a cell), or the outlet totals of all cells (head office). */
export type Extent = { kind: 'bank' } | { kind: 'branch'; code: string } | { kind: 'totals' }

/** What the database was said to be for; undefined before the first publish, and where that was before databases said so. */
export async function extentOf(database: Database): Promise<Extent | undefined> {
  const { rows } = await sql<{
    kind: Extent['kind']
    code: string | null
  }>`select kind, branch_code as code from extract.extent`.execute(database)
  const [row] = rows
  if (!row) return undefined
  return row.kind === 'branch' ? { kind: 'branch', code: row.code ?? '' } : { kind: row.kind }
}

export async function hasPublished(database: Database): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from extract.publication) as found`.execute(database)
  return rows[0]?.found ?? false
}

/** Says what the database is for from now on; in the transaction of the swap. */
export async function sayExtent(client: ClientBase, extent: Extent): Promise<void> {
  await client.query(
    `insert into extract.extent (kind, branch_code) values ($1, $2)
     on conflict (one_row) do update set kind = excluded.kind, branch_code = excluded.branch_code, said_at = now()
       where (extract.extent.kind, extract.extent.branch_code) is distinct from (excluded.kind, excluded.branch_code)`,
    [extent.kind, extent.kind === 'branch' ? extent.code : null],
  )
}

/** Customers of a business date in this database; null when it no longer keeps them. */
export async function customersOf(database: Database, businessDate: string): Promise<number | null> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from customer.customer where business_date = ${businessDate}::date`.execute(database)
  return rows[0]?.n || null
}

import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

/**
 * The night that readers see, and how far its data goes (business dates); undefined before the first. `extract.publication` belongs to the
 * extract module, which itself calls this one, so it is read here rather than asked for.
 */
export async function currentPublication(database: Database): Promise<{ businessDate: string; dataAsOf: string } | undefined> {
  const { rows } = await sql<{ businessDate: string; dataAsOf: string }>`
    select business_date as "businessDate", data_as_of as "dataAsOf" from extract.publication where is_current`.execute(database)
  return rows[0]
}

/** The business dates that were ever published and are still kept, oldest first. */
export async function publishedDates(database: Database): Promise<string[]> {
  const { rows } = await sql<{ date: string }>`select business_date as date from extract.publication order by 1`.execute(database)
  return rows.map((row) => row.date)
}

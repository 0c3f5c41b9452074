import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

/** The night that readers see. */
export interface Publication {
  businessDate: string
  /** the last business date the bank had delivered */
  dataAsOf: string
  /** the published business date before, undefined when there is none */
  previousDate: string | undefined
  /** another for every publish, also of the same date */
  version: string
}

/** The current publication, undefined before the first. Inside one `withScope` it and all that is read after it belong together. */
export async function currentPublication(database: Database): Promise<Publication | undefined> {
  const { rows } = await sql<Publication>`
    select business_date as "businessDate", data_as_of as "dataAsOf", night_id || ' ' || published_at as version,
      (select max(business_date) from extract.publication earlier where earlier.business_date < p.business_date) as "previousDate"
    from extract.publication p where is_current`.execute(database)
  return rows[0]
}

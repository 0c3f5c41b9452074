import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'

/** The night that readers see. */
export interface Publication {
  businessDate: string
  /** the last business date the bank had delivered */
  dataAsOf: string
  /** the published business date before, undefined when there is none */
  previousDate: string | undefined
  /** another after every publish, also of the same date, after every hand-over and every change of the policies */
  version: string
}

/** The current publication, undefined before the first. Inside one `withScope` it and all that is read after it belong together. */
export async function currentPublication(database: Database): Promise<Publication | undefined> {
  const { rows } = await sql<Publication>`
    select business_date as "businessDate", data_as_of as "dataAsOf", concat_ws(' ', night_id, published_at, handed_over_at, (select concat_ws(' ', count(*), max(made_at)) from policy.policy)) as version,
      (select max(business_date) from extract.publication earlier where earlier.business_date < p.business_date) as "previousDate"
    from extract.publication p where is_current`.execute(database)
  return rows[0]
}

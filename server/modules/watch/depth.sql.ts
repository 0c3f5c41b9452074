import { sql } from 'kysely'
import { groupedSums, sumsByDate } from './group.sql.ts'
import type { Watched } from './in-watch.ts'

const figures = {
  counted: sql`w.counted_customers`,
  holders: sql`w.holders`,
  categories: sql`w.categories`,
  holding1: sql`w.holding_1`,
  holding2: sql`w.holding_2`,
  holding3: sql`w.holding_3`,
  holding4: sql`w.holding_4`,
  oldCustomers: sql`w.old_customers`,
  inconvenient: sql`w.inconvenient_customers`,
  stickiness: sql`w.stickiness`,
}

/** How much customers hold, of all, by tier, outlet and manager. */
export const depthSums = (watched: Watched) => groupedSums(watched, { from: 'watch.relation_depth', figures, byTier: true })

/** Categories and their holders at the month ends kept and on the business date. */
export const depthTrend = ({ trx, institutions }: Watched) =>
  sumsByDate(
    trx,
    'watch.relation_depth',
    sql`w.business_date`,
    { holders: figures.holders, categories: figures.categories },
    sql`w.institution_id = any (${[...institutions]}::integer[])`,
  )

import { sql } from 'kysely'
import { groupedSums, sumsByDate } from './group.sql.ts'
import type { Watched } from './in-watch.ts'

const figures = { customers: sql`w.customers`, gain: sql`w.gain_fen`, kept: sql`w.kept_fen` }

/** What the opening season brought and what of it is there on the business date, of all, by outlet and manager (M11). */
export const seasonSums = (watched: Watched) =>
  groupedSums(watched, { from: 'watch.season_month', figures, where: sql`w.month_end = w.business_date` })

/** The same of all, at the season's end, each month end since and on the business date. */
export const seasonMonths = ({ trx, businessDate, institutions }: Watched) =>
  sumsByDate(
    trx,
    'watch.season_month',
    sql`w.month_end`,
    figures,
    sql`w.business_date = ${businessDate} and w.institution_id = any (${[...institutions]}::integer[])`,
  )

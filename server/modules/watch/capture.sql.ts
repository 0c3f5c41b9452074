import { sql } from 'kysely'
import { groupedSums } from './group.sql.ts'
import type { Watched } from './in-watch.ts'

const figures = {
  cohorts: sql`w.cohorts`,
  matured7: sql`w.matured_7d_fen`,
  kept7: sql`w.kept_7d_fen`,
  deposit7: sql`w.deposit_7d_fen`,
  investment7: sql`w.investment_7d_fen`,
  insurance7: sql`w.insurance_7d_fen`,
  matured30: sql`w.matured_30d_fen`,
  kept30: sql`w.kept_30d_fen`,
  deposit30: sql`w.deposit_30d_fen`,
  investment30: sql`w.investment_30d_fen`,
  insurance30: sql`w.insurance_30d_fen`,
}

/** What matured and what of it stayed, and in what, of all, by outlet and manager (M15). */
export const captureSums = (watched: Watched) => groupedSums(watched, { from: 'watch.capture_total', figures })

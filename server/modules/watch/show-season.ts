import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { rateBp } from '../../platform/rate.ts'
import { fenOf, groupOf } from './group.rules.ts'
import { inWatch } from './in-watch.ts'
import { seasonMonths, seasonSums } from './season.sql.ts'

const sums = ({ customers, gain, kept }: { customers: bigint | null; gain: bigint | null; kept: bigint | null }) => ({
  customers: Number(customers ?? 0n),
  gainFen: fenOf(gain),
  keptFen: fenOf(kept),
  keptBp: rateBp(kept, gain),
})

/** What the opening season brought and how much of it is still there, month by month (M11). Refusals: see `inWatch`. */
export function showSeason(database: Database, { scope }: Pick<Person, 'scope'>, institutionId: number | undefined) {
  return inWatch(database, scope, institutionId, async (watched) => ({
    businessDate: watched.businessDate,
    firstMonth: watched.policies.whole('season.first_month'),
    lastMonth: watched.policies.whole('season.last_month'),
    fromFen: watched.policies.fen('season.from_fen').toString(),
    months: (await seasonMonths(watched)).map((row) => ({ date: row.date, ...sums(row) })),
    rows: (await seasonSums(watched)).map((row) => ({ ...groupOf(row), ...sums(row) })),
  }))
}

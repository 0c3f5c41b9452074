import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { rateBp } from '../../platform/rate.ts'
import { captureSums } from './capture.sql.ts'
import { fenOf, groupOf } from './group.rules.ts'
import { inWatch } from './in-watch.ts'

type Sums = Awaited<ReturnType<typeof captureSums>>[number]

const captured = (row: Sums, days: 7 | 30) => {
  const [matured, kept] = [row[`matured${days}`], row[`kept${days}`] ?? 0n]
  const [deposit, investment, insurance] = [row[`deposit${days}`] ?? 0n, row[`investment${days}`] ?? 0n, row[`insurance${days}`] ?? 0n]
  return {
    matured: fenOf(matured),
    kept: kept.toString(),
    keptBp: rateBp(kept, matured),
    deposit: deposit.toString(),
    investment: investment.toString(),
    insurance: insurance.toString(),
    demand: (kept - deposit - investment - insurance).toString(),
  }
}

/** Of what matured, the share still here after 7 and 30 days and in what form (M15). Refusals: see `inWatch`. */
export function showCapture(database: Database, { scope }: Pick<Person, 'scope'>, institutionId: number | undefined) {
  return inWatch(database, scope, institutionId, async (watched) => ({
    businessDate: watched.businessDate,
    middleDays: watched.policies.whole('maturity.middle_horizon_days'),
    longDays: watched.policies.whole('maturity.long_horizon_days'),
    windowDays: watched.policies.whole('maturity.list_days'),
    listedFromFen: watched.policies.fen('leakage.listed_from_fen').toString(),
    rows: (await captureSums(watched)).map((row) => ({
      ...groupOf(row),
      cohorts: Number(row.cohorts ?? 0n),
      day7: captured(row, 7),
      day30: captured(row, 30),
    })),
  }))
}

import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { groupOf, rateOf } from './group.rules.ts'
import { inWatch } from './in-watch.ts'
import { flowSums, pathSums } from './paths.sql.ts'

const text = (fen: bigint | null): string | null => fen?.toString() ?? null

/** Where money goes and comes from within 30 days, what came back, what only passed through, and who leaks (M06). Refusals: see `inWatch`. */
export function showPaths(database: Database, { scope }: Pick<Person, 'scope'>, institutionId: number | undefined) {
  return inWatch(database, scope, institutionId, async (watched) => ({
    businessDate: watched.businessDate,
    listedFromFen: watched.policies.fen('leakage.listed_from_fen').toString(),
    paths: (await pathSums(watched)).map(({ inflowFen, outflowFen, returnedFen, ...path }) => ({
      ...path,
      inflowFen: inflowFen.toString(),
      outflowFen: outflowFen.toString(),
      returnedFen: returnedFen.toString(),
    })),
    rows: (await flowSums(watched)).map((row) => ({
      ...groupOf(row),
      inflowFen: text(row.inflow),
      outflowFen: text(row.outflow),
      passThroughFen: text(row.passThrough),
      leakage: rateOf(row.leakageOut, row.leakageIn),
    })),
  }))
}

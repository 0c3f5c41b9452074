import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { tiers } from '../customer/figures.ts'
import type { survivalGroupings } from './contract.ts'
import { inWatch } from './in-watch.ts'
import { curveOf, curvesOf } from './survival.rules.ts'
import { lifetimesBy, lifetimesByProgramme, lifetimesOfAll, programmeBits } from './survival.sql.ts'

type Grouping = (typeof survivalGroupings)[number]

const orders: Record<Grouping, readonly string[]> = {
  tier: tiers,
  products: ['0', '1', '2', '3', '4', '5', '6'],
  programme: Object.keys(programmeBits),
  outlet: [],
  manager: [],
}

/** How long customers stay (M46): a Kaplan–Meier curve for all in sight and for each group, of the months the bank delivered. Refusals: see `inWatch`. */
export function showSurvival(database: Database, { scope }: Pick<Person, 'scope'>, institutionId: number | undefined, by: Grouping) {
  return inWatch(database, scope, institutionId, async (watched) => {
    const { businessDate, policies } = watched
    const leastCustomers = policies.whole('survival.least_customers')
    const groups = by === 'programme' ? await lifetimesByProgramme(watched) : await lifetimesBy(watched, by)
    return {
      businessDate,
      entryFromFen: policies.fen('survival.entry_from_fen').toString(),
      leftShareBp: policies.whole('survival.left_share_bp'),
      leastCustomers,
      all: curveOf('all', null, await lifetimesOfAll(watched), leastCustomers),
      curves: curvesOf(groups, orders[by], leastCustomers),
    }
  })
}

import type { Database } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import { rateBp } from '../../platform/rate.ts'
import { depthSums, depthTrend } from './depth.sql.ts'
import { groupOf } from './group.rules.ts'
import { inWatch } from './in-watch.ts'
import { curvesOf, leftAfter } from './survival.rules.ts'
import { lifetimesBy } from './survival.sql.ts'

/** Attrition by products held is told over a year, or as far as there are months. */
const year = 12

/**
 * How much customers hold and how hard leaving is for them (M04, M05) by tier, outlet and manager, and the bank's own curve of attrition by products held (M46). Refusals:
 * see `inWatch`.
 */
export function showDepth(database: Database, { scope }: Pick<Person, 'scope'>, institutionId: number | undefined) {
  return inWatch(database, scope, institutionId, async (watched) => {
    const { businessDate, policies } = watched
    const curves = curvesOf(await lifetimesBy(watched, 'products'), [], policies.whole('survival.least_customers'))
    return {
      businessDate,
      typicalBp: policies.whole('cross_sell.typical_bp'),
      attritionFallsBp: policies.whole('cross_sell.attrition_falls_bp'),
      attritionLowBp: policies.whole('cross_sell.attrition_low_bp'),
      rows: (await depthSums(watched)).map(rowOf),
      attrition: curves
        .map((curve) => ({ curve, after: leftAfter(curve, year) }))
        .flatMap(({ curve: { key, customers, left }, after }) => (after ? [{ products: Number(key), customers, left, ...after }] : []))
        .toSorted((one, other) => one.products - other.products),
      trend: (await depthTrend(watched)).map(({ date, holders, categories }) => ({ date, crossSellBp: rateBp(categories, holders) })),
    }
  })
}

function rowOf(row: Awaited<ReturnType<typeof depthSums>>[number]) {
  const counted = row.counted ?? 0n
  const meanBp = rateBp(row.stickiness, counted)
  return {
    ...groupOf(row),
    customers: Number(counted),
    holders: Number(row.holders ?? 0n),
    crossSellBp: rateBp(row.categories, row.holders),
    holding: [row.holding1, row.holding2, row.holding3, row.holding4].map((customers) => Number(customers ?? 0n)),
    oldCustomers: Number(row.oldCustomers ?? 0n),
    inconvenientCustomers: Number(row.inconvenient ?? 0n),
    stickiness: meanBp === null ? null : Math.round(meanBp / 100),
  }
}

import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { fitNight } from './fit-night.ts'
import { mayReadSuggestions } from './suitability.policy.ts'
import { shelfOf } from './suitability.sql.ts'

/** The products that may be suggested at all, and which of them are new since the night before (M27). */
export function showShelf(database: Database, { scope }: Pick<Person, 'scope'>, now: Date) {
  if (!mayReadSuggestions(scope.role)) return Promise.resolve('FORBIDDEN' as const)
  return withScope(database, scope, async (trx) => {
    const night = await fitNight(trx, now)
    if (!night) return 'NOT_READY'
    const { businessDate, previousDate, rules } = night
    const before = previousDate === undefined ? [] : await shelfOf(trx, previousDate)
    const known = new Set(before.map(({ productCode }) => productCode))
    const products = (await shelfOf(trx, businessDate)).filter(
      ({ category, arrangement, riskLevel }) =>
        rules.offered.includes(category) && arrangement === null && (riskLevel !== null || rules.unrated.includes(category)),
    )
    return {
      businessDate,
      products: products.map(({ productCode, productName, category, riskLevel }) => ({
        productCode,
        productName,
        category,
        riskLevel,
        isNew: before.length > 0 && !known.has(productCode),
      })),
    }
  })
}

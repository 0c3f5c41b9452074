import type { Database } from '../../platform/database/pools.ts'
import { policyAt } from '../policy/index.ts'
import { classTable, clocksOf } from './cadence.rules.ts'
import { classify, nightToClass, noteClassed, takeTurns } from './classify.sql.ts'

/**
 * Classes the customers of the night in force, once for each publish (M09, M10). `database` is the owner's handle. Returns how many customers'
 * rows changed; undefined when there was nothing to do. Several at once take turns.
 */
export function classifyCustomers(database: Database): Promise<number | undefined> {
  return database.transaction().execute(async (trx) => {
    await takeTurns(trx)
    const night = await nightToClass(trx)
    if (!night || night.classed) return undefined
    const policies = await policyAt(trx, night.businessDate)
    const changed = await classify(trx, night.businessDate, {
      months: policies.whole('willingness.months'),
      purchasePoints: policies.whole('willingness.purchase_points'),
      answeredPoints: policies.whole('willingness.answered_points'),
      interestPoints: policies.whole('willingness.interest_points'),
      mediumFrom: policies.whole('willingness.medium_from_points'),
      strongFrom: policies.whole('willingness.strong_from_points'),
      table: classTable(policies),
      spreads: clocksOf(policies),
    })
    await noteClassed(trx, night.businessDate)
    return changed
  })
}

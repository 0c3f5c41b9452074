import { addDays, businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import { breakageRates, expectedBreakage, monthsLeft, rateFor } from './breakage.rules.ts'
import type { Liability } from './contract.ts'
import { lotHistory, outstandingOn } from './liability.sql.ts'
import { mayReadSettlement } from './settlement.policy.ts'

const daysAMonth = 30.4375

/**
 * What is owed to customers by programme, issuing outlet and month of the last day, and what of it will lapse by the bank's own history (M73): of points that had as
 * many months left, the share that was never used. Points for good never lapse; where history is thin nothing is estimated.
 */
export async function showLiability(database: Database, person: Person, now: Date): Promise<Liability | 'FORBIDDEN'> {
  if (!mayReadSettlement(person.scope.role)) return 'FORBIDDEN'
  const day = businessDateOf(now)
  return withScope(database, person.scope, async (trx) => {
    const policies = await policyAt(trx, day)
    const since = addDays(day, -Math.round(policies.whole('points.breakage_months') * daysAMonth))
    const leastPoints = policies.fen('points.breakage_points')
    const history = Map.groupBy(await lotHistory(trx, since, day), ({ programmeId }) => programmeId)
    const rates = new Map([...history].map(([programmeId, lots]) => [programmeId, breakageRates(lots, leastPoints)]))
    const rows = await outstandingOn(trx, day)
    return {
      day,
      fenPerHundred: policies.fen('points.worth_fen').toString(),
      since,
      leastPoints: leastPoints.toString(),
      rows: rows.map(({ customers, points, ...row }) => {
        const rate = row.month === null ? undefined : rateFor(rates.get(row.programmeId) ?? new Map(), monthsLeft(day, row.month))
        const breakage = row.month === null ? 0n : rate && expectedBreakage(points, rate)
        return { ...row, customers: Number(customers), points: points.toString(), breakage: breakage?.toString() ?? null }
      }),
    }
  })
}

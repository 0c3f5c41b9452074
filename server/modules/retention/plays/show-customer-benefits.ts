import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { stakeOf } from '../leave-case.sql.ts'
import { earliestPeriodStart, standingOf } from './benefit.rules.ts'
import { benefitsOn } from './benefit.sql.ts'
import { customerUses } from './benefit-use.sql.ts'
import type { CustomerBenefits } from './contract.ts'
import { mayLogUse } from './plays.policy.ts'

/**
 * What a customer is entitled to by tier, what was used in the running period, and what is left (M44); a part of the dossier. Of whom nobody may turn
 * to (code N, deceased, closed) nothing is told. Unknown and out of sight are both NOT_FOUND.
 */
export function showCustomerBenefits(
  database: Database,
  { scope, userId }: Person,
  id: string,
  now: Date,
): Promise<CustomerBenefits | 'NOT_FOUND'> {
  return withScope(database, scope, async (trx) => {
    const customerId = BigInt(id)
    const today = businessDateOf(now)
    const stake = await stakeOf(trx, customerId, today)
    if (!stake) return 'NOT_FOUND'
    const { tier } = stake
    if (stake.bucket !== 'counted') return { applies: false, tier, mayLog: false, benefits: [], uses: [] }
    const found = await benefitsOn(trx, today)
    const uses = await customerUses(trx, customerId, earliestPeriodStart(found, today) ?? today)
    const benefits = found.flatMap((benefit) => {
      const { times, ...stands } = standingOf(benefit, uses, tier, today)
      const { code, name, provider, about, move, layer, period } = benefit
      return times > 0 || stands.used > 0 ? [{ code, name, provider, about, move, layer, period, times, ...stands }] : []
    })
    return {
      applies: true,
      tier,
      mayLog: mayLogUse(scope.role),
      benefits,
      uses: uses.map(({ id: use, name, on, staffName, userId: by }) => ({
        id: use,
        name,
        usedOn: on,
        staffName,
        mayTakeBack: by === userId && on === today,
      })),
    }
  })
}

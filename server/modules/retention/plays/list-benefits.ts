import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { subtreeOf } from '../../organisation/index.ts'
import { periodAround } from './benefit.rules.ts'
import { benefitsFrom } from './benefit.sql.ts'
import { useCounts } from './benefit-use.sql.ts'
import { benefitTiers, type BenefitRow } from './contract.ts'
import { mayEditBenefits, mayReadPlays } from './plays.policy.ts'

/** The catalogue of today and the days to come, and how much of it is used by customers in sight (M44). Outside the scope is NOT_FOUND. */
export function listBenefits(database: Database, { scope }: Person, institutionId: number | undefined, now: Date) {
  return withScope(database, scope, async (trx) => {
    if (!mayReadPlays(scope.role)) return 'FORBIDDEN'
    const institutions = institutionId === undefined ? scope.institutions : await subtreeOf(trx, scope, institutionId)
    if (institutions.length === 0) return 'NOT_FOUND'
    const today = businessDateOf(now)
    const found = await benefitsFrom(trx, today)
    const periods = found.map(({ code, period }) => ({ code, from: periodAround(period, today).from }))
    const counts = await useCounts(trx, institutions, [...new Map(periods.map((one) => [one.code, one])).values()])
    const benefits = found.map((benefit): BenefitRow => {
      const entitled = benefitTiers.reduce((sum, tier) => sum + (benefit.times[tier] > 0 ? (counts.customers.get(tier) ?? 0) : 0), 0)
      const { users = 0, uses = 0 } = counts.uses.get(benefit.code) ?? {}
      const begun = benefit.validFrom <= today
      return { ...benefit, use: begun ? { from: periodAround(benefit.period, today).from, entitled, users, uses } : null }
    })
    return { today, benefits, mayEdit: mayEditBenefits(scope.role) }
  })
}

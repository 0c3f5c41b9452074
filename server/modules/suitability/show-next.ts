import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { NextProducts } from './contract.ts'
import { fitNight } from './fit-night.ts'
import { mayBeTold } from './may-be-told.ts'
import { mayReadSuggestions, mayRecordDecline } from './suitability.policy.ts'
import { nextProducts, opensWithAssessment } from './suitability.rules.ts'
import { investorOf, sharesOf, shelfOf } from './suitability.sql.ts'

/** As many as somebody can speak of. */
const longest = 3

const nothing: NextProducts = {
  applies: false,
  mayContact: false,
  suggestions: [],
  needsAssessment: [],
  riskTolerance: null,
  assessedOn: null,
  mayDecline: false,
}

/**
 * What suits a customer next (M27, M97), and what a risk assessment would open. For whom nobody may turn to – code N, deceased, closed, any special status – it
 * says nothing, not even why; for who may not be told of products the suggestions are left out. A customer outside the scope is NOT_FOUND.
 */
export function showNext(database: Database, { scope }: Pick<Person, 'scope'>, id: string, now: Date) {
  if (!mayReadSuggestions(scope.role)) return Promise.resolve('FORBIDDEN' as const)
  return withScope(database, scope, async (trx): Promise<NextProducts | 'NOT_READY' | 'NOT_FOUND'> => {
    const night = await fitNight(trx, now)
    if (!night) return 'NOT_READY'
    const investor = await investorOf(trx, night, BigInt(id))
    if (!investor) return 'NOT_FOUND'
    if (investor.bucket !== 'counted' || investor.status !== null) return nothing
    const mayContact = (await mayBeTold(trx, [investor.customerId], night, now))(investor.customerId)
    const [products, shares] = [await shelfOf(trx, night.businessDate), await sharesOf(trx, night.businessDate)]
    return {
      applies: true,
      mayContact,
      suggestions: mayContact ? nextProducts(products, investor, shares, night.rules).slice(0, longest) : [],
      needsAssessment: mayContact ? opensWithAssessment(products, investor, night.rules) : [],
      riskTolerance: investor.riskTolerance,
      assessedOn: investor.assessedOn,
      mayDecline: mayRecordDecline(scope.role),
    }
  })
}

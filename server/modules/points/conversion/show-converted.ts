import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import { maskedViewOf, shownAmount } from '../../privacy/index.ts'
import type { ConvertedAssets } from './contract.ts'
import { convert, inExperience, isSuperMember, levelOf } from './conversion.rules.ts'
import { heldByCategory, knownCustomer } from './holding.sql.ts'

/** A customer's converted assets with their maths, the level that events go by, and whether they are a super member (M51, M57). */
export function showConverted(database: Database, person: Person, customerId: string): Promise<ConvertedAssets | 'NOT_FOUND'> {
  return withScope(database, person.scope, async (trx) => {
    const known = await knownCustomer(trx, customerId)
    if (!known) return 'NOT_FOUND'
    const policies = await policyAt(trx, known.businessDate)
    const view = maskedViewOf(policies, person.scope.role)
    const { lines, convertedFen } = convert(await heldByCategory(trx, customerId, known.businessDate), policies)
    const experience = inExperience(policies)
    return {
      businessDate: known.businessDate,
      lines: lines
        .filter(({ coefficientBp }) => coefficientBp > 0)
        .map(({ balanceFen, convertedFen: part, ...line }) => ({
          ...line,
          balanceFen: shownAmount(balanceFen, view),
          convertedFen: shownAmount(part, view),
        })),
      convertedFen: shownAmount(convertedFen, view),
      level: experience ? levelOf(convertedFen, policies) : known.tier,
      experience,
      superMember: isSuperMember(convertedFen, policies),
      superFromFen: policies.fen('super_member.from_fen').toString(),
    }
  })
}

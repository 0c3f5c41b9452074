import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { subtreeOf } from '../organisation/index.ts'
import { maskedViewOf, shownAmount, shownName, type MaskedView } from '../privacy/index.ts'
import type { FitCustomer, Suggestion } from './contract.ts'
import { fitNight, type FitNight } from './fit-night.ts'
import { mayBeTold } from './may-be-told.ts'
import { mayReadSuggestions } from './suitability.policy.ts'
import { asSuggestion, nextProducts, type Investor } from './suitability.rules.ts'
import { largestInvestors, sharesOf, shelfOf, type InvestorRecord } from './suitability.sql.ts'

/** As many as a team can call in a month; the largest customers are looked at first. */
const longest = 200
const lookedAt = 2000

interface Wish {
  institutionId?: number | undefined
  /** one product: a notice of it; left out, everybody's next product */
  productCode?: string | undefined
}

interface Found {
  investor: InvestorRecord
  product: Suggestion
}

/**
 * Whom a product suits, or what suits everybody next (M27), the largest customers first, masked for the role. Who may not be told of products is counted and left out.
 * Outside the scope, and a product that is not there, are NOT_FOUND.
 */
export function listFits(database: Database, { scope }: Pick<Person, 'scope'>, { institutionId, productCode }: Wish, now: Date) {
  if (!mayReadSuggestions(scope.role)) return Promise.resolve('FORBIDDEN' as const)
  return withScope(database, scope, async (trx) => {
    const institutions = institutionId === undefined ? scope.institutions : await subtreeOf(trx, scope, institutionId)
    if (institutions.length === 0) return 'NOT_FOUND'
    const night = await fitNight(trx, now)
    if (!night) return 'NOT_READY'
    const finder = await finderOf(trx, night, productCode)
    if (!finder) return 'NOT_FOUND'
    const investors = await largestInvestors(trx, night, { institutions, without: finder.category, limit: lookedAt })
    const suited = investors.flatMap((investor): Found[] => finder.suggest(investor).map((product) => ({ investor, product })))
    const told = await mayBeTold(
      trx,
      suited.map(({ investor }) => investor.customerId),
      night,
      now,
    )
    const contactable = suited.filter(({ investor }) => told(investor.customerId))
    const view = maskedViewOf(night.policies, scope.role)
    return {
      rows: contactable.slice(0, longest).map((found) => present(found, view)),
      looked: investors.length,
      notContactable: suited.length - contactable.length,
      more: contactable.length > longest || investors.length === lookedAt,
    }
  })
}

/** What to suggest to one customer, at most one product; undefined for a product the bank does not have. */
async function finderOf(
  trx: Scoped,
  { businessDate, rules }: FitNight,
  productCode: string | undefined,
): Promise<{ category: string | undefined; suggest: (investor: Investor) => Suggestion[] } | undefined> {
  const [products, shares] = [await shelfOf(trx, businessDate), await sharesOf(trx, businessDate)]
  if (productCode === undefined)
    return { category: undefined, suggest: (investor) => nextProducts(products, investor, shares, rules).slice(0, 1) }
  const product = products.find((one) => one.productCode === productCode)
  return product && { category: product.category, suggest: (investor) => asSuggestion(product, investor, shares, rules) }
}

const present = ({ investor, product }: Found, view: MaskedView): FitCustomer => ({
  customerId: investor.customerId.toString(),
  customerNo: investor.customerNo,
  name: shownName(investor.name, view),
  tier: investor.tier,
  institutionName: investor.institutionName,
  managerName: investor.managerName,
  aum: shownAmount(investor.aumFen, view),
  riskTolerance: investor.riskTolerance,
  product,
})

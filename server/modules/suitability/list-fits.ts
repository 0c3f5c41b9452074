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

/** As many as a team can call in a month; the largest customers are looked at first, so many at once and at most so many. */
const longest = 200
const page = 400
const lookedAtMost = 2000

interface Wish {
  institutionId?: number | undefined
  /** one product: a notice of it; left out, everybody's next product */
  productCode?: string | undefined
}

/** What to suggest to one customer, at most one product; only customers without `category` need be looked at. */
interface Finder {
  category: string | undefined
  suggest: (investor: Investor) => Suggestion[]
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
    const view = maskedViewOf(night.policies, scope.role)
    const { found, looked, notContactable, more } = await search(trx, night, finder, institutions, now)
    return { rows: found.slice(0, longest).map((one) => present(one, view)), looked, notContactable, more }
  })
}

/** Looks at the largest customers, page by page, until the list is full or nobody is left. */
async function search(trx: Scoped, night: FitNight, { category, suggest }: Finder, institutions: readonly number[], now: Date) {
  const found: Found[] = []
  let [looked, notContactable, more] = [0, 0, true]
  while (more && found.length <= longest && looked < lookedAtMost) {
    const investors = await largestInvestors(trx, night, { institutions, without: category, offset: looked, limit: page })
    const suited = investors.flatMap((investor): Found[] => suggest(investor).map((product) => ({ investor, product })))
    const ids = suited.map(({ investor }) => investor.customerId)
    const told = await mayBeTold(trx, ids, night, now)
    const contactable = suited.filter(({ investor }) => told(investor.customerId))
    found.push(...contactable)
    looked += investors.length
    notContactable += suited.length - contactable.length
    more = investors.length === page
  }
  return { found, looked, notContactable, more: more || found.length > longest }
}

/** Undefined for a product the bank does not have. */
async function finderOf(trx: Scoped, { businessDate, rules }: FitNight, productCode: string | undefined): Promise<Finder | undefined> {
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

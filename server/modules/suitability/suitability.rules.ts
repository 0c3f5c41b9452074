import type { Policies } from '../policy/index.ts'
import { offeredCategories, type OfferedCategory, type Suggestion, type UnfitReason } from './contract.ts'

/** A product of the bank. */
export interface Product {
  productCode: string
  productName: string
  category: string
  /** R1–R5; null = the bank gives none */
  riskLevel: string | null
  arrangement: string | null
}

/** What is known of a customer who counts in rates. */
export interface Investor {
  tier: string
  age: number | null
  /** C1–C5 */
  riskTolerance: string | null
  assessedOn: string | null
  aumFen: bigint
  held: readonly string[]
  /** categories declined within the policy's days */
  declined: readonly string[]
}

/** The rules in force on a day (M27, M97). */
export interface FitRules {
  offered: readonly string[]
  unrated: readonly string[]
  /** an assessment of this day or later holds */
  assessedFrom: string
  elderFromAge: number
  elderHighestRisk: number
  qualifiedFromFen: bigint
  certificateFromFen: bigint
  leastShareBp: number
}

const words = (text: string): string[] => text.split(' ')

export const fitRulesOf = (policies: Policies, assessedFrom: string): FitRules => ({
  offered: words(policies.code('suitability.offered')),
  unrated: words(policies.code('suitability.unrated')),
  assessedFrom,
  elderFromAge: policies.whole('suitability.elder_from_age'),
  elderHighestRisk: policies.whole('suitability.elder_highest_risk'),
  qualifiedFromFen: policies.fen('suitability.qualified_from_fen'),
  certificateFromFen: policies.fen('suitability.certificate_from_fen'),
  leastShareBp: policies.whole('suitability.least_share_bp'),
})

const isOffered = (category: string): category is OfferedCategory => offeredCategories.some((one) => one === category)

/** The number in R3 or C4; undefined where there is none, or it is none we know. */
const levelOf = (code: string | null): number | undefined => {
  const level = /^[RC]([1-5])$/.exec(code ?? '')?.[1]
  return level === undefined ? undefined : Number(level)
}

/**
 * Why a product does not suit a customer (M97), undefined when it does. A product that binds is never offered; one without a risk level only where its kind needs none; who has no
 * valid assessment is offered nothing that carries risk; elders take the stricter path, and so does whose age nobody knows.
 */
export function whyUnfit(product: Product, investor: Investor, rules: FitRules): UnfitReason | undefined {
  const { category } = product
  if (!isOffered(category) || !rules.offered.includes(category) || product.arrangement !== null) return 'not_offered'
  if (investor.held.includes(category)) return 'held'
  if (investor.declined.includes(category)) return 'declined'
  const risk = levelOf(product.riskLevel)
  if (risk === undefined && !rules.unrated.includes(category)) return 'no_risk_level'
  if (risk !== undefined) {
    const tolerance = levelOf(investor.riskTolerance)
    if (tolerance === undefined || investor.assessedOn === null || investor.assessedOn < rules.assessedFrom) return 'no_assessment'
    if (risk > tolerance) return 'risk_too_high'
    if ((investor.age === null || investor.age >= rules.elderFromAge) && risk > rules.elderHighestRisk) return 'elder'
  }
  if (category === 'asset_management' && investor.aumFen < rules.qualifiedFromFen) return 'not_qualified'
  if (category === 'large_certificate' && investor.aumFen < rules.certificateFromFen) return 'below_least'
  return undefined
}

/** Of each tier, in basis points: how many hold a category. */
export type Shares = ReadonlyMap<string, number>
export const shareKey = (tier: string, category: string): string => `${tier} ${category}`

/** The share of the customer's tier that holds a category; 0 where nobody does. */
export const shareOf = (shares: Shares, tier: string, category: string): number => shares.get(shareKey(tier, category)) ?? 0

const riskOf = (product: Product): number => levelOf(product.riskLevel) ?? 0

function suggested(product: Product, investor: Investor, shares: Shares): Suggestion[] {
  const { productCode, productName, category, riskLevel } = product
  return isOffered(category) ? [{ productCode, productName, category, riskLevel, shareBp: shareOf(shares, investor.tier, category) }] : []
}

/**
 * What suits a customer next (M27): of every category that suits and that enough of the same tier hold the product of the lowest risk, the category most of them hold first.
 */
export function nextProducts(products: readonly Product[], investor: Investor, shares: Shares, rules: FitRules): Suggestion[] {
  const fitting = products.filter((product) => whyUnfit(product, investor, rules) === undefined)
  const calmest = [...Map.groupBy(fitting, ({ category }) => category).values()].flatMap((same) =>
    same.toSorted((one, other) => riskOf(one) - riskOf(other) || (one.productCode < other.productCode ? -1 : 1)).slice(0, 1),
  )
  return calmest
    .flatMap((product) => suggested(product, investor, shares))
    .filter(({ shareBp }) => shareBp >= rules.leastShareBp)
    .toSorted((one, other) => other.shareBp - one.shareBp || (one.category < other.category ? -1 : 1))
}

/** A product that suits, as a suggestion; empty when it does not. */
export const asSuggestion = (product: Product, investor: Investor, shares: Shares, rules: FitRules): Suggestion[] =>
  whyUnfit(product, investor, rules) === undefined ? suggested(product, investor, shares) : []

/** Categories that nothing but a missing or stale assessment keeps from a customer. */
export const opensWithAssessment = (products: readonly Product[], investor: Investor, rules: FitRules): OfferedCategory[] =>
  offeredCategories.filter((category) =>
    products.some((product) => product.category === category && whyUnfit(product, investor, rules) === 'no_assessment'),
  )

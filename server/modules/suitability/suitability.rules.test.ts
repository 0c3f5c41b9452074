import { describe, expect, it } from 'vitest'
import { packPolicies } from '../policy/index.ts'
import { fitRulesOf, nextProducts, opensWithAssessment, shareKey, whyUnfit, type Investor, type Product } from './suitability.rules.ts'

const rules = fitRulesOf(packPolicies('cn', '2026-11-21'), '2025-11-21')
const fund: Product = { productCode: 'F3', productName: '混合基金', category: 'fund', riskLevel: 'R3', arrangement: null }
const product = (change: Partial<Product>): Product => ({ ...fund, ...change })
const wang: Investor = {
  tier: 'potential',
  age: 45,
  riskTolerance: 'C3',
  assessedOn: '2025-11-21',
  aumFen: 10_000_000n,
  held: ['demand_deposit'],
  declined: [],
}
const investor = (change: Partial<Investor>): Investor => ({ ...wang, ...change })

describe('why a product does not suit', () => {
  it.each([
    ['suits at the very risk level, by an assessment of the first valid day', fund, wang, undefined],
    ['one level above is too much', product({ riskLevel: 'R4' }), wang, 'risk_too_high'],
    ['an assessment of the day before is stale', fund, investor({ assessedOn: '2025-11-20' }), 'no_assessment'],
    ['without an assessment nothing that carries risk', fund, investor({ riskTolerance: null, assessedOn: null }), 'no_assessment'],
    ['a tolerance nobody knows is none', fund, investor({ riskTolerance: 'C9' }), 'no_assessment'],
    ['a fund without a risk level is never suggested', product({ riskLevel: null }), wang, 'no_risk_level'],
    [
      'a deposit needs none',
      product({ category: 'time_deposit', riskLevel: null }),
      investor({ riskTolerance: null, assessedOn: null }),
      undefined,
    ],
    ['what is held is not suggested', fund, investor({ held: ['fund'] }), 'held'],
    ['what was declined rests', fund, investor({ declined: ['fund'] }), 'declined'],
    ['at 65 only to the stricter line', fund, investor({ age: 65 }), 'elder'],
    ['at 65 up to the line', product({ riskLevel: 'R2' }), investor({ age: 65 }), undefined],
    ['at 64 as everybody', fund, investor({ age: 64 }), undefined],
    ['whose age nobody knows takes the stricter path', fund, investor({ age: null }), 'elder'],
    ['a plan binds', product({ arrangement: 'fund_plan' }), wang, 'not_offered'],
    ['insurance is not offered', product({ category: 'insurance', riskLevel: null }), wang, 'not_offered'],
    ['a loan is not offered', product({ category: 'loan', riskLevel: null }), wang, 'not_offered'],
    [
      'asset management below the qualified line',
      product({ category: 'asset_management' }),
      investor({ aumFen: 299_999_999n }),
      'not_qualified',
    ],
    ['asset management at it', product({ category: 'asset_management' }), investor({ aumFen: 300_000_000n }), undefined],
    ['a large certificate below its least amount', product({ category: 'large_certificate', riskLevel: null }), wang, 'below_least'],
  ])('%s', (_, given, of, reason) => {
    expect(whyUnfit(given, of, rules)).toBe(reason)
  })
})

describe('what suits next', () => {
  const shares = new Map([
    [shareKey('potential', 'fund'), 1000],
    [shareKey('potential', 'bond'), 3000],
    [shareKey('potential', 'precious_metal'), rules.leastShareBp - 1],
    [shareKey('wealth', 'fund'), 9000],
  ])
  const products = [
    product({ productCode: 'F1', riskLevel: 'R1' }),
    product({ productCode: 'F0', riskLevel: 'R2' }),
    product({ productCode: 'B1', category: 'bond', riskLevel: null }),
    product({ productCode: 'P1', category: 'precious_metal', riskLevel: 'R3' }),
  ]

  it('is the category most of the same tier hold, of it the product of the lowest risk; what hardly anybody holds is left out', () => {
    expect(nextProducts(products, wang, shares, rules).map(({ productCode, shareBp }) => [productCode, shareBp])).toEqual([
      ['B1', 3000],
      ['F1', 1000],
    ])
  })

  it('names what an assessment would open, and nothing else', () => {
    expect(opensWithAssessment(products, investor({ assessedOn: null, held: ['precious_metal'] }), rules)).toEqual(['fund'])
    expect(opensWithAssessment(products, wang, rules)).toEqual([])
  })
})

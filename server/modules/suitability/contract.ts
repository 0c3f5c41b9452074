import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals, shownMoney } from '../../platform/contract/terms.ts'

/** Kinds of products that policy may offer; what binds, and insurance, is never among them (M97). */
export const offeredCategories = [
  'time_deposit',
  'large_certificate',
  'structured_deposit',
  'wealth_product',
  'fund',
  'bond',
  'precious_metal',
  'asset_management',
] as const
/** Why a product does not suit, the first that applies. */
export const unfitReasons = [
  'not_offered',
  'held',
  'declined',
  'no_risk_level',
  'no_assessment',
  'risk_too_high',
  'elder',
  'not_qualified',
  'below_least',
] as const
export type UnfitReason = (typeof unfitReasons)[number]
export const offeredCategory = z.enum(offeredCategories)
export type OfferedCategory = z.infer<typeof offeredCategory>

const count = z.number().int()
const product = z.object({ productCode: z.string(), productName: z.string(), category: z.string(), riskLevel: z.string().nullable() })

const suggestion = product.extend({
  category: offeredCategory,
  /** of the customers of the same tier, how many hold the category */
  shareBp: count,
})
export type Suggestion = z.infer<typeof suggestion>

/** What a customer's dossier says of it: nothing at all for whom nobody may turn to. */
const next = z.object({
  applies: z.boolean(),
  /** may be spoken to about products by at least one channel today */
  mayContact: z.boolean(),
  suggestions: z.array(suggestion),
  /** a risk assessment would open these categories */
  needsAssessment: z.array(offeredCategory),
  riskTolerance: z.string().nullable(),
  assessedOn: businessDate.nullable(),
  mayDecline: z.boolean(),
})
export type NextProducts = z.infer<typeof next>

const shelfProduct = product.extend({
  /** was not on the shelf the night before */
  isNew: z.boolean(),
})

const fit = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  tier: z.string(),
  institutionName: z.string(),
  managerName: z.string().nullable(),
  aum: shownMoney,
  riskTolerance: z.string().nullable(),
  product: suggestion,
})
export type FitCustomer = z.infer<typeof fit>

const uuid = z.uuid()
export const declineInput = z.object({
  /** made on the device: sent twice it is one record */
  id: uuid,
  customerId: id,
  category: offeredCategory,
})
export type DeclineInput = z.infer<typeof declineInput>

export const suitabilityContract = {
  next: oc
    .route({ method: 'GET', path: '/customers/{customerId}/next-products', summary: '下一个适合的产品' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(next),
  decline: oc
    .route({ method: 'POST', path: '/customers/{customerId}/declined-products', summary: '客户不要这类产品' })
    .errors(refusals)
    .input(declineInput)
    .output(z.object({ id: uuid, restsUntil: businessDate })),
  shelf: oc
    .route({ method: 'GET', path: '/products', summary: '可推荐的产品' })
    .errors(refusals)
    .output(z.object({ businessDate, products: z.array(shelfProduct) })),
  fits: oc
    .route({ method: 'GET', path: '/products/fits', summary: '适合的客户' })
    .errors(refusals)
    .input(z.object({ institutionId: z.coerce.number().int().optional(), productCode: z.string().max(64).optional() }))
    .output(
      z.object({
        rows: z.array(fit),
        /** customers looked at, the largest AUM first */
        looked: count,
        /** whom it suits but who may not be spoken to about products today */
        notContactable: count,
        /** there are more below those looked at, or below the longest list */
        more: z.boolean(),
      }),
    ),
}

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id, refusals } from '../../platform/contract/terms.ts'

/** What a click can show in clear. What the bank's extract does not publish (identity number, cards) cannot be shown at all. */
const revealFields = ['phone', 'address'] as const
export type RevealField = (typeof revealFields)[number]

/** Why somebody needs the clear value (PIPL art. 6); each look is on record with it. */
const revealPurposes = ['contact_customer', 'verify_identity', 'repair_contact', 'handle_complaint', 'compliance_check', 'other'] as const
export type RevealPurpose = (typeof revealPurposes)[number]

const lookupFlagKinds = ['bulk', 'off_hours', 'out_of_portfolio', 'self', 'colleague'] as const
export type LookupFlagKind = (typeof lookupFlagKinds)[number]
const verdicts = ['justified', 'violation'] as const

const lookupFlag = z.object({
  id: z.number().int(),
  kind: z.enum(lookupFlagKinds),
  at: z.string(),
  actorUserId: z.number().int().nullable(),
  actorLogin: z.string(),
  actorRole: z.string(),
  actorInstitutionId: z.number().int().nullable(),
  customerId: z.string(),
  /** of a bulk look-up: different customers within the policy's minutes */
  customers: z.number().int().nullable(),
  reviewedAt: z.string().nullable(),
  verdict: z.enum(verdicts).nullable(),
  note: z.string().nullable(),
})
export type LookupFlag = z.infer<typeof lookupFlag>

const purposeText = z.string().trim().max(200).default('')

export const privacyContract = {
  reveal: oc
    .route({ method: 'POST', path: '/customers/{customerId}/reveal', summary: '查看明文' })
    .errors(refusals)
    .input(
      z
        .object({ customerId: id, field: z.enum(revealFields), purpose: z.enum(revealPurposes), purposeText })
        .refine(({ purpose, purposeText: text }) => purpose !== 'other' || text.length >= 4, {
          path: ['purposeText'],
          message: '选择“其他”时请写明用途，至少四个字',
        }),
    )
    .output(z.object({ customerId: id, field: z.enum(revealFields), value: z.string().nullable() })),
  listFlags: oc
    .route({ method: 'POST', path: '/privacy/flags/list', summary: '异常查询提示' })
    .errors(refusals)
    .input(
      z.object({
        open: z.boolean().optional(),
        kind: z.enum(lookupFlagKinds).optional(),
        actorLogin: z.string().trim().min(1).max(64).optional(),
        /** the smallest id of the page before: newest first */
        before: z.number().int().positive().optional(),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ flags: z.array(lookupFlag), next: z.number().int().nullable() })),
  reviewFlag: oc
    .route({ method: 'POST', path: '/privacy/flags/{id}/review', summary: '复核异常查询' })
    .errors(refusals)
    .input(z.object({ id: z.coerce.number().int(), verdict: z.enum(verdicts), note: z.string().trim().min(4).max(500) }))
    .output(z.object({ reviewed: z.literal(true) })),
}

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { canonical } from '../../../night/extract/canonical.ts'
import { businessDate, id, refusals } from '../../platform/contract/terms.ts'
import { consentPurposes, contactChannels, contactPurposes, type ContactChannel } from './channel-terms.ts'

export { consentPurposes, contactChannels, contactPurposes, type ContactChannel }
export type CustomerStatus = (typeof canonical.customer.columns.status.values)[number]
export type ConsentPurpose = (typeof consentPurposes)[number]
export type ContactPurpose = (typeof contactPurposes)[number]

/** Why a customer may or may not be contacted. */
export const contactReasons = [
  'allowed',
  'unknown_customer',
  'deceased',
  'closed_by_bank',
  'not_for_marketing',
  'special_status',
  'child',
  'do_not_contact',
  'refused',
  'open_complaint',
  'quiet_period',
  'no_consent',
  'one_voice',
  'cap',
  'not_a_working_day',
  'quiet_hours',
  // the same, of another number of the same person (M20)
  'linked_deceased',
  'linked_not_for_marketing',
  'linked_do_not_contact',
  'linked_refused',
  'linked_open_complaint',
  'linked_quiet_period',
  'linked_withdrawn',
  'linked_one_voice',
  'linked_cap',
] as const
export type ContactReason = (typeof contactReasons)[number]

/** How the customer said it. What is only said proves a refusal, never a consent. */
export const proofSources = ['paper', 'counter_device', 'customer_link', 'recorded_call', 'bank_system'] as const
export const choiceSources = [...proofSources, 'said'] as const
export const choiceKinds = ['consent', 'refusal', 'do_not_contact', 'quiet_period', 'guardian', 'sensitive_consent'] as const
export type ChoiceKind = (typeof choiceKinds)[number]
export const quietKinds = ['dispute', 'bereavement', 'asked'] as const
export const guardianRelations = ['father', 'mother', 'grandparent', 'other'] as const
export const sensitiveCategories = ['health', 'biometric', 'belief', 'whereabouts', 'child_picture'] as const

const proof = z.string().trim().min(1).max(200)
const textVersion = z.string().trim().min(1).max(60)
const proven = { textVersion, source: z.enum(proofSources), proof, validFrom: businessDate }
const channels = z.array(z.enum(contactChannels)).min(1).max(contactChannels.length)
const endsLater = { path: ['validTo'], message: '截止日期不能早于开始日期' }
const inOrder = ({ validFrom, validTo }: { validFrom: string; validTo: string | null }) => validTo === null || validTo >= validFrom

/** What a customer decided, or a state that bears on contacts. */
export const choiceInput = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('consent'),
      channels,
      purposes: z.array(z.enum(consentPurposes)).min(1).max(consentPurposes.length),
      ...proven,
      validTo: businessDate.nullable().default(null),
      /** the customer came forward: only then a refusal may be lifted before the bank may ask again */
      customerAsked: z.boolean().default(false),
    })
    .refine(inOrder, endsLater),
  z.object({
    kind: z.literal('refusal'),
    channels,
    /** empty = every purpose but service */
    purposes: z.array(z.enum(consentPurposes)).max(consentPurposes.length).default([]),
    source: z.enum(choiceSources),
    proof: proof.nullable().default(null),
  }),
  z.object({ kind: z.literal('do_not_contact'), reason: proof, source: z.enum(choiceSources), proof: proof.nullable().default(null) }),
  z
    .object({ kind: z.literal('quiet_period'), about: z.enum(quietKinds), validFrom: businessDate, validTo: businessDate })
    .refine(inOrder, endsLater),
  z.object({
    kind: z.literal('guardian'),
    guardianCustomerNo: z.string().trim().min(1).max(64),
    relation: z.enum(guardianRelations),
    ...proven,
  }),
  z
    .object({
      kind: z.literal('sensitive_consent'),
      category: z.enum(sensitiveCategories),
      usedFor: z.string().trim().min(4).max(200),
      ...proven,
      validTo: businessDate.nullable().default(null),
    })
    .refine(inOrder, endsLater),
])
export type ChoiceInput = z.infer<typeof choiceInput>

const choice = z.object({
  kind: z.enum(choiceKinds),
  id,
  channel: z.enum(contactChannels).nullable(),
  /** null: every purpose but service, or no matter of purposes */
  purpose: z.enum(consentPurposes).nullable(),
  /** code or words: kind of a quiet period, category of sensitive data, relation of the guardian, reason of do-not-contact */
  about: z.string().nullable(),
  textVersion: z.string().nullable(),
  source: z.string().nullable(),
  proof: z.string().nullable(),
  validFrom: businessDate,
  validTo: businessDate.nullable(),
  recordedAt: z.string(),
  endedAt: z.string().nullable(),
  /** of a refusal: the first day on which the bank may ask again */
  askAgainOn: businessDate.nullable(),
})
export type CustomerChoice = z.infer<typeof choice>

export const calendarDay = z.object({ day: businessDate, working: z.boolean(), about: z.string().trim().min(1).max(60) })
export type CalendarDay = z.infer<typeof calendarDay>

/** What a click can show in clear. What the bank's extract does not publish (identity number, cards) cannot be shown at all. */
const revealFields = ['phone', 'address', 'name'] as const
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
  permission: oc
    .route({ method: 'GET', path: '/customers/{customerId}/permission', summary: '何时能联系、为什么' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(
      z.object({
        answers: z.array(
          z.object({
            channel: z.enum(contactChannels),
            purpose: z.enum(contactPurposes),
            allowed: z.boolean(),
            reason: z.enum(contactReasons),
            text: z.string(),
            /** ISO moment; null: nothing that time alone would change */
            nextAllowedAt: z.string().nullable(),
          }),
        ),
        /** what the customer decided: in force first, then what has ended, the newest first */
        choices: z.array(choice),
        child: z.boolean(),
        mayEndDoNotContact: z.boolean(),
      }),
    ),
  recordChoice: oc
    .route({ method: 'POST', path: '/customers/{customerId}/choices', summary: '记录客户意愿' })
    .errors({
      ...refusals,
      REFUSED_LATELY: { status: 409, message: '客户已拒绝，政策规定的期限内不得再次征询；客户主动提出的，请注明' },
      ALREADY_HELD: { status: 409, message: '相同的记录已经存在' },
      NOT_A_CHILD: { status: 409, message: '客户已满 14 周岁，不需要监护人记录' },
      NO_SUCH_GUARDIAN: { status: 409, message: '没有找到这位监护人，请核对客户号' },
      TOO_LONG: { status: 409, message: '静默期超过政策上限，请缩短截止日期' },
    })
    .input(z.object({ customerId: id, choice: choiceInput }))
    .output(z.object({ recorded: z.number().int() })),
  endChoice: oc
    .route({ method: 'POST', path: '/customers/{customerId}/choices/{kind}/{id}/end', summary: '撤回或终止客户意愿' })
    .errors(refusals)
    .input(
      z.object({
        customerId: id,
        /** a refusal is lifted by a consent alone */
        kind: z.enum(choiceKinds).exclude(['refusal']),
        id,
        source: z.enum(choiceSources),
        proof: proof.nullable().default(null),
      }),
    )
    .output(z.object({ ended: z.literal(true) })),
  calendar: oc
    .route({ method: 'GET', path: '/calendar/{year}', summary: '节假日' })
    .errors(refusals)
    .input(z.object({ year: z.coerce.number().int().min(2000).max(2100) }))
    .output(z.object({ days: z.array(calendarDay), years: z.array(z.number().int()), mayKeep: z.boolean() })),
  saveCalendarDay: oc
    .route({ method: 'PUT', path: '/calendar/days/{day}', summary: '登记节假日或调休' })
    .errors(refusals)
    .input(calendarDay)
    .output(z.object({ saved: z.literal(true) })),
  removeCalendarDay: oc
    .route({ method: 'DELETE', path: '/calendar/days/{day}', summary: '删除节假日登记' })
    .errors(refusals)
    .input(z.object({ day: businessDate }))
    .output(z.object({ removed: z.literal(true) })),
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

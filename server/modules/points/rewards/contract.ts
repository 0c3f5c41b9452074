import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../../platform/contract/terms.ts'
import { colourReasons, colours, offerCodes, rewardForms, witnessed } from './reward-terms.ts'

const field = z.string().trim().min(1).max(40)
const amount = z.string().regex(/^\d{1,15}$/)
const condition = z.object({ field, is: z.enum(['at_least', 'equals']), value: z.string().trim().min(1).max(40) })
const rule = z.object({
  conditions: z.array(condition).max(6).default([]),
  points: z.number().int().min(1).max(1_000_000),
  per: z
    .object({ field, each: amount.refine((text) => /[1-9]/.test(text), '应大于零'), most: z.number().int().min(1).max(10_000) })
    .nullable()
    .default(null),
})
export const rewardTerms = z.object({ form: z.enum(rewardForms), rules: z.array(rule).min(1).max(8) })

/** A programme as it is asked for; once started none of it changes, another version is asked for instead. */
export const programmeDraft = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, '代码用小写字母、数字和下划线'),
    name: z.string().trim().min(2).max(60),
    ...rewardTerms.shape,
    validFrom: businessDate,
    validTo: businessDate.nullable().default(null),
    /** months the points are good for after the month they are earned in; null = for good */
    goodMonths: z.number().int().min(1).max(60).nullable().default(24),
    /** points of the programme's whole life, and of a customer in a month; null = no cap */
    capPoints: amount.nullable().default(null),
    capCustomerPoints: amount.nullable().default(null),
    /** of the approval by compliance: amber and red need it */
    documentNo: z.string().trim().max(80).nullable().default(null),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validTo >= validFrom, { path: ['validTo'], message: '结束日期不能早于开始日期' })
export type ProgrammeDraft = z.infer<typeof programmeDraft>

const why = z.array(z.object({ reason: z.enum(colourReasons), fields: z.array(z.string()) }))
const preview = z.object({
  colour: z.enum(colours),
  why,
  offers: z.array(z.enum(offerCodes)),
  /** why it would be refused, for people; null = it may be asked for */
  refusal: z.string().nullable(),
  /** the published night it was tried on; null = none is published */
  businessDate: businessDate.nullable(),
  customers: z.number().int(),
  points: z.string(),
  /** fen by the catalogue's gifts; null = no gift yet that says */
  costFen: z.string().nullable(),
  /** who would get less than by the terms that hold today; null = none do */
  loses: z.object({ customers: z.number().int(), points: z.string() }).nullable(),
  /** of pieces: how many customers reach each step, and no higher one */
  steps: z.array(z.object({ step: z.number().int(), customers: z.number().int() })),
  sample: z.array(
    z.object({ customerId: id, name: z.string().nullable(), customerNo: z.string(), step: z.number().int(), points: z.string() }),
  ),
})
export type RewardPreview = z.infer<typeof preview>

export const programmeStates = ['waiting', 'running', 'upcoming', 'ended', 'refused', 'withdrawn'] as const
const programme = z.object({
  versionId: id,
  code: z.string(),
  name: z.string(),
  version: z.number().int(),
  form: z.enum(rewardForms),
  rules: rewardTerms.shape.rules,
  colour: z.enum(colours),
  why,
  state: z.enum(programmeStates),
  institutionName: z.string(),
  validFrom: businessDate,
  validTo: businessDate.nullable(),
  capPoints: z.string().nullable(),
  documentNo: z.string().nullable(),
  makerName: z.string(),
  /** of pieces: the account of each step, which gifts of that step belong to */
  purses: z.array(z.object({ step: z.number().int(), code: z.string(), name: z.string() })),
})
export type ProgrammeRow = z.infer<typeof programme>

const refusedAttempt = z.object({
  id,
  at: z.string(),
  name: z.string(),
  code: z.string(),
  form: z.enum(rewardForms),
  why,
  askedBy: z.string(),
  role: z.string(),
  institutionName: z.string(),
  /** the override on record for exactly these terms */
  override: z.object({ documentNo: z.string(), validTo: businessDate }).nullable(),
})
export type RefusedAttempt = z.infer<typeof refusedAttempt>

const invalid = { status: 422, message: '方案填写有误' }
export const rewardContract = {
  programmes: oc
    .route({ method: 'GET', path: '/rewards', summary: '积分方案' })
    .errors(refusals)
    .output(z.object({ programmes: z.array(programme) })),
  preview: oc
    .route({ method: 'POST', path: '/rewards/preview', summary: '试算积分方案' })
    .errors(refusals)
    .input(programmeDraft)
    .output(preview),
  propose: oc
    .route({ method: 'POST', path: '/rewards', summary: '提交积分方案' })
    .errors({ ...refusals, INVALID: invalid, RED_LINE: { status: 422, message: '方案按存款计奖，不予受理' } })
    .input(z.object({ draft: programmeDraft, reason: z.string().trim().min(4).max(500) }))
    .output(z.object({ versionId: id, requestId: id, colour: z.enum(colours) })),
  refusedAttempts: oc
    .route({ method: 'GET', path: '/rewards/refused', summary: '被拒绝的积分方案' })
    .errors(refusals)
    .output(z.object({ attempts: z.array(refusedAttempt) })),
  recordOverride: oc
    .route({ method: 'POST', path: '/rewards/overrides', summary: '登记总行合规批文' })
    .errors({ ...refusals, INVALID: invalid })
    .input(
      z.object({
        attemptId: id,
        documentNo: z.string().trim().min(2).max(80),
        ground: z.string().trim().min(4).max(500),
        validTo: businessDate,
      }),
    )
    .output(z.object({ id })),
  witness: oc
    .route({ method: 'POST', path: '/rewards/occurrences', summary: '登记到场等可计分事项' })
    .errors({ ...refusals, INVALID: { status: 422, message: '这不是一次有效的转介' } })
    .input(
      z
        .object({
          id: z.uuid(),
          customerId: id,
          what: z.enum(witnessed),
          proof: z.string().trim().min(2).max(200),
          /** of a referral: whom they brought */
          otherCustomerId: id.nullable().default(null),
        })
        .refine(({ what, otherCustomerId }) => (what === 'referral_qualified') === (otherCustomerId !== null), {
          path: ['otherCustomerId'],
          message: '登记转介请写明被转介的客户',
        }),
    )
    .output(z.object({ repeated: z.boolean() })),
}

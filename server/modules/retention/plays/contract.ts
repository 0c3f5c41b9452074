import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals, shownMoney } from '../../../platform/contract/terms.ts'
import { relationLayers, threeMoves } from '../contract.ts'

export const benefitTiers = ['long_tail', 'potential', 'mid_to_high', 'wealth'] as const
export type BenefitTier = (typeof benefitTiers)[number]
export const benefitPeriods = ['month', 'quarter', 'year'] as const
export type BenefitPeriod = (typeof benefitPeriods)[number]

const count = z.number().int()
const times = z.number().int().min(0).max(999)
const byTier = z.object({ long_tail: times, potential: times, mid_to_high: times, wealth: times })
const code = z.string().regex(/^[a-z0-9_]{2,40}$/, '代码用小写字母、数字和下划线')
const tags = { move: z.enum(threeMoves), layer: z.enum(relationLayers) }

export const benefitInput = z.object({
  code,
  name: z.string().trim().min(1).max(40),
  /** by whom it is provided: the bank, or a partner */
  provider: z.string().trim().min(1).max(60),
  about: z.string().trim().min(1).max(200),
  ...tags,
  period: z.enum(benefitPeriods),
  /** times a period, by tier; 0 = not entitled */
  times: byTier.refine((all) => Object.values(all).some((one) => one > 0), '至少一个客户分层可以享受'),
  validFrom: businessDate,
})
export type BenefitInput = z.infer<typeof benefitInput>

const benefit = z.object({
  id: count,
  code: z.string(),
  name: z.string(),
  provider: z.string(),
  about: z.string(),
  ...tags,
  period: z.enum(benefitPeriods),
  times: byTier,
  validFrom: businessDate,
  validUntil: businessDate.nullable(),
  madeBy: z.string(),
  /** the running period, of customers in sight: entitled, of these used at least once, and uses; null before its first day */
  use: z.object({ from: businessDate, entitled: count, users: count, uses: count }).nullable(),
})
export type BenefitRow = z.infer<typeof benefit>

const standing = z.object({
  code: z.string(),
  name: z.string(),
  provider: z.string(),
  about: z.string(),
  ...tags,
  period: z.enum(benefitPeriods),
  times: count,
  used: count,
  left: count,
  /** the last day for what is left */
  until: businessDate,
})
const use = z.object({ id: z.uuid(), name: z.string(), usedOn: businessDate, staffName: z.string(), mayTakeBack: z.boolean() })
const customerBenefits = z.object({
  applies: z.boolean(),
  tier: z.string(),
  mayLog: z.boolean(),
  benefits: z.array(standing),
  uses: z.array(use),
})
export type CustomerBenefits = z.infer<typeof customerBenefits>

/** What plays of one kind achieved; money as the reader may see it. */
const achieved = z.object({
  plays: count,
  customers: count,
  /** customers of whom it is known whether they stayed */
  decided: count,
  stayed: count,
  stake: shownMoney,
  kept: shownMoney,
  /** kept of the stake; null without a stake, and where the decided are too few */
  keptBp: count.nullable(),
  /** interval of the share of customers who stayed */
  lowBp: count,
  highBp: count,
  tooFew: z.boolean(),
})
export type Achieved = z.infer<typeof achieved>
const playLine = z.object({ tag: z.string(), cases: achieved, contacts: achieved, benefits: achieved })
export type PlayLine = z.infer<typeof playLine>

export const playContract = {
  moves: oc
    .route({ method: 'GET', path: '/plays', summary: '三招式与关系层次：各做了多少，留住多少' })
    .errors(refusals)
    .input(z.object({ institutionId: z.coerce.number().int().optional() }))
    .output(
      z.object({
        days: count,
        caseDays: count,
        keptFromBp: count,
        leastDecided: count,
        moves: z.array(playLine),
        layers: z.array(playLine),
      }),
    ),
  benefits: oc
    .route({ method: 'GET', path: '/benefits', summary: '增值服务目录与使用' })
    .errors(refusals)
    .input(z.object({ institutionId: z.coerce.number().int().optional() }))
    .output(z.object({ today: businessDate, benefits: z.array(benefit), mayEdit: z.boolean() })),
  keepBenefit: oc
    .route({ method: 'POST', path: '/benefits', summary: '增值服务：新增或从某日起改为' })
    .errors({ ...refusals, PAST: { status: 422, message: '生效日期不能早于今天，请重新选择' } })
    .input(benefitInput)
    .output(z.object({ code: z.string() })),
  endBenefit: oc
    .route({ method: 'POST', path: '/benefits/{code}/end', summary: '增值服务：停止提供' })
    .errors({ ...refusals, PAST: { status: 422, message: '最后一天不能早于今天，请重新选择' } })
    .input(z.object({ code, lastDay: businessDate }))
    .output(z.object({ code: z.string() })),
  customer: oc
    .route({ method: 'GET', path: '/customers/{customerId}/benefits', summary: '客户的增值服务' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(customerBenefits),
  logUse: oc
    .route({ method: 'POST', path: '/customers/{customerId}/benefits', summary: '记一次使用' })
    .errors({
      ...refusals,
      NOT_ENTITLED: { status: 422, message: '这位客户的分层没有这项权益，或权益已停止' },
      NONE_LEFT: { status: 422, message: '本期的次数已经用完，请等下一期' },
    })
    /** the id is made on the device: sent twice it is one use */
    .input(z.object({ id: z.uuid(), customerId: id, code }))
    .output(z.object({ id: z.uuid(), left: count })),
  takeBackUse: oc
    .route({ method: 'POST', path: '/benefit-uses/{use}/take-back', summary: '撤回记错的一次使用' })
    .errors({ ...refusals, NOT_YOURS: { status: 403, message: '只有记录人当天可以撤回，请联系记录人' } })
    .input(z.object({ id: z.uuid(), use: z.uuid() }))
    .output(z.object({ id: z.uuid() })),
}

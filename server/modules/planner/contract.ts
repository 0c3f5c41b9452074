import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, id, refusals } from '../../platform/contract/terms.ts'

/** Whole fen of a household, not below nothing and not above ten million yuan. */
const household = z
  .string()
  .regex(/^\d{1,10}$/)
  .refine((text) => !/^\d{1,10}$/.test(text) || BigInt(text) <= 1_000_000_000n, '金额太大')

export const fundRefusals = ['elder', 'age_unknown', 'not_assessed', 'assessment_old', 'risk_above', 'too_little'] as const

const plan = z.object({
  customerNo: z.string(),
  name: z.string().nullable(),
  madeOn: businessDate,
  madeBy: z.string(),
  incomeFen: fen,
  spendFen: fen,
  surplusFen: fen,
  reserveFen: fen,
  reserveTargetFen: fen,
  reserveGapFen: fen,
  cover: z.object({ coverFen: fen, yearlyFen: fen, monthlyFen: fen }).nullable(),
  fund: z.object({ monthlyFen: fen, yearFen: fen, worstFen: fen, worstBp: z.number().int(), risk: z.string() }).nullable(),
  fundRefusal: z.enum(fundRefusals).nullable(),
  rungs: z.array(z.object({ months: z.number().int(), rateBp: z.number().int(), depositFen: fen, interestFen: fen })),
  months: z.array(z.object({ month: z.number().int(), reserveFen: fen, premiumFen: fen, fundFen: fen, ladderFen: fen })),
})
export type SmallSumPlan = z.infer<typeof plan>

export const plannerContract = {
  plan: oc
    .route({ method: 'POST', path: '/customers/{customerId}/plan', summary: '小额规划' })
    .errors({
      ...refusals,
      NO_SURPLUS: { status: 422, message: '每月没有结余，先一起看看支出' },
      NOT_FIT: { status: 422, message: '这位客户不适用规划服务' },
    })
    .input(
      z.object({
        customerId: id,
        incomeFen: household,
        spendFen: household,
        reserveFen: household,
        wantsCover: z.boolean(),
      }),
    )
    .output(plan),
}

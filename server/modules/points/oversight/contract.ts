import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../../platform/contract/terms.ts'

export const budgetKinds = ['programme', 'outlet', 'staff'] as const
const fenText = z.string()

const budget = z.object({
  kind: z.enum(budgetKinds),
  subjectId: id,
  name: z.string(),
  spentFen: fenText,
  capFen: fenText,
})
export type BudgetRow = z.infer<typeof budget>

export const verdicts = ['explained', 'suspicious'] as const
export type Verdict = (typeof verdicts)[number]

const watched = z.object({
  handOutId: z.uuid(),
  receiptNo: z.string(),
  customerId: id,
  customerNo: z.string(),
  giftName: z.string(),
  programme: z.string(),
  institutionName: z.string(),
  issuedBy: z.string(),
  businessDate,
  /** inflow of the seven days up to `beforeNight`, and of the seven after it; null = the night has not come */
  beforeFen: fenText.nullable(),
  beforeNight: businessDate.nullable(),
  afterFen: fenText.nullable(),
  afterNight: businessDate.nullable(),
  review: z.object({ verdict: z.enum(verdicts), note: z.string(), by: z.string(), at: z.string() }).nullable(),
})
export type WatchedGift = z.infer<typeof watched>

const cluster = z.object({
  institutionName: z.string(),
  month: z.string(),
  handOuts: z.number().int(),
  /** of them on the month's last three days */
  atMonthEnd: z.number().int(),
})

export const oversightContract = {
  budgets: oc
    .route({ method: 'GET', path: '/rewards/budgets', summary: '礼品预算' })
    .errors(refusals)
    .output(z.object({ year: z.number().int(), customerCapFen: fenText, budgets: z.array(budget) })),
  watched: oc
    .route({ method: 'GET', path: '/rewards/watched', summary: '礼品与资金流入监测' })
    .errors(refusals)
    .output(
      z.object({
        fromFen: fenText,
        handOuts: z.number().int(),
        gifts: z.array(watched),
        clusters: z.array(cluster),
      }),
    ),
  review: oc
    .route({ method: 'POST', path: '/rewards/watched/{handOutId}/review', summary: '登记核查结论' })
    .errors(refusals)
    .input(z.object({ handOutId: z.uuid(), verdict: z.enum(verdicts), note: z.string().trim().min(4).max(500) }))
    .output(z.object({ handOutId: z.uuid() })),
}

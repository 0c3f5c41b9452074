import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, id, refusals } from '../../../platform/contract/terms.ts'

const points = z.string()
const answers = ['confirmed', 'disputed'] as const
const side = z.object({
  institutionId: z.number().int(),
  name: z.string(),
  /** own points that the other side took */
  points,
  owesFen: fen,
  /** the last word; null: none yet */
  answer: z.enum(answers).nullable(),
})

const statement = z.object({
  statementId: id,
  /** first day */
  month: businessDate,
  one: side,
  other: side,
  fenPerHundred: fen,
  state: z.enum(['waiting', 'disputed', 'agreed']),
  /** the reader's own side may still answer */
  mayAnswer: z.boolean(),
})
export type StatementRow = z.infer<typeof statement>

const statementDetail = statement.extend({
  parts: z.array(z.object({ programme: z.string(), issuerId: z.number().int(), points })),
  answers: z.array(
    z.object({ institutionId: z.number().int(), answer: z.enum(answers), note: z.string().nullable(), name: z.string(), at: z.string() }),
  ),
  /** ledger postings behind it, at most 500, without whose they are */
  postings: z.array(z.object({ postingId: id, businessDate, kind: z.string(), gift: z.string(), issuerId: z.number().int(), points })),
})
export type StatementDetail = z.infer<typeof statementDetail>

const liabilityRow = z.object({
  programmeId: z.number().int(),
  programme: z.string(),
  institutionId: z.number().int(),
  institutionName: z.string(),
  /** first day of the month of the last day; null = for good */
  month: businessDate.nullable(),
  customers: z.number().int(),
  points,
  /** expected to lapse by the bank's own history; null: too little of it */
  breakage: points.nullable(),
})
export type LiabilityRow = z.infer<typeof liabilityRow>

const liability = z.object({
  day: businessDate,
  /** what a hundred points are worth */
  fenPerHundred: fen,
  /** the estimate looks at lots that ended since, where at least so many points ended */
  since: businessDate,
  leastPoints: points,
  rows: z.array(liabilityRow),
})
export type Liability = z.infer<typeof liability>

/** Settlement between outlets and what is owed to customers (M73). */
export const settlementContract = {
  list: oc
    .route({ method: 'GET', path: '/points/statements', summary: '网点间积分结算单' })
    .errors(refusals)
    .output(z.object({ statements: z.array(statement) })),
  get: oc
    .route({ method: 'GET', path: '/points/statements/{statementId}', summary: '结算单明细' })
    .errors(refusals)
    .input(z.object({ statementId: id }))
    .output(statementDetail),
  answer: oc
    .route({ method: 'POST', path: '/points/statements/{statementId}/answer', summary: '确认结算单或提出异议' })
    .errors({
      ...refusals,
      FROZEN: { status: 409, message: '双方都已确认，结算单已锁定' },
      INVALID: { status: 422, message: '提出异议请写明原因，至少两个字' },
    })
    .input(z.object({ statementId: id, answer: z.enum(answers), note: z.string().trim().max(500).default('') }))
    .output(z.object({ state: z.enum(['waiting', 'disputed', 'agreed']) })),
  liability: oc.route({ method: 'GET', path: '/points/liability', summary: '积分负债' }).errors(refusals).output(liability),
}

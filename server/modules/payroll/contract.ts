import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, id, refusals, shownMoney } from '../../platform/contract/terms.ts'

const kinds = ['payroll', 'pension'] as const
/** Why a unit slips (M60): less is kept, fewer are paid, less is paid, or nothing came at all. */
export const slipCodes = ['kept', 'people', 'credit', 'stopped'] as const
export type SlipCode = (typeof slipCodes)[number]

const bp = z.number().int().nullable()
const number = z.number().int()

/** One month of a unit. Rates in basis points of what was credited; null = a horizon has not passed, or nothing was credited. */
const month = z.object({
  monthEnd: businessDate,
  people: number,
  credits: number,
  creditFen: fen,
  kept7dBp: bp,
  kept30dBp: bp,
  keptMonthEndBp: bp,
  kept7dAumBp: bp,
  kept30dAumBp: bp,
  keptMonthEndAumBp: bp,
})
export type EmployerMonth = z.infer<typeof month>

const visit = z.object({
  id: z.uuid(),
  employerId: number,
  employerName: z.string(),
  staffId: number,
  staffName: z.string(),
  visitOn: businessDate,
  reason: z.string(),
  slips: z.array(z.string()),
  plannedBy: z.string(),
  outcome: z.enum(['done', 'called_off']).nullable(),
  note: z.string().nullable(),
  late: z.boolean(),
})
export type UnitVisit = z.infer<typeof visit>

const employer = z.object({
  employerId: number,
  code: z.string(),
  name: z.string(),
  kind: z.enum(kinds),
  /** the outlet that looks after it; null = none does */
  institutionName: z.string().nullable(),
  /** of the newest closed month */
  people: number,
  creditFen: fen,
  /** of the newest month whose horizon has passed, and of the month before it */
  kept30dBp: bp,
  kept30dAumBp: bp,
  kept30dBeforeBp: bp,
  /** paid in the month before the newest closed one, and by nobody since */
  away: number,
  lastPaidOn: businessDate.nullable(),
  detected: z.boolean(),
  slips: z.array(z.enum(slipCodes)),
  visit: visit.nullable(),
})
export type EmployerRow = z.infer<typeof employer>

const found = z.object({ payerName: z.string(), people: number, months: number, creditFen: fen, lastPaidOn: businessDate })

const person = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  managerName: z.string().nullable(),
  state: z.enum(['away', 'low', 'kept', 'open']),
  creditFen: shownMoney.nullable(),
  kept30dBp: bp,
  kept30dAumBp: bp,
  /** to the own name at other banks within 90 days; null = none, or unknown */
  ownNameOutflowFen: shownMoney.nullable(),
  lastMonthEnd: businessDate,
})
export type EmployerPerson = z.infer<typeof person>

const notReady = { ...refusals }
const invalid = { status: 422, message: '拜访日期须在今天或之后的 60 天内' }

export const payrollContract = {
  employers: oc
    .route({ method: 'GET', path: '/employers', summary: '代发单位' })
    .errors(notReady)
    .output(
      z.object({
        businessDate,
        judgedMonth: businessDate,
        latestMonth: businessDate,
        employers: z.array(employer),
        /** payers that the bank has on no record, found by rhythm (M08) */
        found: z.array(found),
        mayPlan: z.boolean(),
      }),
    ),
  employer: oc
    .route({ method: 'GET', path: '/employers/{employerId}', summary: '代发单位详情' })
    .errors(notReady)
    .input(z.object({ employerId: z.coerce.number().int().min(1).max(2_147_483_647) }))
    .output(
      z.object({
        employer,
        judgedMonth: businessDate,
        latestMonth: businessDate,
        months: z.array(month),
        batches: z.array(z.object({ paidOn: businessDate, people: number, creditFen: fen, detected: z.boolean() })),
        people: z.array(person),
        peopleInAll: number,
        visits: z.array(visit),
        staff: z.array(z.object({ staffId: number, name: z.string(), role: z.string(), people: number })),
        mayPlan: z.boolean(),
      }),
    ),
  visits: oc
    .route({ method: 'GET', path: '/employers/visits', summary: '待拜访的代发单位' })
    .errors(notReady)
    .output(z.object({ visits: z.array(visit), unplanned: number })),
  planVisit: oc
    .route({ method: 'POST', path: '/employers/{employerId}/visits', summary: '安排拜访代发单位' })
    .errors({ ...notReady, INVALID: invalid })
    .input(
      z.object({
        /** made by the screen: sent again it is the same visit */
        id: z.uuid(),
        employerId: z.coerce.number().int().min(1).max(2_147_483_647),
        staffId: z.number().int().min(1).max(2_147_483_647),
        visitOn: businessDate,
        reason: z.string().trim().min(2).max(300),
      }),
    )
    .output(z.object({ id: z.uuid(), repeated: z.boolean() })),
  settleVisit: oc
    .route({ method: 'POST', path: '/employers/visits/{id}/settle', summary: '登记拜访结果' })
    .errors(refusals)
    .input(z.object({ id: z.uuid(), outcome: z.enum(['done', 'called_off']), note: z.string().trim().min(2).max(500) }))
    .output(z.object({ id: z.uuid() })),
}

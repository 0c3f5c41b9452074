import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, id, refusals, shownMoney } from '../../platform/contract/terms.ts'

/** M11: what the night sees before a customer leaves. What a signal tells is money, or a number in its unit. */
export const signals = [
  'falling_average',
  'own_name_outflow',
  'payroll_stopped',
  'payroll_emptied',
  'maturing',
  'redemption',
  'tier_falling',
  'cooling',
  'complaint',
] as const
export type Signal = (typeof signals)[number]
export const signalUnits = {
  falling_average: 'bp',
  own_name_outflow: 'fen',
  payroll_stopped: 'days',
  payroll_emptied: 'times',
  maturing: 'fen',
  redemption: 'fen',
  tier_falling: 'fen',
  cooling: 'days',
  complaint: 'days',
} as const satisfies Record<Signal, 'fen' | 'bp' | 'days' | 'times'>
/** M11 */
export const riskGroups = ['opening_season', 'maturing', 'payroll', 'merchant', 'idle_demand'] as const
export type RiskGroup = (typeof riskGroups)[number]
/** Where a warned customer stands: nobody was reached yet, and it is late; reached since; a leave case is under way. */
export const alertStates = ['waiting', 'overdue', 'contacted', 'case'] as const
export type AlertState = (typeof alertStates)[number]
export const alertOrders = ['expected_loss', 'value', 'chance', 'longest'] as const
/** Where the chance comes from: the model in force, the best record of the customer's signals, or everyone's. */
const chanceSources = ['model', 'signals', 'everyone'] as const

const place = {
  institutionId: z.number().int().positive().optional(),
  /** customers of one manager; 0 = of none */
  managerId: z.number().int().nonnegative().optional(),
}

const filters = z.object({
  ...place,
  /** customers with any of these */
  signals: z.array(z.enum(signals)).max(signals.length).default([]),
  group: z.enum(riskGroups).optional(),
  state: z.enum(alertStates).optional(),
})

export const listInput = filters.extend({
  order: z.enum(alertOrders).default('expected_loss'),
  offset: z.number().int().min(0).max(1_000_000).default(0),
  limit: z.number().int().min(1).max(100).default(50),
})
export type ListInput = z.infer<typeof listInput>

const shownSignal = z.object({
  signal: z.enum(signals),
  /** of signals that tell money */
  money: shownMoney.nullable(),
  /** of the others, in the signal's unit */
  number: z.number().int().nullable(),
  /** the day it tells of: newest transfer, credit, redemption, act; next maturity; day of the complaint */
  toldOn: businessDate.nullable(),
  /** of the whole bank: those warned by it who left, basis points; null = too few to say */
  rateBp: z.number().int().nullable(),
})
export type ShownSignal = z.infer<typeof shownSignal>

const reason = z.object({
  columns: z.array(z.string()),
  range: z.object({ from: z.string().nullable(), to: z.string().nullable(), word: z.string().nullable(), missing: z.boolean() }).nullable(),
  points: z.number(),
})

const row = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  tier: z.string(),
  institutionName: z.string(),
  managerName: z.string().nullable(),
  valueAtRisk: shownMoney,
  chanceBp: z.number().int().nullable(),
  chanceFrom: z.enum(chanceSources).nullable(),
  /** version of the model the chance is of; null where it is none of a model */
  modelVersion: z.number().int().nullable(),
  expectedLoss: shownMoney.nullable(),
  /** most of it is gone already */
  gone: z.boolean(),
  signals: z.array(shownSignal),
  groups: z.array(z.object({ group: z.enum(riskGroups), dueOn: businessDate.nullable() })),
  /** of the model, strongest first; empty where the chance is none of a model */
  reasons: z.array(reason),
  state: z.enum(alertStates),
  /** ISO times: since when somebody should have reached the customer, when somebody did, when somebody last tried */
  warnedAt: z.string(),
  reachedAt: z.string().nullable(),
  triedAt: z.string().nullable(),
  caseId: z.uuid().nullable(),
})
export type AlertRow = z.infer<typeof row>

const counts = z.object({
  customers: z.number().int(),
  waiting: z.number().int(),
  overdue: z.number().int(),
  contacted: z.number().int(),
  cases: z.number().int(),
})

export const verdicts = ['works', 'no_effect', 'worse', 'too_few', 'no_data'] as const
export type Verdict = (typeof verdicts)[number]

const record = z.object({
  signal: z.enum(signals),
  on: z.boolean(),
  /** the policy row that switches it */
  policyKey: z.string(),
  warned: z.number().int(),
  hasLeft: z.number().int(),
  /** share of the warned who left, with its 95 % interval, basis points; null = nobody was warned */
  rateBp: z.number().int().nullable(),
  lowBp: z.number().int().nullable(),
  highBp: z.number().int().nullable(),
  /** days between the warning and the loss of those who left: a quarter had at most, half, three quarters */
  lead: z.object({ quarter: z.number().int(), median: z.number().int(), threeQuarters: z.number().int() }).nullable(),
  /** customers it warns of now, in the place asked for */
  now: z.number().int(),
  verdict: z.enum(verdicts),
})
export type SignalRecord = z.infer<typeof record>

export const warningContract = {
  list: oc
    .route({ method: 'POST', path: '/warnings/list', summary: '预警名单' })
    .errors(refusals)
    .input(listInput)
    .output(
      z.object({
        businessDate,
        dataAsOf: businessDate,
        /** ISO: what hours are counted to */
        now: z.string(),
        contactWithinHours: z.number().int(),
        mayOpenCase: z.boolean(),
        total: z.number().int(),
        rows: z.array(row),
      }),
    ),
  summary: oc
    .route({ method: 'POST', path: '/warnings/summary', summary: '预警概况' })
    .errors(refusals)
    .input(z.object(place))
    .output(
      z.object({
        businessDate,
        contactWithinHours: z.number().int(),
        counts,
        valueAtRiskFen: fen.nullable(),
        expectedLossFen: fen.nullable(),
        /** those with a warned customer */
        outlets: z.array(counts.extend({ institutionId: z.number().int() })),
        signals: z.array(z.object({ signal: z.enum(signals), customers: z.number().int() })),
        groups: z.array(z.object({ group: z.enum(riskGroups), members: z.number().int(), warned: z.number().int() })),
        managers: z.array(
          counts.extend({
            /** null: customers of no manager */
            managerId: z.number().int().nullable(),
            name: z.string().nullable(),
            institutionName: z.string().nullable(),
            expectedLossFen: fen.nullable(),
          }),
        ),
      }),
    ),
  record: oc
    .route({ method: 'GET', path: '/warnings/record', summary: '预警信号战绩' })
    .errors(refusals)
    /** without an institution: the whole bank */
    .input(z.object({ institutionId: z.coerce.number().int().positive().optional() }))
    .output(
      z.object({
        businessDate,
        /** first and last month end looked from; null = the bank's past tells nothing yet */
        from: businessDate.nullable(),
        until: businessDate.nullable(),
        atLeast: z.number().int(),
        leaving: z.object({ months: z.number().int(), leftAtMostBp: z.number().int(), floorFen: fen }),
        /** everyone watched */
        base: z.object({ warned: z.number().int(), hasLeft: z.number().int(), rateBp: z.number().int().nullable() }),
        signals: z.array(record),
      }),
    ),
}

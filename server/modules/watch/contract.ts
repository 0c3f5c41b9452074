import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, id, refusals, shownMoney } from '../../platform/contract/terms.ts'

/** What a curve of survival is drawn for (M46). */
export const survivalGroupings = ['tier', 'products', 'programme', 'outlet', 'manager'] as const
/** What the figures of a group are summed over. */
export const groupKinds = ['all', 'tier', 'outlet', 'manager'] as const
export const flowForms = ['own_name', 'others', 'cash', 'payroll', 'spending', 'merchant', 'loan', 'other'] as const
export const watchLists = ['path_in', 'path_out', 'capture_lost', 'season_gone'] as const

const count = z.number().int()
const bp = count
/** The parts and the quotient in basis points, half up; null when the whole is 0 or a part unknown. */
const rate = z.object({ part: fen, whole: fen, bp: bp.nullable() })
const place = z.object({ institutionId: z.coerce.number().int().optional() })

/** Whose figures a row holds: a manager's at one outlet; managerId 0 = customers without a manager. */
const group = z.object({
  kind: z.enum(groupKinds),
  /** tier, or institution id, or `institution-manager` */
  key: z.string(),
  institutionId: count.nullable(),
  managerId: count.nullable(),
  /** of an outlet or a manager */
  name: z.string().nullable(),
})
export type Group = z.infer<typeof group>

const step = z.object({ month: count, atRisk: count, left: count, lastSeen: count, keptBp: bp, lowBp: bp, highBp: bp })
const curve = z.object({
  key: z.string(),
  name: z.string().nullable(),
  customers: count,
  left: count,
  /** too few customers for a curve: no steps */
  tooFew: z.boolean(),
  steps: z.array(step),
})
export type Curve = z.infer<typeof curve>

const survival = z.object({
  businessDate,
  entryFromFen: fen,
  leftShareBp: bp,
  leastCustomers: count,
  all: curve,
  curves: z.array(curve),
})

const depthRow = group.extend({
  customers: count,
  holders: count,
  crossSellBp: bp.nullable(),
  /** holders of one, two, three, four and more categories */
  holding: z.array(count),
  oldCustomers: count,
  inconvenientCustomers: count,
  /** mean index of counted customers in hundredths */
  stickiness: count.nullable(),
})
/** Of those who held so many categories when they were first watched, the share that had left after `month` months. */
const attritionPoint = z.object({ products: count, customers: count, left: count, month: count, leftBp: bp, lowBp: bp, highBp: bp })

const depth = z.object({
  businessDate,
  typicalBp: bp,
  attritionFallsBp: bp,
  attritionLowBp: bp,
  rows: z.array(depthRow),
  attrition: z.array(attritionPoint),
  trend: z.array(z.object({ date: businessDate, crossSellBp: bp.nullable() })),
})

const path = z.object({
  form: z.enum(flowForms),
  bank: z.string(),
  inflowFen: fen,
  outflowFen: fen,
  returnedFen: fen,
  customersIn: count,
  customersOut: count,
})
export type FlowPath = z.infer<typeof path>
const flowRow = group.extend({
  inflowFen: fen.nullable(),
  outflowFen: fen.nullable(),
  passThroughFen: fen.nullable(),
  leakage: rate,
})
const paths = z.object({ businessDate, listedFromFen: fen, paths: z.array(path), rows: z.array(flowRow) })

/** Of what matured: what is still here after the days, and in what. */
const captured = z.object({ matured: fen, kept: fen, keptBp: bp.nullable(), deposit: fen, investment: fen, insurance: fen, demand: fen })
const captureRow = group.extend({ cohorts: count, day7: captured, day30: captured })
const capture = z.object({
  businessDate,
  middleDays: count,
  longDays: count,
  windowDays: count,
  listedFromFen: fen,
  rows: z.array(captureRow),
})

const seasonRow = group.extend({ customers: count, gainFen: fen, keptFen: fen, keptBp: bp.nullable() })
const season = z.object({
  businessDate,
  firstMonth: count,
  lastMonth: count,
  fromFen: fen,
  months: z.array(z.object({ date: businessDate, customers: count, gainFen: fen, keptFen: fen, keptBp: bp.nullable() })),
  rows: z.array(seasonRow),
})

const listed = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  tier: z.string(),
  institutionName: z.string(),
  managerName: z.string().nullable(),
  aum: shownMoney,
  /** in, out, gone from a maturity, gone of the season */
  amount: shownMoney,
  /** what it is a part of, or came back: returned, matured, brought; null = says nothing */
  beside: shownMoney.nullable(),
})
export type ListedCustomer = z.infer<typeof listed>

export const listInput = place.extend({
  list: z.enum(watchLists),
  form: z.enum(flowForms).optional(),
  bank: z.string().max(80).optional(),
  managerId: z.coerce.number().int().min(0).optional(),
})
export type ListInput = z.infer<typeof listInput>

export type Depth = z.infer<typeof depth>
export type FlowPaths = z.infer<typeof paths>
export type Captured = z.infer<typeof captured>
export type Capture = z.infer<typeof capture>
export type Season = z.infer<typeof season>

export const watchContract = {
  survival: oc
    .route({ method: 'GET', path: '/watch/survival', summary: '留存曲线' })
    .errors(refusals)
    .input(place.extend({ by: z.enum(survivalGroupings).default('tier') }))
    .output(survival),
  depth: oc.route({ method: 'GET', path: '/watch/depth', summary: '交叉销售与黏性' }).errors(refusals).input(place).output(depth),
  paths: oc.route({ method: 'GET', path: '/watch/paths', summary: '资金去向与来源' }).errors(refusals).input(place).output(paths),
  capture: oc.route({ method: 'GET', path: '/watch/capture', summary: '到期承接' }).errors(refusals).input(place).output(capture),
  season: oc.route({ method: 'GET', path: '/watch/season', summary: '开门红资金' }).errors(refusals).input(place).output(season),
  customers: oc
    .route({ method: 'GET', path: '/watch/customers', summary: '数字背后的客户' })
    .errors(refusals)
    .input(listInput)
    .output(z.object({ rows: z.array(listed), total: count, listedFromFen: fen })),
}

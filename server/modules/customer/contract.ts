import { oc } from '@orpc/contract'
import { z } from 'zod'
import { band, businessDate, fen, id, refusals, shownMoney } from '../../platform/contract/terms.ts'
import { figureKeys, filterProblem } from './figures.ts'

const operators = ['in', 'at_least', 'at_most', 'above', 'below', 'is_empty', 'not_empty'] as const

/** One condition on one figure; money values are fen as decimal text, dates ISO, flags 'true' | 'false'. All conditions must hold. */
export const filter = z
  .object({ figure: z.enum(figureKeys), op: z.enum(operators), values: z.array(z.string().max(64)).max(50).default([]) })
  .superRefine((given, context) => {
    const problem = filterProblem(given)
    if (problem) context.addIssue({ code: 'custom', path: ['values'], message: `筛选条件 ${given.figure}：${problem}` })
  })
export type Filter = z.infer<typeof filter>

const sort = z.object({ figure: z.enum(figureKeys), direction: z.enum(['ascending', 'descending']) })

/** A figure's value in a row: money as fen text or, where amounts are hidden, as a band; dates ISO, counts as numbers, null = not known. */
const figureValue = z.union([z.string(), z.number(), z.boolean(), band, z.null()])

const customerRow = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  institutionName: z.string(),
  managerName: z.string().nullable(),
  figures: z.record(z.string(), figureValue),
})
export type CustomerRow = z.infer<typeof customerRow>

export const listInput = z.object({
  /** outlet, or any node above it; left out = everything the caller may see */
  institutionId: z.coerce.number().int().optional(),
  filters: z.array(filter).max(20).default([]),
  /** name, pinyin, initials, last digits of the phone, customer number */
  search: z.string().trim().max(40).default(''),
  sort: sort.default({ figure: 'aum', direction: 'descending' }),
  columns: z.array(z.enum(figureKeys)).max(40).default([]),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(100),
})
export type ListInput = z.infer<typeof listInput>

/** What the night may say of a customer, the most pressing first; with each the names of its `values` (money in fen, rates in basis points). */
const sayCodes = [
  'bucket', // bucket: deceased | closed_by_bank | not_for_marketing
  'status', // status
  'demoted', // from, to (tiers)
  'payroll_not_kept', // credit, kept (fen), kept_bp
  'own_name_outflow', // outflow (fen, 90 days)
  'maturing_soon', // amount (fen), on (date), days
  'inactive', // activity, days, last_on
  'hard_to_reach', // phone_usable, address_fresh
  'next_tier_near', // tier, gap (fen)
  'promoted', // from, to (tiers)
  'inconvenient_to_leave', // stickiness
  'old_customer', // categories
] as const
export type SayCode = (typeof sayCodes)[number]

export const dossierHead = z.object({
  businessDate,
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  /** the name is masked; a click with a purpose shows it */
  nameHidden: z.boolean(),
  gender: z.string().nullable(),
  birthDate: z.string().nullable(),
  age: z.number().int().nullable(),
  phoneMasked: z.string().nullable(),
  addressMasked: z.string().nullable(),
  openedOn: z.string().nullable(),
  riskTolerance: z.string().nullable(),
  riskAssessedOn: z.string().nullable(),
  status: z.string().nullable(),
  notForMarketing: z.boolean(),
  institution: z.object({ id: z.number().int(), name: z.string() }),
  manager: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  figures: z.record(z.string(), figureValue),
  /** month ends, oldest first; the last point is the business date itself; empty where amounts are hidden */
  aumCurve: z.array(z.object({ date: businessDate, aumFen: fen.nullable() })),
  holdings: z.array(
    z.object({
      productCode: z.string(),
      productName: z.string(),
      category: z.string(),
      countsAsAum: z.boolean(),
      accountCount: z.number().int(),
      balanceFen: shownMoney,
      nextMaturityOn: z.string().nullable(),
    }),
  ),
  payroll: z.array(
    z.object({
      kind: z.enum(['payroll', 'pension']),
      monthEnd: businessDate,
      detected: z.boolean(),
      employerName: z.string().nullable(),
      creditFen: shownMoney,
      kept7dFen: shownMoney.nullable(),
      kept30dFen: shownMoney.nullable(),
      keptMonthEndFen: shownMoney.nullable(),
    }),
  ),
  maturities: z.array(
    z.object({
      termNo: z.string(),
      productName: z.string(),
      maturesOn: businessDate,
      daysToMaturity: z.number().int(),
      amountFen: shownMoney,
      captured30dFen: shownMoney.nullable(),
    }),
  ),
  /** the chance to leave by the model in force that night (M12); null when none was, or the customer is outside the rates */
  attrition: z
    .object({
      probabilityBp: z.number().int(),
      modelVersion: z.number().int(),
      modelFrom: businessDate,
      reasons: z.array(
        z.object({
          columns: z.array(z.string()),
          range: z
            .object({ from: z.string().nullable(), to: z.string().nullable(), word: z.string().nullable(), missing: z.boolean() })
            .nullable(),
          points: z.number(),
        }),
      ),
    })
    .nullable(),
  /** the chance by the rule of signals: who is warned of when no model has scored the customer; null = neither */
  warned: z.object({ chanceBp: z.number().int(), by: z.enum(['signals', 'everyone']) }).nullable(),
  /** what the night says: codes with their numbers, worded by the screen */
  says: z.array(
    z.object({ code: z.enum(sayCodes), tone: z.enum(['good', 'plain', 'warning']), values: z.record(z.string(), figureValue) }),
  ),
  /** policy lines the screen needs to word distances */
  tierLines: z.array(z.object({ tier: z.string(), fromFen: fen })),
})
export type DossierHead = z.infer<typeof dossierHead>

export const savedView = z.object({
  id: z.number().int(),
  name: z.string(),
  view: z.object({ filters: z.array(filter), sort, columns: z.array(z.enum(figureKeys)) }),
})

const bandOnly = '您看到的金额是区间，只能按区间的界线筛选（如“至少 5万”“小于 20万”）。请改用界线上的金额，或改按客户层级筛选。'

export const customerContract = {
  list: oc
    .route({ method: 'POST', path: '/customers/list', summary: '客户清单' })
    .errors({ ...refusals, BAND_ONLY: { status: 422, message: bandOnly } })
    .input(listInput)
    .output(
      z.object({
        businessDate,
        total: z.number().int(),
        rows: z.array(customerRow),
        /** where chances to leave are among the columns: the version of the model they are of; null: the rule of signals (M12, M40) */
        chanceModel: z.number().int().nullable(),
      }),
    ),
  get: oc
    .route({ method: 'GET', path: '/customers/{customerId}', summary: '客户档案' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(dossierHead),
  suggest: oc
    .route({ method: 'GET', path: '/customers/suggest', summary: '客户搜索' })
    .errors(refusals)
    .input(z.object({ search: z.string().trim().min(1).max(40) }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            customerId: id,
            customerNo: z.string(),
            name: z.string().nullable(),
            phoneMasked: z.string().nullable(),
            institutionName: z.string(),
            tier: z.string(),
          }),
        ),
      }),
    ),
  managers: oc
    .route({ method: 'GET', path: '/customers/managers', summary: '可筛选的管户经理' })
    .errors(refusals)
    .output(z.object({ managers: z.array(z.object({ id: z.number().int(), name: z.string(), institutionName: z.string() })) })),
  listViews: oc
    .route({ method: 'GET', path: '/customers/views', summary: '我的视图' })
    .errors(refusals)
    .output(z.object({ views: z.array(savedView) })),
  saveView: oc
    .route({ method: 'POST', path: '/customers/views', summary: '保存视图' })
    .errors(refusals)
    .input(z.object({ name: z.string().trim().min(1).max(40), view: savedView.shape.view }))
    .output(savedView),
  deleteView: oc
    .route({ method: 'DELETE', path: '/customers/views/{id}', summary: '删除视图' })
    .errors(refusals)
    .input(z.object({ id: z.coerce.number().int() }))
    .output(z.object({ deleted: z.literal(true) })),
}

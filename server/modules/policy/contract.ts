import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../platform/contract/terms.ts'

/** In what form a value is kept, as text: whole numbers of the unit, codes, or lists of either with a blank between. */
export const policyForms = [
  'fen',
  'fen_or_none',
  'fen_list',
  'bp',
  /** basis points read as a ratio: 28000 = 2.8 */
  'ratio',
  'count',
  'times',
  'points',
  'seconds',
  'minutes',
  'hours',
  'days',
  'months',
  'years',
  'dates',
  'characters',
  'kib',
  'minute_of_day',
  'code',
  'codes',
  /** code:code+code, with blanks between: what of a list goes with each */
  'pairs',
  'text',
  /** words with blanks between */
  'words',
] as const
export type PolicyForm = (typeof policyForms)[number]

/** The same in both languages of the screens. */
const words = z.object({ zh: z.string(), en: z.string() })
export type PolicyWords = z.infer<typeof words>

export const policyDimensions = ['tier', 'activity', 'contactable', 'old_customer', 'inconvenient_to_leave', 'stickiness'] as const
/** What a change can be counted in before it starts: figures of the customer snapshot. */
export type PolicyDimension = (typeof policyDimensions)[number]

const policyKey = z.object({
  key: z.string(),
  name: words,
  form: z.enum(policyForms),
  unit: z.string(),
  /** what it may be */
  range: words.nullable(),
  values: z.array(z.object({ code: z.string(), name: words })),
  /** protection of customers or of the bank: compliance checks a change */
  protects: z.boolean(),
  /** M-number */
  source: z.string(),
  dimension: z.enum(policyDimensions).nullable(),
  value: z.string(),
  text: words,
  since: businessDate,
  /** other than the pack's default */
  adjusted: z.boolean(),
  upcoming: z.array(z.object({ value: z.string(), text: words, validFrom: businessDate })),
  /** an open request for this key; only for those who may propose */
  pendingId: id.nullable(),
})
export type PolicyKeyRow = z.infer<typeof policyKey>

const policyGroup = z.object({ code: z.string(), name: words, moves: words, keys: z.array(policyKey) })
export type PolicyGroupRows = z.infer<typeof policyGroup>

const historyRow = z.object({
  validFrom: businessDate,
  version: z.number().int(),
  text: words,
  was: words.nullable(),
  /** replaced by a higher version of the same day */
  replaced: z.boolean(),
  madeBy: z.string().nullable(),
  checkedBy: z.string().nullable(),
  reason: z.string(),
  madeAt: z.string(),
})
export type PolicyHistoryRow = z.infer<typeof historyRow>

const key = z
  .string()
  .regex(/^[a-z0-9_.]+$/)
  .max(100)
const value = z.string().trim().min(1).max(500)
const changed = { key, value, validFrom: businessDate }
const place = { institutionId: z.number().int().optional() }
const code = z.string().max(40)

const effect = z.object({
  /** null: what would change cannot be counted beforehand */
  dimension: z.enum(policyDimensions).nullable(),
  /** of the night it was counted on */
  businessDate: businessDate.nullable(),
  customers: z.number().int(),
  changed: z.number().int(),
  /** of those the snapshot does not hold enough to tell */
  unknown: z.number().int(),
  cells: z.array(z.object({ from: code, to: code, customers: z.number().int() })),
})
export type PolicyEffect = z.infer<typeof effect>

const packChange = z.object({ key, name: words, from: words, to: words, value: z.string() })
export type PackChange = z.infer<typeof packChange>
const pack = z
  .string()
  .regex(/^[a-z]+$/)
  .max(40)
const reason = z.string().trim().min(4, '请写明原因，至少四个字').max(500)
/** `message` names what is wrong with what was sent */
const invalid = { ...refusals, INVALID: { status: 422, message: '填写的内容不符合要求' } } as const

export const policyContract = {
  list: oc
    .route({ method: 'GET', path: '/policies', summary: '政策' })
    .errors(refusals)
    .output(
      z.object({
        /** the business date of today: a change holds from tomorrow at the earliest */
        today: businessDate,
        mayPropose: z.boolean(),
        pack: z.object({ code: z.string(), since: businessDate, others: z.array(z.string()), pendingId: id.nullable() }),
        groups: z.array(policyGroup),
      }),
    ),
  history: oc
    .route({ method: 'GET', path: '/policies/{key}/history', summary: '政策沿革' })
    .errors(refusals)
    .input(z.object({ key }))
    .output(z.object({ rows: z.array(historyRow) })),
  preview: oc
    .route({ method: 'POST', path: '/policies/preview', summary: '政策变更预览' })
    .errors(invalid)
    .input(z.object({ ...changed, ...place }))
    .output(effect.extend({ text: words })),
  sample: oc
    .route({ method: 'POST', path: '/policies/preview/customers', summary: '受影响客户' })
    .errors(invalid)
    .input(z.object({ ...changed, ...place, from: code, to: code, limit: z.number().int().min(1).max(200).default(50) }))
    .output(
      z.object({
        customers: z.array(z.object({ customerId: id, customerNo: z.string(), name: z.string().nullable(), institutionName: z.string() })),
      }),
    ),
  propose: oc
    .route({ method: 'POST', path: '/policies/proposals', summary: '提出政策变更' })
    .errors(invalid)
    .input(z.object({ ...changed, reason }))
    .output(z.object({ id })),
  packChanges: oc
    .route({ method: 'POST', path: '/policies/packs/preview', summary: '更换政策包预览' })
    .errors(invalid)
    .input(z.object({ pack, validFrom: businessDate }))
    .output(z.object({ changes: z.array(packChange) })),
  proposePack: oc
    .route({ method: 'POST', path: '/policies/packs', summary: '提出更换政策包' })
    .errors(invalid)
    .input(z.object({ pack, validFrom: businessDate, reason }))
    .output(z.object({ id })),
}

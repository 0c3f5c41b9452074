import { oc } from '@orpc/contract'
import { z } from 'zod'
import { band, businessDate, id, refusals } from '../../platform/contract/terms.ts'
import { needs } from '../contact/contract.ts'

export const relations = ['spouse', 'father', 'mother', 'son', 'daughter', 'sibling', 'grandparent', 'grandchild', 'other'] as const
export const dateKinds = ['birthday', 'wedding', 'memorial', 'exam', 'move', 'other'] as const
export const interestTopics = ['food', 'travel', 'pets', 'sport', 'reading', 'music', 'garden', 'dance', 'other'] as const
export const bankProducts = ['deposit', 'wealth', 'fund', 'insurance', 'loan', 'other'] as const
export const needDrives = ['maintaining', 'motivating'] as const
export const saidBy = ['customer', 'family', 'introducer', 'seen', 'document'] as const
/** What is asked for; notes are written, not asked for. */
export const askedFields = ['family', 'date', 'origin', 'school', 'work', 'interest', 'need', 'other_bank'] as const
export type AskedField = (typeof askedFields)[number]
export const childRelations: readonly (typeof relations)[number][] = ['son', 'daughter', 'grandchild']

const words = z.string().trim().min(1).max(60)
const maybe = words.nullable().default(null)
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** A day that comes back every year, by the solar or the lunar calendar; `leap`: of a leap month. */
export const yearlyDay = z
  .object({
    calendar: z.enum(['solar', 'lunar']),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(31),
    leap: z.boolean().default(false),
  })
  .refine(({ calendar, month, day }) => day <= (calendar === 'lunar' ? 30 : (daysInMonth[month - 1] ?? 0)), '没有这一天')
export type YearlyDay = z.infer<typeof yearlyDay>

/** What is known, by field. Years are Gregorian; of children the year of birth suffices. */
export const detail = z.discriminatedUnion('field', [
  z.object({
    field: z.literal('family'),
    relation: z.enum(relations),
    name: maybe,
    birthYear: z.number().int().min(1900).max(2100).nullable().default(null),
    birthday: yearlyDay.nullable().default(null),
    /** school or work */
    place: maybe,
  }),
  z.object({ field: z.literal('date'), about: z.enum(dateKinds), who: maybe, on: yearlyDay }),
  z.object({ field: z.literal('origin'), text: words }),
  z.object({ field: z.literal('school'), text: words }),
  z.object({ field: z.literal('work'), text: words }),
  z.object({ field: z.literal('interest'), topic: z.enum(interestTopics), text: maybe }),
  z.object({
    field: z.literal('need'),
    need: z.enum(needs),
    /** the problem underneath, and what the customer would have of it (M32) */
    problem: maybe,
    benefit: maybe,
    drive: z.enum(needDrives),
    spoken: z.boolean(),
  }),
  z.object({
    field: z.literal('other_bank'),
    bank: words,
    product: z.enum(bankProducts),
    /** one of the bands of policy masking.balance_bands_fen */
    amount: band.nullable().default(null),
    maturesOn: businessDate.nullable().default(null),
  }),
  z.object({ field: z.literal('note'), text: z.string().trim().min(1).max(300) }),
])
export type Detail = z.infer<typeof detail>

/** One thing to put on record. Its id is made on the device: sent twice it is one fact. */
export const factEntry = z
  .object({
    id: z.uuid(),
    customerId: id,
    /** null: what `corrects` says is taken back */
    detail: detail.nullable(),
    saidBy: z.enum(saidBy).default('customer'),
    /** the relative's customer number, where they are a customer too */
    relativeCustomerNo: z.string().trim().min(1).max(40).nullable().default(null),
    corrects: z.uuid().nullable().default(null),
  })
  .refine(({ detail, corrects }) => detail !== null || corrects !== null, '没有内容')
  .refine(({ detail, relativeCustomerNo }) => relativeCustomerNo === null || detail?.field === 'family', '只有家人可以关联客户')
export type FactEntry = z.infer<typeof factEntry>

const fact = z.object({
  id: z.uuid(),
  detail,
  saidBy: z.enum(saidBy),
  staffName: z.string(),
  recordedOn: businessDate,
  /** the later of written down and confirmed */
  confirmedOn: businessDate,
  confirmedBy: z.string(),
  monthsAgo: z.number().int(),
  stale: z.boolean(),
  /** the relative as a customer, where in sight */
  relative: z.object({ customerId: id, name: z.string().nullable() }).nullable(),
  /** what it said before, the newest first */
  earlier: z.array(z.object({ detail, staffName: z.string(), recordedOn: businessDate })),
})
export type Fact = z.infer<typeof fact>

const upcoming = z.object({
  /** null: the birth date of the bank's records */
  factId: z.uuid().nullable(),
  about: z.enum(dateKinds),
  relation: z.enum(relations).nullable(),
  who: z.string().nullable(),
  on: yearlyDay,
  nextOn: businessDate,
  days: z.number().int(),
})
export type Upcoming = z.infer<typeof upcoming>

const completeness = z.object({
  bp: z.number().int(),
  fields: z.array(
    z.object({
      field: z.enum(askedFields),
      weight: z.number().int(),
      state: z.enum(['fresh', 'stale', 'missing']),
      gainBp: z.number().int(),
    }),
  ),
  /** what is worth asking next; null: nothing is missing or stale */
  next: z.enum(askedFields).nullable(),
})
export type Completeness = z.infer<typeof completeness>

export const dossierView = z.object({
  facts: z.array(fact),
  upcoming: z.array(upcoming),
  completeness,
  bands: z.array(band),
  mayRecord: z.boolean(),
})
export type DossierView = z.infer<typeof dossierView>

const sensitive = z.object({ word: z.string(), category: z.enum(['health', 'belief', 'identity', 'account']) })

export const dossierContract = {
  show: oc
    .route({ method: 'GET', path: '/customers/{customerId}/facts', summary: '档案：了解到的情况' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(dossierView),
  record: oc
    .route({ method: 'POST', path: '/customers/{customerId}/facts', summary: '记录、更正或撤回一条情况' })
    .errors({
      ...refusals,
      SENSITIVE: { status: 422, message: '内容涉及敏感个人信息，档案不予保存。请删去这部分后再记。', data: sensitive },
      CHILD: { status: 422, message: '不满 14 岁的孩子不单独建档，请记在监护人名下的“家庭”里。' },
      GUARDIAN_MUST_SAY: { status: 422, message: '不满 14 岁孩子的情况只能由监护人本人告知。请当面问过客户后，来源选“客户本人”。' },
      NO_GUARDIAN_RECORD: { status: 422, message: '关联的孩子不满 14 岁，且没有以这位客户为监护人的登记。请先在孩子的客户页登记监护人。' },
      NO_SUCH_RELATIVE: { status: 422, message: '没有这个客户号，或不在您的管辖范围内。请核对客户号，或不填客户号只记姓名。' },
      NO_SUCH_BAND: { status: 422, message: '金额只记区间，请从列出的区间中选择。' },
      ALREADY_CORRECTED: { status: 409, message: '这条情况已有人更正过，请刷新后查看最新内容。' },
    })
    .input(factEntry)
    .output(z.object({ result: z.enum(['saved', 'repeated']) })),
  confirm: oc
    .route({ method: 'POST', path: '/facts/{factId}/confirmations', summary: '确认一条情况仍属实' })
    .errors(refusals)
    .input(z.object({ factId: z.uuid(), saidBy: z.enum(saidBy).default('customer') }))
    .output(z.object({ confirmed: z.literal(true) })),
}

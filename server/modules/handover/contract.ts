import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals, shownMoney } from '../../platform/contract/terms.ts'
import { classes } from '../contact/contract.ts'
import { media } from '../message/message-terms.ts'

/** Why customers go to another manager (M29). */
export const handoverReasons = ['transfer', 'leaving', 'long_leave', 'balance', 'customer_wish', 'no_manager'] as const
export type HandoverReason = (typeof handoverReasons)[number]
export const handoverStates = ['planned', 'running', 'checked', 'cancelled'] as const
export type HandoverState = (typeof handoverStates)[number]
/** What became of one customer since: `elsewhere` = with somebody else by now, by the bank's word or another hand-over. */
export const checkStates = ['planned', 'contacted', 'waiting', 'overdue', 'lost', 'elsewhere'] as const
export type CheckState = (typeof checkStates)[number]

const key = z.number().int().positive().max(2_147_483_647)
const keyInPath = z.coerce.number().int().positive().max(2_147_483_647)
/** most that one hand-over takes */
export const mostHanded = 2_000

export const handoverRefusals = {
  ...refusals,
  SAME_PERSON: { status: 409, message: '接手的经理与原经理是同一人，请另选' },
  NO_POST_THEN: { status: 409, message: '接手的经理在这家机构没有有效岗位，请先在“人员”中安排岗位，或另选一位' },
  HAS_LEFT: { status: 409, message: '接手的经理已离职或将在此前离职，请另选一位' },
  DATE_PASSED: { status: 409, message: '生效日期须为今天或以后三个月之内' },
  TOO_MANY: { status: 409, message: `一次最多移交 ${mostHanded} 位客户，请分批选择` },
  UNDER_WAY: { status: 409, message: '所选客户中有人已在另一份待生效的移交里，请先撤销那一份' },
  IN_EFFECT: { status: 409, message: '这份移交已经生效，不能撤销；需要时请另做一份移交交回' },
} as const

const keeper = z.object({
  managerId: key,
  name: z.string(),
  staffNo: z.string(),
  institutionId: key,
  institutionName: z.string(),
  customers: z.number().int(),
  openPromises: z.number().int(),
  openCases: z.number().int(),
  /** the first day away from the bank */
  leftOn: businessDate.nullable(),
  /** may be given customers today: has a post there */
  mayReceive: z.boolean(),
  /** away on leave, now or in the next weeks, and who stands in then */
  away: z.object({ fromOn: businessDate, untilOn: businessDate, deputies: z.array(z.string()) }).nullable(),
})
export type Keeper = z.infer<typeof keeper>

const preview = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  class: z.enum(classes).nullable(),
  tier: z.string(),
  aumFen: shownMoney,
  lastContactOn: businessDate.nullable(),
  promises: z.array(z.object({ what: z.string(), dueOn: businessDate })),
  openCase: z.boolean(),
  /** of the next weeks */
  birthdayOn: businessDate.nullable(),
})
export type PreviewRow = z.infer<typeof preview>

const head = z.object({
  id: key,
  fromName: z.string().nullable(),
  toName: z.string(),
  toManagerId: key,
  institutionName: z.string(),
  reason: z.enum(handoverReasons),
  note: z.string().nullable(),
  takesEffectOn: businessDate,
  /** the last day by which everybody is to be contacted */
  checkOn: businessDate,
  madeByName: z.string(),
  state: z.enum(handoverStates),
  customers: z.number().int(),
  contacted: z.number().int(),
  waiting: z.number().int(),
  overdue: z.number().int(),
  lost: z.number().int(),
  elsewhere: z.number().int(),
})
export type HandoverHead = z.infer<typeof head>

const handed = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  class: z.enum(classes).nullable(),
  state: z.enum(checkStates),
  contactedOn: businessDate.nullable(),
  aumBeforeFen: shownMoney,
  aumNowFen: shownMoney.nullable(),
  /** still open of what was open at the hand-over */
  promises: z.array(z.object({ what: z.string(), dueOn: businessDate })),
  openCase: z.boolean(),
})
export type HandedRow = z.infer<typeof handed>

const ofWhom = { fromManagerId: key.nullable(), institutionId: key }
const route = (method: 'GET' | 'POST', path: `/${string}`, summary: string) => oc.route({ method, path, summary }).errors(handoverRefusals)

export const handoverContract = {
  keepers: route('GET', '/handovers/keepers', '谁管着多少客户、谁要移交')
    .input(z.object({ institutionId: keyInPath.optional() }))
    .output(
      z.object({
        today: businessDate,
        keepers: z.array(keeper),
        withoutManager: z.array(z.object({ institutionId: key, institutionName: z.string(), customers: z.number().int() })),
      }),
    ),
  preview: route('POST', '/handovers/preview', '移交前：客户与未了事项')
    .input(z.object(ofWhom))
    .output(z.object({ customers: z.array(preview), total: z.number().int() })),
  order: route('POST', '/handovers', '移交客户')
    .input(
      z.object({
        ...ofWhom,
        toManagerId: key,
        /** left out: all of them */
        customerIds: z.array(id).min(1).max(mostHanded).optional(),
        reason: z.enum(handoverReasons),
        note: z.string().trim().min(1).max(300).optional(),
        takesEffectOn: businessDate,
      }),
    )
    .output(z.object({ id: key, customers: z.number().int(), inEffect: z.boolean() })),
  list: route('GET', '/handovers', '移交与三十天检查')
    .input(z.object({}))
    .output(z.object({ handovers: z.array(head), mayOrder: z.boolean() })),
  get: route('GET', '/handovers/{id}', '一份移交')
    .input(z.object({ id: keyInPath }))
    .output(
      z.object({
        head,
        customers: z.array(handed),
        /** of what was open at the hand-over: still open, settled; the two are all of it */
        promises: z.object({ handed: z.number().int(), open: z.number().int(), settled: z.number().int() }),
        cases: z.object({ handed: z.number().int(), open: z.number().int(), settled: z.number().int() }),
        mayCancel: z.boolean(),
      }),
    ),
  introduction: route('GET', '/customers/{customerId}/introduction', '接手后的自我介绍：草稿')
    .input(z.object({ customerId: id }))
    .output(
      z.object({
        fromName: z.string().nullable(),
        toName: z.string(),
        institutionName: z.string(),
        takesEffectOn: businessDate,
        promises: z.array(z.object({ what: z.string(), dueOn: businessDate })),
        /** in words that compliance approved, ready for the outbox; null: there are none in use */
        draft: z
          .object({
            template: z.string(),
            number: z.string(),
            media: z.array(z.enum(media)),
            text: z.string(),
            values: z.record(z.string(), z.string()),
          })
          .nullable(),
      }),
    ),
  cancel: route('POST', '/handovers/{id}/cancel', '撤销未生效的移交')
    .input(z.object({ id: keyInPath }))
    .output(z.object({ cancelled: z.literal(true) })),
}

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, id, refusals, shownMoney } from '../../platform/contract/terms.ts'

export const caseSources = ['counter', 'phone', 'alert'] as const
/** M42 */
export const commonReasons = ['complaint', 'competitor', 'moved_away', 'nobody_in_touch'] as const
export const moreReasons = ['better_rate', 'needs_cash', 'buys_house', 'family_matters', 'closer_bank', 'other'] as const
/** of a case that an alert opened: the customer was not asked yet */
export const reasonOfAlert = 'not_asked_yet'
export const leaveReasons = [...commonReasons, ...moreReasons, reasonOfAlert] as const
export type LeaveReason = (typeof leaveReasons)[number]
export const offers = ['alternative', 'service', 'benefit', 'fee_waiver', 'rate', 'president_talk'] as const
export type Offer = (typeof offers)[number]
/** M43 */
export const threeMoves = ['embarrassing', 'inconvenient', 'unwanted'] as const
export const relationLayers = ['financial', 'social', 'structural'] as const
export const caseStates = ['opened', 'talking', 'waiting', 'said_stayed', 'kept', 'partly', 'left', 'set_aside'] as const
export type CaseState = (typeof caseStates)[number]
const stepKinds = ['talked', 'offered', 'asked', 'granted', 'refused', 'said_stayed', 'said_left', 'farewell', 'win_back'] as const
export type StepKind = (typeof stepKinds)[number]
export const boardColumns = ['opened', 'talking', 'waiting', 'said_stayed', 'win_back', 'decided'] as const
export type BoardColumn = (typeof boardColumns)[number]
/** Asked of an elder before money goes; yes to one of them is for the outlet's fraud procedure, not for keeping. */
export const fraudQuestions = ['told_to', 'secret', 'unknown_payee', 'promised_gain'] as const

const uuid = z.uuid()
const note = z.string().trim().min(1).max(500)
/** whole fen, at most a hundred billion yuan */
const amount = fen.refine(
  (text) => !/^-?\d+$/.test(text) || (BigInt(text) >= 0n && BigInt(text) <= 10n ** 13n),
  '金额应在 0 到 1000 亿元之间',
)
const tags = { move: z.enum(threeMoves).nullable().default(null), layer: z.enum(relationLayers).nullable().default(null) }

/** Answers to the fraud check: true = yes. */
const fraudCheck = z.object({ told_to: z.boolean(), secret: z.boolean(), unknown_payee: z.boolean(), promised_gain: z.boolean() })

export const openInput = z.object({
  /** made on the device: a form sent twice opens one case */
  id: uuid,
  customerId: id,
  source: z.enum(caseSources),
  reason: z.enum(leaveReasons),
  destinationBank: z.string().trim().min(1).max(40).nullable().default(null),
  leavingFen: amount
    .refine((text) => text !== '0', '金额应大于 0')
    .nullable()
    .default(null),
  fraudCheck: fraudCheck.nullable().default(null),
})
export type OpenInput = z.infer<typeof openInput>

export const stepInput = z.discriminatedUnion('kind', [
  z.object({ id: uuid, kind: z.literal('talked'), note, ...tags }),
  z.object({ id: uuid, kind: z.literal('said_stayed'), note: note.nullable().default(null), broughtInFen: amount.default('0') }),
  z.object({ id: uuid, kind: z.literal('said_left'), note }),
  z.object({ id: uuid, kind: z.literal('farewell'), note }),
  z.object({ id: uuid, kind: z.literal('win_back'), note, cameBack: z.boolean() }),
])
export type StepInput = z.infer<typeof stepInput>

const card = z.object({
  id: uuid,
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  tier: z.string(),
  institutionName: z.string(),
  managerName: z.string().nullable(),
  state: z.enum(caseStates),
  column: z.enum(boardColumns),
  source: z.enum(caseSources),
  reason: z.enum(leaveReasons),
  atStake: shownMoney,
  /** what the nights saw stay; null before */
  kept: shownMoney.nullable(),
  openedOn: businessDate,
  openedBy: z.string(),
  changedAt: z.string(),
  winBackOn: businessDate.nullable(),
})
export type CaseCard = z.infer<typeof card>

const step = z.object({
  kind: z.enum([...stepKinds, 'seen', 'rechecked']),
  toState: z.enum(caseStates),
  offer: z.enum(offers).nullable(),
  move: z.enum(threeMoves).nullable(),
  layer: z.enum(relationLayers).nullable(),
  note: z.string().nullable(),
  broughtIn: shownMoney.nullable(),
  kept: shownMoney.nullable(),
  seenOn: businessDate.nullable(),
  cameBack: z.boolean().nullable(),
  staffName: z.string().nullable(),
  at: z.string(),
})
export type CaseStep = z.infer<typeof step>

const leaveCase = card.extend({
  destinationBank: z.string().nullable(),
  leaving: shownMoney.nullable(),
  fraudChecked: z.boolean(),
  atStakeOn: businessDate,
  broughtIn: shownMoney.nullable(),
  seenOn: businessDate.nullable(),
  saidOn: businessDate.nullable(),
  winBacks: z.array(z.object({ dueOn: businessDate, done: z.boolean() })),
  log: z.array(step),
  /** what this person may do next */
  steps: z.array(z.enum(['talked', 'said_stayed', 'said_left', 'farewell', 'win_back'])),
  offers: z.array(z.object({ offer: z.enum(offers), byAsking: z.boolean() })),
})
export type LeaveCase = z.infer<typeof leaveCase>

const moved = z.object({ id: uuid, state: z.enum(caseStates) })

export const retentionContract = {
  glance: oc
    .route({ method: 'GET', path: '/customers/{customerId}/leave', summary: '挽留：一眼看清客户' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(
      z.object({
        customerId: id,
        customerNo: z.string(),
        name: z.string().nullable(),
        /** false: no keeping for this customer, and nothing more is told */
        applies: z.boolean(),
        glance: z
          .object({
            age: z.number().int().nullable(),
            tier: z.string(),
            institutionName: z.string(),
            managerName: z.string().nullable(),
            atStake: shownMoney,
            outflow7d: shownMoney.nullable(),
            /** `now`: due in any case; `from_fen`: due when so much is taken away; `no`: not by age */
            fraudCheck: z.enum(['now', 'from_fen', 'no']),
            fraudCheckFromFen: fen,
            openCaseId: uuid.nullable(),
            reasons: z.array(z.enum(leaveReasons)),
            offers: z.array(z.object({ offer: z.enum(offers), byAsking: z.boolean() })),
            mayOpen: z.boolean(),
          })
          .nullable(),
      }),
    ),
  open: oc
    .route({ method: 'POST', path: '/leave-cases', summary: '开挽留单' })
    .errors({
      ...refusals,
      NOT_FOR_KEEPING: { status: 422, message: '此客户请按正常业务办理，不开挽留单' },
      CHECK_FIRST: { status: 422, message: '请先完成防诈核对，再办理其他事项' },
      FRAUD_FIRST: { status: 422, message: '核对结果需要先按网点防诈流程处理：请立即请网点负责人到场，暂缓办理转出' },
      OPEN_ALREADY: { status: 409, message: '这位客户已有一张办理中的挽留单，请直接打开它' },
      REASON_OFF: { status: 422, message: '这个离开原因已停用，请重新选择' },
    })
    .input(openInput)
    .output(moved),
  board: oc
    .route({ method: 'GET', path: '/leave-cases', summary: '挽留看板' })
    .errors(refusals)
    .input(z.object({ institutionId: z.coerce.number().int().optional(), cards: z.enum(['all', 'none']).default('all') }))
    .output(
      z.object({
        today: businessDate,
        /** of all cases, also where there are more than the cards shown */
        counts: z.record(z.enum(boardColumns), z.number().int()),
        /** of the decided ones: stayed, wholly or in part */
        kept: z.number().int(),
        cards: z.array(card),
        mayOpen: z.boolean(),
      }),
    ),
  reasons: oc
    .route({ method: 'GET', path: '/leave-reasons', summary: '离开原因与基准' })
    .errors(refusals)
    .input(z.object({ institutionId: z.coerce.number().int().optional() }))
    .output(
      z.object({
        days: z.number().int(),
        cases: z.number().int(),
        reasons: z.array(
          z.object({
            reason: z.enum(leaveReasons),
            cases: z.number().int(),
            kept: z.number().int(),
            benchmarkBp: z.number().int().nullable(),
          }),
        ),
      }),
    ),
  get: oc
    .route({ method: 'GET', path: '/leave-cases/{id}', summary: '挽留单' })
    .errors(refusals)
    .input(z.object({ id: uuid }))
    .output(leaveCase),
  offer: oc
    .route({ method: 'POST', path: '/leave-cases/{id}/offers', summary: '提出优惠或申请优惠' })
    .errors({ ...refusals, ASKED_ALREADY: { status: 409, message: '这张挽留单有一个优惠申请正在审批，请等候结果' } })
    .input(z.object({ id: uuid, offer: z.enum(offers), note, ...tags }))
    .output(moved.extend({ asked: z.boolean() })),
  step: oc
    .route({ method: 'POST', path: '/leave-cases/{id}/steps', summary: '记一步挽留' })
    .errors(refusals)
    .input(stepInput)
    .output(moved),
}

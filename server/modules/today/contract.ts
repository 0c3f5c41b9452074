import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, id, refusals } from '../../platform/contract/terms.ts'
import { needs } from '../contact/contract.ts'
import { contactPurposes } from '../privacy/contract.ts'
import { postponeReasons } from './today-terms.ts'
import { sourceClasses } from '../prospect/contract.ts'

/** Why somebody is worth a contact (DOMAIN M11, M21, M22, M25). */
export const reasonCodes = [
  'maturity',
  'inflow',
  'outflow',
  'own_name_outflow',
  'payroll_stopped',
  'payroll_kept_low',
  'birthday',
  'cooling',
  'tier_near',
  'tier_falling',
  'cadence',
  'promise',
  'handover',
  'address',
  'wake_up',
  'win_back',
  'benefit',
  'leave_risk',
  /** a day of the dossier, a festival, round years with the bank (M25) */
  'occasion',
  /** somebody who is no customer yet: a next step that is due, a first contact (M31) */
  'prospect',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** Channels a plan can name; a customer who walks in is not planned. */
export const planChannels = ['call', 'visit', 'invitation', 'wechat', 'sms', 'letter'] as const
export type PlanChannel = (typeof planChannels)[number]
/** What capacity is counted by: SMS, WeChat and letters are one (M28). */
export const capacityKinds = ['call', 'visit', 'invitation', 'message'] as const
export type CapacityKind = (typeof capacityKinds)[number]
/** M10. */
export const customerClasses = ['a', 'b', 'c'] as const
export type CustomerClass = (typeof customerClasses)[number]

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** One reason: value = amount × chance × yearly margin × effect of the channel, in whole fen (at least the policy's least). */
const reason = z.object({
  code: z.enum(reasonCodes),
  /** what the words of the reason are made of; amounts in fen as text, days as dates */
  values,
  amountFen: fen,
  chanceBp: z.number().int(),
  valueFen: fen,
  /** carries no promotion: what the customer must be told */
  service: z.boolean(),
})
export type Reason = z.infer<typeof reason>

/** Why a contact is on the list, or is not: a code and what its sentence is made of (explain.rules.ts). */
const why = z.object({ code: z.string(), values })
export type Why = z.infer<typeof why>

const item = z.object({
  place: z.number().int(),
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  tier: z.string(),
  class: z.enum(customerClasses),
  channel: z.enum(planChannels),
  purpose: z.enum(contactPurposes),
  valueFen: fen,
  effectBp: z.number().int(),
  marginBp: z.number().int(),
  reasons: z.array(reason),
  why,
  pinned: z.boolean(),
  done: z.boolean(),
  talkingPoints: z.array(z.object({ reason: z.enum(reasonCodes), text: z.string() })),
  /** what must not be done with this customer today: a channel and the text why, or a warning */
  forbidden: z.array(z.object({ code: z.string(), channel: z.string().nullable(), text: z.string().nullable() })),
  /** the first moment at which the channel may be used, if it is later than now */
  nextAllowedAt: z.string().nullable(),
})
export type TodayItem = z.infer<typeof item>

/** Somebody who is no customer yet (M31), in the same order as the customers. */
const prospectItem = item
  .pick({
    place: true,
    channel: true,
    valueFen: true,
    effectBp: true,
    marginBp: true,
    reasons: true,
    why: true,
    done: true,
    talkingPoints: true,
    nextAllowedAt: true,
  })
  .extend({
    prospectId: z.uuid(),
    name: z.string().nullable(),
    sourceClass: z.enum(sourceClasses),
    /** what is known: how we met, needs, a note */
    introducedNote: z.string().nullable(),
    needs: z.array(z.enum(needs)),
    note: z.string().nullable(),
    /** what was agreed to, the channel of the plan first */
    channels: z.array(z.enum(planChannels)),
  })
export type TodayProspect = z.infer<typeof prospectItem>

const lists = z.object({
  planDate: businessDate,
  businessDate,
  manager: z.object({ id: z.number().int(), name: z.string(), institutionName: z.string() }),
  /** somebody looks on whose list it is not */
  readOnly: z.boolean(),
  workingDay: z.boolean(),
  /** the next day the bank works after the day of the plan */
  nextWorkingDay: businessDate,
  /** what that day would bring as things stand now; nothing of it is kept */
  preview: z.boolean(),
  revision: z.number().int(),
  valueFen: fen,
  /** no plan within the limits is worth more */
  boundFen: fen,
  candidates: z.number().int(),
  capacity: z.array(z.object({ kind: z.enum(capacityKinds), planned: z.number().int(), capacity: z.number().int() })),
  /** minutes of the day between which calls and visits are made */
  hours: z.array(z.object({ fromMinute: z.number().int(), untilMinute: z.number().int() })),
  items: z.array(item),
  prospects: z.array(prospectItem),
  postponed: z.array(
    z.object({ customerId: id, name: z.string().nullable(), until: businessDate.nullable(), reason: z.string().nullable() }),
  ),
  /** the plan of the last planned day against what was done */
  before: z
    .object({
      planDate: businessDate,
      planned: z.number().int(),
      done: z.number().int(),
      items: z.array(z.object({ customerId: id, name: z.string().nullable(), channel: z.enum(planChannels), done: z.boolean() })),
    })
    .nullable(),
})
export type TodayList = z.infer<typeof lists>

/** A customer who is not on the list, and why not. */
const alternative = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  tier: z.string(),
  class: z.enum(customerClasses),
  channel: z.enum(planChannels).nullable(),
  valueFen: fen,
  reasons: z.array(z.enum(reasonCodes)),
  why,
  /** may be taken in: allowed by some channel today */
  possible: z.boolean(),
})
export type Alternative = z.infer<typeof alternative>

const teamRow = z.object({
  managerId: z.number().int(),
  name: z.string(),
  institutionName: z.string(),
  customers: z.number().int(),
  /** null: no list was made today */
  planned: z.number().int().nullable(),
  done: z.number().int(),
  /** contacts planned in the last seven days, today left out, that were not made */
  overdue: z.number().int(),
  /** customers contacted within the policy's days, in basis points of all */
  coverageBp: z.number().int().nullable(),
  /** planned of what a day holds, basis points */
  loadBp: z.number().int().nullable(),
  valueFen: fen.nullable(),
})
export type TeamRow = z.infer<typeof teamRow>

const managerId = z.number().int().positive().optional()
const note = z.string().trim().max(200).optional()
/** What a manager wants otherwise. `swap` leaves `customerId` out today and takes `inFavourOf` in. */
const wish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pin'), customerId: id }),
  z.object({ kind: z.literal('release'), customerId: id }),
  z.object({ kind: z.literal('swap'), customerId: id, inFavourOf: id }),
  z.object({ kind: z.literal('postpone'), customerId: id, until: businessDate, reason: z.enum(postponeReasons), note }),
])
export type Wish = z.infer<typeof wish>

const point = z.object({ id: z.number().int(), reason: z.enum(reasonCodes), place: z.number().int(), text: z.string() })

export const todayContract = {
  open: oc
    .route({ method: 'POST', path: '/today/open', summary: '今日工作' })
    .errors(refusals)
    .input(z.object({ managerId }))
    .output(lists),
  preview: oc
    .route({ method: 'POST', path: '/today/preview', summary: '下一个工作日预览' })
    .errors(refusals)
    .input(z.object({ managerId }))
    .output(lists),
  alternatives: oc
    .route({ method: 'POST', path: '/today/alternatives', summary: '未列入的客户和原因' })
    .errors(refusals)
    .input(z.object({ managerId }))
    .output(z.object({ rows: z.array(alternative) })),
  wish: oc
    .route({ method: 'POST', path: '/today/wishes', summary: '指定、换人、推迟' })
    .errors({ ...refusals, FULL: { status: 409, message: '指定的客户已占满今天的名额，请先取消一位' } })
    .input(wish)
    .output(lists),
  team: oc
    .route({ method: 'POST', path: '/today/team', summary: '团队今日' })
    .errors(refusals)
    .input(z.object({ institutionId: z.number().int().positive().optional() }))
    .output(z.object({ planDate: businessDate, rows: z.array(teamRow) })),
  listTalkingPoints: oc
    .route({ method: 'GET', path: '/today/talking-points', summary: '话术要点' })
    .errors(refusals)
    .output(z.object({ points: z.array(point) })),
  saveTalkingPoints: oc
    .route({ method: 'POST', path: '/today/talking-points', summary: '修改话术要点' })
    .errors(refusals)
    .input(z.object({ reason: z.enum(reasonCodes), texts: z.array(z.string().trim().min(1).max(200)).max(6) }))
    .output(z.object({ points: z.array(point) })),
}

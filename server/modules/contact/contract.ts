import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, id, refusals } from '../../platform/contract/terms.ts'
import { contactChannels, contactPurposes, contactReasons } from '../privacy/contract.ts'
import { interests, moods, needs, nextSteps, outcomes } from './worklog-terms.ts'

export { interests, needs, nextSteps, outcomes }
export const classes = ['a', 'b', 'c'] as const
export type ContactClass = (typeof classes)[number]
export const dueStates = ['overdue', 'due', 'later'] as const
export const assetSizes = ['large', 'middling', 'small'] as const
export const willingnesses = ['strong', 'medium', 'weak'] as const
const planChannels = contactChannels.filter((channel) => channel !== 'walk_in')

const uuid = z.uuid()
const note = z.string().trim().min(1).max(500)

/** One contact as the device noted it. Its id is made there: sent twice it is one record. */
export const contactEntry = z.object({
  id: uuid,
  customerId: id,
  /** ISO moment at which it happened */
  at: z.iso.datetime({ offset: true }),
  channel: z.enum(contactChannels),
  purpose: z.enum(contactPurposes).default('care'),
  direction: z.enum(['outbound', 'inbound']).default('outbound'),
  /** `mistake` only corrects: the record named never happened */
  outcome: z.enum([...outcomes, 'mistake']),
  mood: z.enum(moods).nullable().default(null),
  need: z.enum(needs).nullable().default(null),
  interests: z.array(z.enum(interests)).max(interests.length).default([]),
  nextStep: z.enum(nextSteps).nullable().default(null),
  nextOn: businessDate.nullable().default(null),
  note: note.nullable().default(null),
  /** the record that this one stands for from now on */
  corrects: uuid.nullable().default(null),
  /** cards of the talk library that were used */
  cards: z.array(z.number().int().positive().max(2_147_483_647)).max(10).optional(),
  /** the customer refuses this channel: recorded at once */
  refusesChannel: z.boolean().default(false),
  promise: z
    .object({ id: uuid, what: z.string().trim().min(1).max(200), dueOn: businessDate })
    .nullable()
    .default(null),
})
export type ContactEntry = z.infer<typeof contactEntry>

/** `saved` now; `repeated`: it was here already; the others are refused, for good. */
export const entryResults = ['saved', 'repeated', 'not_found', 'in_future', 'too_late', 'conflict'] as const
export type EntryResult = (typeof entryResults)[number]
export const logged = z.object({
  id: uuid,
  result: z.enum(entryResults),
  /** why it should not have been an outbound contact then; null when nothing is wrong */
  warning: z.enum(contactReasons).nullable(),
})
export type Logged = z.infer<typeof logged>

const dueRow = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  managerName: z.string().nullable(),
  institutionName: z.string(),
  class: z.enum(classes),
  state: z.enum(dueStates),
  dueOn: businessDate,
  lastContactOn: businessDate.nullable(),
  /** days past the due day */
  daysLate: z.number().int(),
  allowedNow: z.boolean(),
  reason: z.enum(contactReasons),
})
export type DueRow = z.infer<typeof dueRow>

const promiseState = ['open', 'overdue', 'kept', 'let_go'] as const
const promise = z.object({
  id: uuid,
  customerId: id,
  customerName: z.string().nullable(),
  what: z.string(),
  dueOn: businessDate,
  staffName: z.string(),
  madeAt: z.string(),
  state: z.enum(promiseState),
  proof: z.string().nullable(),
  toldCustomer: z.boolean(),
})
export type PromiseRow = z.infer<typeof promise>

const timelineItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('contact'),
    on: businessDate,
    id: uuid,
    at: z.string(),
    channel: z.enum(contactChannels),
    purpose: z.enum(contactPurposes),
    direction: z.enum(['outbound', 'inbound']),
    outcome: z.enum(outcomes),
    mood: z.enum(moods).nullable(),
    need: z.enum(needs).nullable(),
    interests: z.array(z.enum(interests)),
    nextStep: z.enum(nextSteps).nullable(),
    nextOn: businessDate.nullable(),
    note: z.string().nullable(),
    staffName: z.string(),
    warning: z.enum(contactReasons).nullable(),
    corrected: z.boolean(),
    mine: z.boolean(),
  }),
  z.object({ kind: z.literal('promise'), on: businessDate, promise }),
  z.object({ kind: z.literal('complaint'), on: businessDate, complaints: z.number().int() }),
  z.object({
    kind: z.literal('fact'),
    on: businessDate,
    id: z.string(),
    /** what became of it, and of which field of the dossier; never what it says */
    act: z.enum(['learned', 'corrected', 'taken_back', 'confirmed']),
    field: z.string(),
    staffName: z.string(),
  }),
  z.object({ kind: z.literal('maturity'), on: businessDate, productName: z.string(), amountFen: fen, days: z.number().int() }),
])
export type TimelineItem = z.infer<typeof timelineItem>

const institution = { institutionId: z.coerce.number().int().optional() }

export const contactContract = {
  log: oc
    .route({ method: 'POST', path: '/contacts', summary: '记工作日志（可一次同步多条）' })
    .errors(refusals)
    .input(z.object({ entries: z.array(contactEntry).min(1).max(50) }))
    .output(z.object({ results: z.array(logged) })),
  timeline: oc
    .route({ method: 'GET', path: '/customers/{customerId}/timeline', summary: '客户时间线' })
    .errors(refusals)
    .input(z.object({ customerId: id, limit: z.coerce.number().int().min(1).max(500).default(50), before: uuid.optional() }))
    .output(
      z.object({
        items: z.array(timelineItem),
        /** contacts there are */
        total: z.number().int(),
        /** the contact to ask for those `before`; null: there are no earlier ones */
        next: uuid.nullable(),
      }),
    ),
  cadence: oc
    .route({ method: 'GET', path: '/customers/{customerId}/cadence', summary: '客户分类与联络周期' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(
      z.object({
        /** null: outside all classes (code N, deceased, closed, or not classed yet) */
        cadence: z
          .object({
            class: z.enum(classes),
            previousClass: z.enum(classes).nullable(),
            classSince: businessDate,
            assetSize: z.enum(assetSizes),
            willingness: z.enum(willingnesses),
            purchases: z.number().int(),
            answered: z.number().int(),
            interested: z.number().int(),
            dueOn: businessDate,
            state: z.enum(dueStates),
            lastContactOn: businessDate.nullable(),
          })
          .nullable(),
      }),
    ),
  due: oc
    .route({ method: 'GET', path: '/contacts/due', summary: '该联系的客户' })
    .errors(refusals)
    .input(
      z.object({
        ...institution,
        managerId: z.coerce.number().int().optional(),
        state: z.enum(['due', 'overdue']).default('due'),
        offset: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ today: businessDate, total: z.number().int(), rows: z.array(dueRow) })),
  coverage: oc
    .route({ method: 'GET', path: '/contacts/coverage', summary: '联络覆盖' })
    .errors(refusals)
    .input(z.object(institution))
    .output(
      z.object({
        today: businessDate,
        managers: z.array(
          z.object({
            managerId: z.number().int(),
            managerName: z.string().nullable(),
            institutionName: z.string(),
            kept: z.number().int(),
            contactedInCycle: z.number().int(),
            due: z.number().int(),
            overdue: z.number().int(),
            /** contacts of the last seven days */
            contactsWeek: z.number().int(),
            flaggedWeek: z.number().int(),
            openPromises: z.number().int(),
            overduePromises: z.number().int(),
            awayUntil: businessDate.nullable(),
          }),
        ),
        mayRecordLeave: z.boolean(),
      }),
    ),
  promises: oc
    .route({ method: 'GET', path: '/promises', summary: '承诺' })
    .errors(refusals)
    .input(
      z.object({ ...institution, overdue: z.coerce.boolean().default(false), limit: z.coerce.number().int().min(1).max(200).default(100) }),
    )
    .output(z.object({ today: businessDate, promises: z.array(promise) })),
  settlePromise: oc
    .route({ method: 'POST', path: '/promises/{id}/steps', summary: '兑现、延期或放弃承诺' })
    .errors(refusals)
    .input(
      z
        .object({
          id: uuid,
          kind: z.enum(['kept', 'put_off', 'let_go']),
          proof: z.string().trim().min(1).max(200),
          dueOn: businessDate.nullable().default(null),
          toldCustomer: z.boolean(),
        })
        .refine(({ kind, dueOn }) => (kind === 'put_off') === (dueOn !== null), {
          path: ['dueOn'],
          message: '延期需要新的日期，其余不带日期',
        }),
    )
    .output(z.object({ settled: z.literal(true) })),
  day: oc
    .route({ method: 'GET', path: '/contacts/day', summary: '我的一天：活动量、明日计划、今日回顾' })
    .errors(refusals)
    .input(z.object({}))
    .output(
      z.object({
        today: businessDate,
        tomorrow: businessDate,
        quotas: z.array(z.object({ kind: z.enum(['messages', 'calls', 'meetings']), done: z.number().int(), goal: z.number().int() })),
        contactsToday: z.number().int(),
        planned: z.array(
          z.object({
            forDate: businessDate,
            customerId: id,
            name: z.string().nullable(),
            channel: z.enum(planChannels),
            done: z.boolean(),
          }),
        ),
        review: z.object({ wentWell: z.string(), toImprove: z.string() }).nullable(),
      }),
    ),
  planContact: oc
    .route({ method: 'POST', path: '/contacts/plan', summary: '计划联系，或取消计划' })
    .errors(refusals)
    .input(z.object({ customerId: id, forDate: businessDate, channel: z.enum(planChannels).nullable() }))
    .output(z.object({ planned: z.boolean() })),
  reviewDay: oc
    .route({ method: 'PUT', path: '/contacts/day/review', summary: '今日回顾' })
    .errors(refusals)
    .input(z.object({ wentWell: z.string().trim().max(500), toImprove: z.string().trim().max(500) }))
    .output(z.object({ reviewed: z.literal(true) })),
  recordLeave: oc
    .route({ method: 'POST', path: '/contacts/leave', summary: '登记员工休假' })
    .errors(refusals)
    .input(
      z
        .object({ staffId: z.number().int(), fromOn: businessDate, untilOn: businessDate })
        .refine(({ fromOn, untilOn }) => untilOn >= fromOn, { path: ['untilOn'], message: '结束日期不能早于开始日期' }),
    )
    .output(z.object({ recorded: z.literal(true) })),
}

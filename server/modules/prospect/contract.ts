import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals, shownMoney } from '../../platform/contract/terms.ts'
import { logged, needs, nextSteps, outcomes } from '../contact/contract.ts'
import { contactChannels, contactReasons } from '../privacy/contract.ts'
import { dropReasons } from './prospect-terms.ts'

/** A satisfied customers told us, B personal relation, C introduced, D stranger (M31). */
export const sourceClasses = ['a', 'b', 'c', 'd'] as const
export type SourceClass = (typeof sourceClasses)[number]
/** What makes a good prospect (M31). */
export const prospectMarks = ['reachable', 'in_need', 'eligible', 'able_to_pay', 'clustered'] as const
/** Why the bank may keep and contact somebody: said so, signed so, came to us, or agreed towards who introduced them. */
export const basisKinds = ['spoken', 'written', 'came_to_us', 'introduced'] as const
export const prospectChannels = contactChannels.filter((channel) => channel !== 'walk_in')
export const prospectStates = ['open', 'converted', 'dropped'] as const

const uuid = z.uuid()
const note = z.string().trim().min(1).max(300)
const next = {
  nextStep: z.enum(nextSteps).nullable().default(null),
  nextOn: businessDate.nullable().default(null),
}

export const newProspect = z.object({
  id: uuid,
  name: z.string().trim().min(1).max(40),
  phone: z
    .string()
    .trim()
    .regex(/^\d{5,20}$/, '电话只写数字')
    .nullable()
    .default(null),
  sourceClass: z.enum(sourceClasses),
  /** a customer of ours who introduced them */
  introducedByNo: z.string().trim().min(1).max(40).nullable().default(null),
  introducedNote: z.string().trim().min(1).max(60).nullable().default(null),
  needs: z.array(z.enum(needs)).max(needs.length).default([]),
  marks: z.array(z.enum(prospectMarks)).max(prospectMarks.length).default([]),
  basis: z.enum(basisKinds),
  basisProof: z.string().trim().min(1).max(120),
  basisOn: businessDate,
  channels: z.array(z.enum(prospectChannels)).min(1).max(prospectChannels.length),
  note: note.nullable().default(null),
  ...next,
})
export type NewProspect = z.infer<typeof newProspect>

/** One contact with a prospect as the device noted it; its id is made there: sent twice it is one record. */
const prospectEntry = z.object({
  id: uuid,
  prospectId: uuid,
  /** ISO moment at which it happened */
  at: z.iso.datetime({ offset: true }),
  channel: z.enum(contactChannels),
  outcome: z.enum(outcomes),
  minutes: z.number().int().min(0).max(600),
  note: note.nullable().default(null),
  ...next,
})
export type ProspectEntry = z.infer<typeof prospectEntry>

const match = z.object({ customerId: id, customerNo: z.string(), name: z.string().nullable(), managerName: z.string().nullable() })
const prospect = z.object({
  id: uuid,
  name: z.string(),
  /** masked */
  phone: z.string().nullable(),
  sourceClass: z.enum(sourceClasses),
  introducedBy: z.object({ customerId: id, name: z.string().nullable() }).nullable(),
  introducedNote: z.string().nullable(),
  needs: z.array(z.enum(needs)),
  marks: z.array(z.enum(prospectMarks)),
  basis: z.enum(basisKinds),
  basisProof: z.string(),
  basisOn: businessDate,
  channels: z.array(z.enum(prospectChannels)),
  nextStep: z.enum(nextSteps).nullable(),
  nextOn: businessDate.nullable(),
  note: z.string().nullable(),
  state: z.enum(prospectStates),
  customerId: id.nullable(),
  managerName: z.string().nullable(),
  madeOn: businessDate,
  contacts: z.number().int(),
  minutes: z.number().int(),
  lastContactOn: businessDate.nullable(),
  /** due today or before */
  due: z.boolean(),
  /** whether each channel may be used now, and why not */
  permissions: z.array(z.object({ channel: z.enum(prospectChannels), allowed: z.boolean(), reason: z.enum(contactReasons) })),
  /** customers of last night with the same phone: whether it is the same person, a person decides */
  matches: z.array(match),
})
export type ProspectRow = z.infer<typeof prospect>

/** Return on the time invested by class (ROTI), beside the tension of a first contact that the class brings (ICT, policy). */
const returns = z.object({
  sourceClass: z.enum(sourceClasses),
  prospects: z.number().int(),
  /** still being followed up */
  open: z.number().int(),
  converted: z.number().int(),
  minutes: z.number().int(),
  /** AUM of last night of who became customers */
  aumFen: shownMoney,
  /** AUM an hour; null without an hour */
  perHourFen: shownMoney.nullable(),
  tension: z.number().int(),
})
export type Returns = z.infer<typeof returns>

/** with what lies below it; left out = everything in sight */
const place = z.coerce.number().int().positive().optional()

const route = (method: 'GET' | 'POST', path: `/${string}`, summary: string) =>
  oc.route({ method, path, summary }).errors({
    ...refusals,
    BASIS_MISSING: { status: 409, message: '没有依据的不能登记：请写明客户怎样同意、凭证在哪里，日期不晚于今天' },
  })

export const prospectContract = {
  list: route('GET', '/prospects', '准主顾')
    .input(
      z.object({
        state: z.enum(prospectStates).default('open'),
        due: z.coerce.boolean().default(false),
        institutionId: place,
        /** empty = of every class */
        sources: z.array(z.enum(sourceClasses)).max(sourceClasses.length).default([]),
      }),
    )
    .output(z.object({ today: businessDate, prospects: z.array(prospect), total: z.number().int(), mayAdd: z.boolean() })),
  returns: route('GET', '/prospects/returns', '时间回报（ROTI）')
    .input(z.object({ institutionId: place }))
    .output(z.object({ classes: z.array(returns) })),
  add: route('POST', '/prospects', '登记准主顾')
    .input(newProspect)
    .output(z.object({ id: uuid, result: z.enum(['saved', 'repeated']) })),
  change: route('POST', '/prospects/{id}', '更新准主顾')
    .input(
      z.object({
        id: uuid,
        needs: z.array(z.enum(needs)).max(needs.length),
        marks: z.array(z.enum(prospectMarks)).max(prospectMarks.length),
        note: note.nullable(),
        ...next,
      }),
    )
    .output(z.object({ changed: z.literal(true) })),
  log: route('POST', '/prospects/contacts', '记与准主顾的联系（可一次同步多条）')
    .input(z.object({ entries: z.array(prospectEntry).min(1).max(50) }))
    .output(z.object({ results: z.array(logged) })),
  convert: route('POST', '/prospects/{id}/customer', '确认已成为客户')
    .input(z.object({ id: uuid, customerId: id }))
    .output(z.object({ customerId: id })),
  drop: route('POST', '/prospects/{id}/drop', '放下准主顾')
    .input(z.object({ id: uuid, why: z.enum(dropReasons) }))
    .output(z.object({ dropped: z.literal(true) })),
}

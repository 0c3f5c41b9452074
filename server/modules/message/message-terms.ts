import { z } from 'zod'
import { id } from '../../platform/contract/terms.ts'
import { contactPurposes, contactReasons, type ContactChannel } from '../privacy/contract.ts'

/** How a message reaches a customer. A card is a letter with a picture around it. */
export const media = ['sms', 'wechat', 'email', 'letter', 'card'] as const
export type Medium = (typeof media)[number]

/** What a medium counts as where customers allow or refuse: what is written and waits to be read is a letter, by whatever post. */
export const channelOf: Record<Medium, Extract<ContactChannel, 'sms' | 'wechat' | 'letter'>> = {
  sms: 'sms',
  wechat: 'wechat',
  email: 'letter',
  letter: 'letter',
  card: 'letter',
}

/** How far a message got. `leaving`, `committing`: on its way to a gateway at this moment; `in_doubt`: cut off where nobody knows whether it was taken. */
export const messageStates = [
  'queued',
  'leaving',
  'committing',
  'in_doubt',
  'handed',
  'delivered',
  'undelivered',
  'to_print',
  'printed',
  'stopped',
  'failed',
  'cancelled',
] as const
export type MessageState = (typeof messageStates)[number]

/** The longest text that a template's variable takes, in characters. */
export const longestValue = 200

const body = z.string().trim().min(1).max(2000)

/** A message to be sent: in words of one's own (care alone), or from an approved wording. Its id is made on the device: sent twice it is one message. */
export const draft = z.object({
  id: z.uuid(),
  customerId: id,
  medium: z.enum(media),
  purpose: z.enum(contactPurposes).default('care'),
  words: z.union([
    z.object({ body, title: z.string().trim().min(1).max(60).nullable().default(null) }),
    z.object({ template: z.string().max(40), values: z.record(z.string(), z.string().trim().max(longestValue)).default({}) }),
  ]),
  occasion: z.string().trim().min(1).max(40).nullable().default(null),
  /** ISO moment after which it would be out of place; left out: the policy's days */
  notAfter: z.iso.datetime({ offset: true }).nullable().default(null),
  /** it is like another text and was seen to be: recorded */
  seenLikeness: z.boolean().default(false),
})
export type Draft = z.infer<typeof draft>

const place = z.object({ kind: z.string(), word: z.string(), from: z.number().int(), until: z.number().int() })
const range = z.object({ from: z.number().int(), until: z.number().int() })

/** Why a message was not taken; the screens point at the places. */
export const refusedMessage = {
  NOT_ALLOWED: { status: 409, message: '现在不能以这种方式联系这位客户', data: z.object({ reason: z.enum(contactReasons) }) },
  FORBIDDEN_WORDS: { status: 422, message: '内容里有禁用的词，请改写标出的部分', data: z.object({ places: z.array(place) }) },
  NEAR_DUPLICATE: {
    status: 409,
    message: '与行内已发过的消息雷同，请改写成自己的话',
    data: z.object({
      bp: z.number().int(),
      refused: z.boolean(),
      staffName: z.string(),
      writtenOn: z.string(),
      mine: z.boolean(),
      shared: z.array(range),
    }),
  },
  NO_TEMPLATE: { status: 409, message: '没有这个模板，或已过期、停用，或不能用于这种方式和用途' },
  TEMPLATE_ONLY: { status: 422, message: '只有关怀可以自己写；营销、活动、调研和服务通知请使用已批准的模板' },
  MISSING_VALUES: { status: 422, message: '模板里有变量没有内容，请补充', data: z.object({ missing: z.array(z.string()) }) },
  TOO_LONG: { status: 422, message: '内容超过政策规定的字数', data: z.object({ characters: z.number().int(), atMost: z.number().int() }) },
  NO_ADDRESS: { status: 409, message: '没有可用的手机号、地址或邮箱，请先补充客户联系信息' },
} as const

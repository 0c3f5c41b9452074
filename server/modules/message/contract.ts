import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../platform/contract/terms.ts'
import { contactPurposes, contactReasons } from '../privacy/contract.ts'
import { draft, media, messageStates, refusedMessage } from './message-terms.ts'

const uuid = z.uuid()

const checked = z.object({
  forbidden: z.array(z.object({ kind: z.string(), word: z.string(), from: z.number().int(), until: z.number().int() })),
  /** the text of ours that is most like it; null: nothing from the policy's mark on */
  likeness: z
    .object({
      bp: z.number().int(),
      refused: z.boolean(),
      staffName: z.string(),
      writtenOn: businessDate,
      mine: z.boolean(),
      /** what both say, in the text that was checked */
      shared: z.array(z.object({ from: z.number().int(), until: z.number().int() })),
    })
    .nullable(),
  characters: z.number().int(),
  charactersAtMost: z.number().int(),
})
export type CheckedDraft = z.infer<typeof checked>

const messageRow = z.object({
  id: uuid,
  customerId: id,
  customerName: z.string().nullable(),
  medium: z.enum(media),
  purpose: z.enum(contactPurposes),
  occasion: z.string().nullable(),
  templateNumber: z.string().nullable(),
  title: z.string().nullable(),
  body: z.string(),
  staffName: z.string(),
  mine: z.boolean(),
  queuedAt: z.string(),
  state: z.enum(messageStates),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  attempt: z.number().int(),
  nextAt: z.string().nullable(),
  changedAt: z.string(),
})
export type MessageRow = z.infer<typeof messageRow>

const replyRow = z.object({
  id,
  customerId: id,
  customerName: z.string().nullable(),
  medium: z.enum(media),
  body: z.string(),
  optOut: z.boolean(),
  saidAt: z.string(),
})
export type ReplyRow = z.infer<typeof replyRow>

const templateRow = z.object({
  id,
  code: z.string(),
  version: z.number().int(),
  number: z.string(),
  name: z.string(),
  media: z.array(z.enum(media)),
  purpose: z.enum(contactPurposes),
  body: z.string(),
  validFrom: businessDate,
  validTo: businessDate,
  state: z.enum(['in_use', 'later', 'expired', 'ended', 'replaced']),
  endReason: z.string().nullable(),
})
export type TemplateRow = z.infer<typeof templateRow>

/** A wording as it is asked for. */
export const templateWish = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]{2,39}$/, '代号用小写字母、数字和 _，3 到 40 个字符'),
  name: z.string().trim().min(1).max(60),
  media: z.array(z.enum(media)).min(1).max(media.length),
  purpose: z.enum(contactPurposes),
  body: z.string().trim().min(1).max(2000),
  validFrom: businessDate,
  validTo: businessDate,
  reason: z.string().trim().min(1).max(200),
})
export type TemplateWish = z.infer<typeof templateWish>

const batchRow = z.object({
  id: uuid,
  staffName: z.string(),
  mine: z.boolean(),
  madeAt: z.string(),
  letters: z.number().int(),
  /** of these printed and not yet posted */
  open: z.number().int(),
})
export type BatchRow = z.infer<typeof batchRow>

export const messageContract = {
  check: oc
    .route({ method: 'POST', path: '/messages/check', summary: '检查消息草稿' })
    .errors(refusals)
    .input(z.object({ customerId: id, medium: z.enum(media), body: z.string().max(2000) }))
    .output(checked),
  means: oc
    .route({ method: 'GET', path: '/customers/{customerId}/message-means', summary: '可用哪种方式发消息' })
    .errors(refusals)
    .input(z.object({ customerId: id, purpose: z.enum(contactPurposes).default('care') }))
    .output(
      z.object({
        means: z.array(
          z.object({
            medium: z.enum(media),
            allowed: z.boolean(),
            reason: z.enum(contactReasons),
            /** when it would leave, if not at once; null: at once or never */
            nextAllowedAt: z.string().nullable(),
            /** masked; null: none on file */
            address: z.string().nullable(),
            /** something is set up that takes it out of the house */
            hasGateway: z.boolean(),
          }),
        ),
        maySend: z.boolean(),
      }),
    ),
  send: oc
    .route({ method: 'POST', path: '/messages', summary: '发消息' })
    .errors({ ...refusals, ...refusedMessage })
    .input(draft)
    .output(z.object({ id: uuid, result: z.enum(['queued', 'repeated']), leavesAt: z.string().nullable() })),
  list: oc
    .route({ method: 'POST', path: '/messages/list', summary: '消息' })
    .errors(refusals)
    .input(
      z.object({
        states: z.array(z.enum(messageStates)).max(messageStates.length).default([]),
        customerId: id.optional(),
        mine: z.boolean().default(false),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        rows: z.array(messageRow),
        total: z.number().int(),
        /** of all in sight, by state */
        counts: z.record(z.string(), z.number().int()),
        gateways: z.array(z.object({ name: z.string(), media: z.array(z.enum(media)) })),
        maySettle: z.boolean(),
      }),
    ),
  settle: oc
    .route({ method: 'POST', path: '/messages/{id}/settle', summary: '撤回、重发或确认一条消息' })
    .errors({ ...refusals, REFUSED_NOW: { status: 409, message: '现在不能联系这位客户，消息没有重新排队' } })
    .input(z.object({ id: uuid, act: z.enum(['cancel', 'again', 'arrived']) }))
    .output(z.object({ state: z.enum(messageStates) })),
  replies: oc
    .route({ method: 'GET', path: '/messages/replies', summary: '客户回复' })
    .errors(refusals)
    .input(z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }))
    .output(z.object({ rows: z.array(replyRow) })),
  recordAddress: oc
    .route({ method: 'PUT', path: '/customers/{customerId}/email', summary: '登记或删除客户邮箱' })
    .errors(refusals)
    .input(
      z.object({
        customerId: id,
        email: z.email().max(200).nullable(),
        saidBy: z.enum(['customer', 'family', 'document']).default('customer'),
      }),
    )
    .output(z.object({ recorded: z.literal(true) })),
  templates: oc
    .route({ method: 'GET', path: '/messages/templates', summary: '消息模板' })
    .errors(refusals)
    .output(z.object({ templates: z.array(templateRow), variables: z.array(z.string()), mayPropose: z.boolean(), mayEnd: z.boolean() })),
  proposeTemplate: oc
    .route({ method: 'POST', path: '/messages/templates', summary: '提交模板审批' })
    .errors({
      ...refusals,
      FORBIDDEN_WORDS: refusedMessage.FORBIDDEN_WORDS,
      BAD_VARIABLE: { status: 422, message: '模板里有不认识的变量', data: z.object({ text: z.string(), from: z.number().int() }) },
      TOO_LONG_IN_USE: { status: 422, message: '有效期超过政策上限，或结束日期早于开始日期' },
      UNDER_WAY: { status: 409, message: '这个模板已有一份申请在审批中' },
    })
    .input(templateWish)
    .output(z.object({ requestId: z.string() })),
  endTemplate: oc
    .route({ method: 'POST', path: '/messages/templates/{id}/end', summary: '停用模板' })
    .errors(refusals)
    .input(z.object({ id, reason: z.string().trim().min(1).max(200) }))
    .output(z.object({ ended: z.literal(true) })),
  printQueue: oc
    .route({ method: 'GET', path: '/messages/print', summary: '待打印信函与打印批次' })
    .errors(refusals)
    .output(z.object({ rows: z.array(messageRow), batches: z.array(batchRow), atMost: z.number().int() })),
  printBatch: oc
    .route({ method: 'POST', path: '/messages/print', summary: '打印一批信函' })
    .errors({ ...refusals, NOTHING_TO_PRINT: { status: 409, message: '选中的信函都已打印、撤回，或现在不能寄给客户，请刷新' } })
    .input(z.object({ batchId: uuid, messageIds: z.array(uuid).min(1).max(500) }))
    .output(z.object({ batchId: uuid, printed: z.number().int(), heldBack: z.number().int() })),
  printFile: oc
    .route({ method: 'POST', path: '/messages/print/{batchId}/file', summary: '下载一批信函的 PDF' })
    .errors(refusals)
    .input(z.object({ batchId: uuid }))
    .output(z.file()),
  settleBatch: oc
    .route({ method: 'POST', path: '/messages/print/{batchId}/settle', summary: '一批信函已寄出，或需重打' })
    .errors(refusals)
    .input(z.object({ batchId: uuid, act: z.enum(['posted', 'again']) }))
    .output(
      z.object({
        settled: z.number().int(),
        /** names of those who may no longer be written to: their letters are to be taken out */
        takeOut: z.array(z.string()),
      }),
    ),
}

import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id, refusals } from '../../platform/contract/terms.ts'

const boxes = ['waiting', 'mine', 'done'] as const
/** 待我审批 · 我发起的 · 我已办的 */
export type ApprovalBox = (typeof boxes)[number]
const states = ['open', 'approved', 'refused', 'withdrawn', 'expired'] as const
export type ApprovalState = (typeof states)[number]

const step = z.object({
  /** code of the step; in words: domain.approval_step */
  name: z.string(),
  roles: z.array(z.string()),
  decision: z
    .object({
      outcome: z.enum(['approved', 'refused', 'withdrawn']),
      reason: z.string(),
      name: z.string(),
      role: z.string(),
      at: z.string(),
    })
    .nullable(),
})

const approvalItem = z.object({
  id,
  /** code of the kind; in words: domain.approval_kind */
  kind: z.string(),
  subject: z.string(),
  institutionId: z.number().int(),
  institutionName: z.string(),
  reason: z.string(),
  askedBy: z.object({ name: z.string(), login: z.string(), role: z.string() }),
  /** whether the person who reads this asked for it */
  mine: z.boolean(),
  askedAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(states),
  steps: z.array(step),
  mayDecide: z.boolean(),
})
export type ApprovalItem = z.infer<typeof approvalItem>
const approvalDetail = approvalItem.extend({ payload: z.record(z.string(), z.unknown()) })
export type ApprovalDetail = z.infer<typeof approvalDetail>

const reason = z.string().trim().max(500)
const answered = z.object({ id, state: z.enum(states) })
const decisions = { ...refusals, EXPIRED: { status: 410, message: '该申请已过期，请申请人重新提交' } } as const

export const approvalContract = {
  list: oc
    .route({ method: 'POST', path: '/approvals/list', summary: '审批' })
    .errors(refusals)
    .input(
      z.object({
        box: z.enum(boxes),
        kind: z.string().max(60).optional(),
        /** the smallest id of the page before: newest first */
        before: id.optional(),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ items: z.array(approvalItem), next: id.nullable() })),
  count: oc
    .route({ method: 'GET', path: '/approvals/count', summary: '待我审批的件数' })
    .errors(refusals)
    .output(z.object({ waiting: z.number().int() })),
  get: oc
    .route({ method: 'GET', path: '/approvals/{id}', summary: '审批详情' })
    .errors(refusals)
    .input(z.object({ id }))
    .output(approvalDetail),
  decide: oc
    .route({ method: 'POST', path: '/approvals/{id}/decision', summary: '同意或拒绝' })
    .errors(decisions)
    .input(
      z
        .object({ id, outcome: z.enum(['approved', 'refused']), reason: reason.default('') })
        .refine(({ outcome, reason: text }) => outcome === 'approved' || text.length >= 4, {
          path: ['reason'],
          message: '拒绝时请写明原因，至少四个字',
        }),
    )
    .output(answered),
  withdraw: oc
    .route({ method: 'POST', path: '/approvals/{id}/withdrawal', summary: '撤回申请' })
    .errors(decisions)
    .input(z.object({ id, reason: reason.default('') }))
    .output(answered),
}

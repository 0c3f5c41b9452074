import { z } from 'zod'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { ApprovalConflict, type ApprovalKind, type ApprovalRequest } from '../approval/index.ts'
import { insertStep } from './case-step.sql.ts'
import { offers } from './contract.ts'
import { findCase } from './leave-case.sql.ts'

/** What whoever decides is shown: no personal data. */
const payload = z.object({
  caseId: z.uuid(),
  offer: z.enum(offers),
  terms: z.string(),
  tier: z.string(),
  reason: z.string(),
  /** roles that may promise it, as of the asking */
  granters: z.array(z.string()),
})
type OfferAsk = z.infer<typeof payload>

async function answer(
  trx: Scoped,
  request: ApprovalRequest<OfferAsk>,
  kind: 'granted' | 'refused',
  by: Person,
  now: Date,
): Promise<boolean> {
  const { caseId, offer } = request.payload
  const record = await findCase(trx, caseId)
  if (record?.state !== 'waiting') return false
  const decision = request.decisions.at(-1)
  const step = { caseId, kind, from: record.state, to: 'talking', offer, approvalId: request.id } as const
  const note = decision?.reason.trim().slice(0, 500) ?? ''
  await insertStep(
    trx,
    { ...step, note: note === '' ? null : note },
    { userId: by.userId, name: by.name, on: businessDateOf(now), at: now },
  )
  return true
}

/** An offer beyond the asker's authority: whoever may promise it by policy decides (M41). */
const offerApproval: ApprovalKind<OfferAsk> = {
  code: 'leave_offer',
  payload,
  steps: [
    {
      name: 'approve',
      roles: ['outlet_president', 'branch_manager', 'head_office', 'relationship_manager'],
      mayDecide: ({ scope }, { payload: { granters } }) => granters.includes(scope.role),
    },
  ],
  openDays: 'leave.offer_open_days',
  async approved(trx, request, by, now) {
    if (!(await answer(trx, request, 'granted', by, now)))
      throw new ApprovalConflict('这张挽留单已有结果或不再适用，不需要再审批，请拒绝本申请')
  },
  /** a case that has moved on needs no answer */
  async closed(trx, request, by, now) {
    await answer(trx, request, 'refused', by, now)
  },
}

export const leaveApprovals = { offer: offerApproval }

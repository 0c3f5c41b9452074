import { z } from 'zod'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import { ApprovalConflict, type ApprovalKind, type ApprovalRequest } from '../../approval/index.ts'
import { batchOf, insertMove } from './stock.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'book-difference': true
  }
}

/** What whoever decides is shown: figures of a cupboard, none of them personal data. */
const payload = z.object({
  batchId: z.string(),
  gift: z.string(),
  outlet: z.string(),
  documentNo: z.string(),
  book: z.number().int(),
  found: z.number().int(),
  /** of the difference at cost, fen */
  costFen: z.string(),
  note: z.string(),
})
type CountAsk = z.infer<typeof payload>

async function booked(trx: Scoped, request: ApprovalRequest<CountAsk>, by: Person, now: Date): Promise<void> {
  const { batchId, book, found, note } = request.payload
  const batch = await batchOf(trx, batchId, request.institutionId)
  if (!batch || batch.available + batch.held !== book) throw new ApprovalConflict('盘点之后这批礼品又有进出，请拒绝本申请，重新盘点')
  const difference = found - book
  if (batch.available + difference < 0) throw new ApprovalConflict('实盘件数少于客户已预约的件数，请先处理预约再盘点')
  await insertMove(trx, { batchId, kind: 'difference', pieces: difference, note }, by.userId, now)
  await recordAudit(trx, {
    actor: actorOf(by),
    action: 'book-difference',
    subject: { kind: 'batch', id: batchId },
    institutionId: request.institutionId,
    outcome: 'done',
    detail: { difference, request: request.id },
  })
}

/** A difference over the policy (points.count_pieces, points.count_fen) is booked by another person than whoever counted (M63). */
export const countApproval: ApprovalKind<CountAsk> = {
  code: 'stock_difference',
  payload,
  steps: [{ name: 'check', roles: ['outlet_president', 'branch_manager', 'head_office'] }],
  approved: booked,
}

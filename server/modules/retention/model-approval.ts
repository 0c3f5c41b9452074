import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { ApprovalConflict, type ApprovalKind, type ApprovalRequest } from '../approval/index.ts'
import { standingChallenger } from './challenger.sql.ts'
import { modelPayload, type ModelPayload } from './model-payload.ts'
import { insertModelEvent } from './model.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'approve-model': true
  }
}

async function approved(trx: Scoped, request: ApprovalRequest<ModelPayload>, by: Person, now: Date): Promise<void> {
  const { version, digest, validFrom, part = 'champion', promotes } = request.payload
  const standing = await standingChallenger(trx)
  if (part === 'challenger' && standing)
    throw new ApprovalConflict(`流失模型 v${standing.version} 已作为挑战者并行打分，请先结束它，或拒绝本申请`)
  if (promotes !== undefined && standing?.version !== promotes)
    throw new ApprovalConflict(`挑战者 v${promotes} 已经结束，不能再由本申请起用，请拒绝本申请`)
  await insertModelEvent(trx, { version, event: 'approved', requestId: request.id, by, at: now })
  // what it was tried out for has come: from its day on it is in force itself
  if (standing && promotes !== undefined)
    await insertModelEvent(trx, { version: promotes, event: 'ended', requestId: standing.requestId, fromOn: validFrom, by, at: now })
  await recordAudit(trx, {
    actor: actorOf(by),
    action: 'approve-model',
    subject: { kind: 'attrition_model', id: String(version) },
    outcome: 'done',
    detail: { validFrom, digest, part },
  })
}

const closed = (trx: Scoped, request: ApprovalRequest<ModelPayload>, by: Person, now: Date): Promise<void> =>
  insertModelEvent(trx, {
    version: request.payload.version,
    event: by.userId === request.askedBy.userId ? 'withdrawn' : 'refused',
    requestId: request.id,
    by,
    at: now,
  })

/** A model of who leaves, before it scores anybody: another person of head office or compliance looks at its card (M12). */
export const modelApproval: ApprovalKind<ModelPayload> = {
  code: 'attrition_model',
  payload: modelPayload,
  steps: [{ name: 'check', roles: ['head_office', 'compliance_officer'] }],
  approved,
  closed,
}

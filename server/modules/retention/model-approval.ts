import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { ApprovalKind, ApprovalRequest } from '../approval/index.ts'
import { modelPayload, type ModelPayload } from './model-payload.ts'
import { insertModelEvent } from './model.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'approve-model': true
  }
}

async function approved(trx: Scoped, request: ApprovalRequest<ModelPayload>, by: Person, now: Date): Promise<void> {
  const { version, digest, validFrom } = request.payload
  await insertModelEvent(trx, { version, event: 'approved', requestId: request.id, by, at: now })
  await recordAudit(trx, {
    actor: actorOf(by),
    action: 'approve-model',
    subject: { kind: 'attrition_model', id: String(version) },
    outcome: 'done',
    detail: { validFrom, digest },
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

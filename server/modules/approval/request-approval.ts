import { businessDateOf } from '../../platform/calendar.ts'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit } from '../../platform/audit/record.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import type { ApprovalKind } from './kind.ts'
import { insertRequest } from './write.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'request-approval': true
  }
}

export interface Ask<P> {
  kind: ApprovalKind<P>
  /** what it is about, for lists: at most 200 characters, no personal data */
  subject: string
  /** of the person's scope; those above it, and who shares it, may decide */
  institutionId: number
  payload: P
  /** 1–500 characters */
  reason: string
}

const dayMs = 86_400_000

/**
 * Asks for an approval, in the transaction and scope of the person who asks (`withScope`), on record. Returns the request's id. Throws on a
 * payload that its kind does not take; the database refuses an institution outside the scope.
 */
export async function requestApproval<P>(trx: Scoped, ask: Ask<P>, by: Person, now: Date): Promise<string> {
  const { kind, subject, institutionId, reason } = ask
  const days = (await policyAt(trx, businessDateOf(now))).whole(kind.openDays ?? 'approval.open_days')
  const steps = kind.steps.map(({ name, roles }) => ({ name, roles }))
  const expiresAt = new Date(now.getTime() + days * dayMs)
  const payload = kind.payload.parse(ask.payload)
  const id = await insertRequest(trx, { kind: kind.code, subject, institutionId, payload, reason, steps, askedAt: now, expiresAt }, by)
  await recordAudit(trx, {
    actor: actorOf(by),
    action: 'request-approval',
    subject: { kind: 'approval', id },
    institutionId,
    outcome: 'done',
    detail: { kind: kind.code, about: subject, reason },
  })
  return id
}

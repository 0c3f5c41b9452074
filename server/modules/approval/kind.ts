import type { z } from 'zod'
import type { staffRoles } from '../../../night/extract/canonical.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'

type StaffRole = (typeof staffRoles)[number]

/** One decision on the way. Each step is taken by another person than all the others and than the one who asked. */
export interface ApprovalStep<P = unknown> {
  /** code; in words: domain.approval_step */
  name: string
  /** who can take it, of those whose scope covers the request's institution */
  roles: readonly StaffRole[]
  /** a further condition, beside role and scope */
  mayDecide?(person: Person, request: ApprovalRequest<P>): boolean
}

/**
 * Something that one person asks for and others decide. A module declares its kinds, asks by `requestApproval`, and server/main.ts gives all of
 * them to `approvalRoutes`. Code in words: domain.approval_kind; its picture on the screen: web/screens/approval/kinds.ts.
 */
export interface ApprovalKind<P = unknown> {
  code: string
  /** JSON values only, and no personal data in clear: the payload is kept for good */
  payload: z.ZodType<P>
  steps: readonly [ApprovalStep<P>, ...ApprovalStep<P>[]]
  /** key of the policy that says how many days a request stays open; left out = approval.open_days */
  openDays?: string
  /**
   * The act, when the last step is approved: in the transaction of the decision, under the scope of who decided.
   * Throws {@link ApprovalConflict} when it can no longer be done; nothing is then decided.
   */
  approved(trx: Scoped, request: ApprovalRequest<P>, by: Person, now: Date): Promise<void>
  /** what a refusal or a withdrawal brings about, likewise */
  closed?(trx: Scoped, request: ApprovalRequest<P>, by: Person, now: Date): Promise<void>
}

export interface Decision {
  step: number
  outcome: 'approved' | 'refused' | 'withdrawn'
  reason: string
  decidedBy: number
  name: string
  role: string
  at: Date
}

/** A request as it is kept, with what was decided so far. */
export interface ApprovalRequest<P = unknown> {
  id: string
  kind: string
  subject: string
  institutionId: number
  payload: P
  reason: string
  askedBy: { userId: number; login: string; name: string; role: string }
  askedAt: Date
  expiresAt: Date
  /** as they were when it was asked */
  steps: readonly { name: string; roles: readonly string[] }[]
  decisions: readonly Decision[]
}

/** The act can no longer be done: what it builds on has changed since. The message is for people. */
export class ApprovalConflict extends Error {}

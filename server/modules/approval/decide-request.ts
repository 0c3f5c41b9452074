import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { stateOf, withdrawalHindrance, type Hindrance } from './approval.rules.ts'
import type { ApprovalState } from './contract.ts'
import { ApprovalConflict, type ApprovalRequest, type Decision } from './kind.ts'
import { kindOf, whyNot, type Kinds } from './kinds.ts'
import { findRequest } from './request.sql.ts'
import { insertDecision, wasOvertaken } from './write.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'decide-approval': true
    'withdraw-approval': true
  }
}

/** Why nothing was decided; `conflict` = the act can no longer be done, in words. */
export type Refused = { refused: Hindrance | 'not_found' } | { refused: 'conflict'; message: string }
export interface Decided {
  id: string
  state: ApprovalState
}

export interface Verdict {
  id: string
  outcome: Decision['outcome']
  reason: string
}

class Hindered extends Error {
  readonly hindrance: Hindrance | 'not_found'
  constructor(hindrance: Hindrance | 'not_found') {
    super(hindrance)
    this.hindrance = hindrance
  }
}

/**
 * Decides the open step of a request, or withdraws it: the decision, its audit entry and the act of its kind in one transaction. Every refusal
 * is on record: not visible, own, not this person's, decided before, expired, or no longer possible.
 */
export async function decideRequest(
  database: Database,
  kinds: Kinds,
  person: Person,
  { id, outcome, reason }: Verdict,
  now: Date,
): Promise<Decided | Refused> {
  const asked = {
    actor: actorOf(person),
    action: outcome === 'withdrawn' ? 'withdraw-approval' : 'decide-approval',
    subject: { kind: 'approval', id },
  } as const
  try {
    return await withScope(database, person.scope, async (trx) => {
      const request = await openRequest(trx, kinds, person, id, outcome, now)
      const step = request.decisions.length + 1
      await insertDecision(trx, request.id, { step, outcome, reason, at: now }, person)
      const decision = { step, outcome, reason, decidedBy: person.userId, name: person.name, role: person.scope.role, at: now }
      const decided = { ...request, decisions: [...request.decisions, decision] }
      const state = stateOf(decided, now)
      await act(trx, kinds, decided, state, person, now)
      const detail = { kind: request.kind, about: request.subject, step, decision: outcome, reason }
      await recordAudit(trx, { ...asked, institutionId: request.institutionId, outcome: 'done', detail })
      return { id: request.id, state }
    })
  } catch (error) {
    const refused = refusalOf(error)
    if (!refused) throw error
    await recordRefusal(database, { ...asked, detail: { decision: outcome, reason: refused.refused } })
    return refused
  }
}

async function openRequest(trx: Scoped, kinds: Kinds, person: Person, id: string, outcome: Decision['outcome'], now: Date) {
  const request = await findRequest(trx, id)
  if (!request) throw new Hindered('not_found')
  const hindrance = outcome === 'withdrawn' ? withdrawalHindrance(request, person.userId, now) : whyNot(kinds, request, person, now)
  if (hindrance) throw new Hindered(hindrance)
  return request
}

async function act(trx: Scoped, kinds: Kinds, kept: ApprovalRequest, state: ApprovalState, by: Person, now: Date): Promise<void> {
  if (state === 'open') return
  const { kind, request } = kindOf(kinds, kept)
  if (state === 'approved') await kind.approved(trx, request, by, now)
  else await kind.closed?.(trx, request, by, now)
}

function refusalOf(error: unknown): Refused | undefined {
  if (error instanceof Hindered) return { refused: error.hindrance }
  if (error instanceof ApprovalConflict) return { refused: 'conflict', message: error.message }
  return wasOvertaken(error) ? { refused: 'closed' } : undefined
}

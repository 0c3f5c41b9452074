import type { ApprovalState } from './contract.ts'
import type { ApprovalRequest } from './kind.ts'

type Course = Pick<ApprovalRequest, 'steps' | 'decisions' | 'expiresAt'>

/** Where a request stands: its decisions say so, and the clock when none has ended it. */
export function stateOf({ steps, decisions, expiresAt }: Course, now: Date): ApprovalState {
  const ended = decisions.find(({ outcome }) => outcome !== 'approved')
  if (ended) return ended.outcome
  if (decisions.length >= steps.length) return 'approved'
  return now.getTime() < expiresAt.getTime() ? 'open' : 'expired'
}

/** Why somebody cannot decide now. `twice`: they took an earlier step; `clock`: the clock stands before the request was made. */
export type Hindrance = 'closed' | 'expired' | 'own' | 'not_yours' | 'twice' | 'clock'

interface Decider {
  userId: number
  role: string
  institutions: readonly number[]
}

/** Whether a person may take the open step as far as role, scope and the other deciders go; undefined = they may. */
export function hindranceOf(request: ApprovalRequest, { userId, role, institutions }: Decider, now: Date): Hindrance | undefined {
  const state = stateOf(request, now)
  if (state === 'expired') return 'expired'
  if (state !== 'open') return 'closed'
  if (request.askedBy.userId === userId) return 'own'
  if (request.decisions.some(({ decidedBy }) => decidedBy === userId)) return 'twice'
  if (!institutions.includes(request.institutionId)) return 'not_yours'
  if (!request.steps[request.decisions.length]?.roles.includes(role)) return 'not_yours'
  return now.getTime() < request.askedAt.getTime() ? 'clock' : undefined
}

/** Why the person who asked cannot withdraw now; undefined = they can. */
export function withdrawalHindrance(request: ApprovalRequest, userId: number, now: Date): Hindrance | undefined {
  if (request.askedBy.userId !== userId) return 'not_yours'
  const state = stateOf(request, now)
  if (state === 'expired') return 'expired'
  if (state !== 'open') return 'closed'
  return now.getTime() < request.askedAt.getTime() ? 'clock' : undefined
}

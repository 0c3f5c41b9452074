import type { Person } from '../../platform/http/context.ts'
import { hindranceOf, type Hindrance } from './approval.rules.ts'
import type { ApprovalKind, ApprovalRequest } from './kind.ts'

/** The kinds of a server, by code. */
export type Kinds = ReadonlyMap<string, ApprovalKind>

/** Throws on two kinds of one code: a request must find its act. */
export function kindsByCode(list: readonly ApprovalKind[]): Kinds {
  const kinds = new Map(list.map((kind) => [kind.code, kind]))
  if (kinds.size < list.length) throw new Error(`two approval kinds share a code: ${list.map(({ code }) => code).join(', ')}`)
  return kinds
}

/** The kind of a request, with the request's payload read by it. Throws on a kind that no module has: a request would wait for nobody. */
export function kindOf<T extends ApprovalRequest>(kinds: Kinds, request: T): { kind: ApprovalKind; request: T } {
  const kind = kinds.get(request.kind)
  if (!kind) throw new Error(`no module has the approval kind ${request.kind} of request ${request.id}`)
  return { kind, request: { ...request, payload: kind.payload.parse(request.payload) } }
}

/**
 * Why the person cannot decide the request now, the kind's own condition included; undefined = they can. A kind that is no longer there is nobody's:
 * one such request must not close the whole inbox.
 */
export function whyNot(kinds: Kinds, request: ApprovalRequest, person: Person, now: Date): Hindrance | undefined {
  const { scope, userId } = person
  const hindrance = hindranceOf(request, { userId, role: scope.role, institutions: scope.institutions }, now)
  if (hindrance) return hindrance
  const kind = kinds.get(request.kind)
  if (!kind) return 'not_yours'
  const mayDecide = kind.steps[request.decisions.length]?.mayDecide
  return mayDecide?.(person, kindOf(kinds, request).request) === false ? 'not_yours' : undefined
}

import type { Person } from '../http/context.ts'
import type { AuditAction } from './actions.ts'

/** Who acted: a person, or the system itself (jobs), which has neither number nor institution. */
export interface AuditActor {
  userId: number | null
  login: string
  role: string
  institutionId: number | null
  /** number of the person they acted for: kept in the entry's detail */
  onBehalfOf?: string
}

export type AuditOutcome = 'done' | 'refused'
export type AuditValue = string | number | bigint | boolean | null | readonly AuditValue[] | { readonly [key: string]: AuditValue }

/** What goes on record. Never put the protected value itself (a phone number, a password) into `detail`: the trail outlives it. */
export interface AuditEntry {
  actor: AuditActor
  action: AuditAction
  outcome: AuditOutcome
  /** what was acted on, as kind and key: customer 4711 */
  subject?: { kind: string; id: string }
  /** institution the subject belongs to, where known */
  institutionId?: number
  /** purpose code the person gave */
  purpose?: string
  detail?: Readonly<Record<string, AuditValue>>
}

/** Where an entry stands in the trail. */
export interface AuditReceipt {
  id: bigint
  chain: number
  sequence: bigint
}

export const systemActor: AuditActor = { userId: null, login: 'system', role: 'system', institutionId: null }

export const actorOf = ({ userId, login, scope, onBehalfOf }: Person): AuditActor => ({
  userId,
  login,
  role: scope.role,
  institutionId: scope.institutionId,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
})

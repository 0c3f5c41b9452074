import type { AuditActor, AuditEntry } from '../../platform/audit/entry.ts'
import { systemActor } from '../../platform/audit/entry.ts'
import type { StaffRole } from './organisation.tables.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'sign-in': true
    'sign-out': true
    'lock-login': true
    'create-user': true
    'reset-password': true
    'change-password': true
    'unlock-login': true
    'enrol-second-factor': true
    'remove-second-factor': true
    'renew-recovery-codes': true
    'use-recovery-code': true
    'prove-identity': true
    'end-session': true
    'rotate-secrets': true
  }
}

/** Of an account what the trail names an actor by. */
export interface KnownAccount {
  id: number
  login: string
  role: StaffRole
  institutionId: number
}

export const actorOfAccount = ({ id, login, role, institutionId }: KnownAccount): AuditActor => ({ userId: id, login, role, institutionId })

/** Somebody at the door. What was typed for a login that is none may be a password: of it the trail keeps the beginning of its hash only. */
export const visitorOf = (account: KnownAccount | undefined, loginSha256: Buffer): AuditActor =>
  account
    ? actorOfAccount(account)
    : { userId: null, login: `unknown-${loginSha256.toString('hex').slice(0, 12)}`, role: 'unknown', institutionId: null }

const userSubject = (login: string) => ({ kind: 'user', id: login })

export const lockEntry = (visitor: AuditActor, until: Date): AuditEntry => ({
  actor: systemActor,
  action: 'lock-login',
  subject: userSubject(visitor.login),
  ...(visitor.institutionId === null ? {} : { institutionId: visitor.institutionId }),
  outcome: 'done',
  detail: { until: until.toISOString() },
})

/** Accounts are made from the command line, by whoever may run programs on the server: the system acts. */
export const creationEntry = ({ login, role, institutionId }: Omit<KnownAccount, 'id'>): AuditEntry => ({
  actor: systemActor,
  action: 'create-user',
  subject: userSubject(login),
  institutionId,
  outcome: 'done',
  detail: { role },
})

/** What one did to the account of another; from the command line the system acts. */
export const accountEntry = (
  action: 'reset-password' | 'unlock-login' | 'remove-second-factor',
  { login, institutionId }: Pick<KnownAccount, 'login' | 'institutionId'>,
  actor: AuditActor = systemActor,
): AuditEntry => ({ actor, action, subject: userSubject(login), institutionId, outcome: 'done' })

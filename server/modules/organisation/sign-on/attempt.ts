import type { AuditActor } from '../../../platform/audit/entry.ts'
import type { AuditAction } from '../../../platform/audit/actions.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import { lockEntry } from '../account-audit.ts'
import { findFailures, forgetFailures, lockLogin, rememberFailures } from '../account.sql.ts'
import { afterFailure, isLocked } from '../sign-in.rules.ts'
import type { SignOnRules } from './sign-on.rules.ts'

/** Who tries to prove who they are, and what for. */
export interface Claim {
  loginSha256: Buffer
  visitor: AuditActor
  action: Extract<AuditAction, 'sign-in' | 'prove-identity' | 'change-password'>
}

export type Failed = 'wrong_credentials' | 'wrong_code'
export type Refused = Failed | 'too_many_attempts'

/**
 * Lets one try of a login at a time through: `prove` says what came of it, in the same transaction. A failure is counted and on record, and locks the login after
 * too many; while locked nothing is proved at all, so that many tries at once gain nothing. A success forgets the failures.
 */
export function attempt<T extends object>(
  database: Database,
  { loginSha256, visitor, action }: Claim,
  rules: SignOnRules,
  now: Date,
  prove: (trx: Scoped) => Promise<T | Failed>,
): Promise<T | Refused> {
  return database.transaction().execute(async (trx) => {
    await lockLogin(trx, loginSha256)
    const remembered = await findFailures(trx, loginSha256)
    const refuse = (reason: Refused | 'locked') => recordAudit(trx, { actor: visitor, action, outcome: 'refused', detail: { reason } })
    if (isLocked(remembered, now)) {
      await refuse('locked')
      return 'too_many_attempts'
    }
    const proved = await prove(trx)
    if (typeof proved !== 'string') {
      await forgetFailures(trx, loginSha256, new Date(now.getTime() - rules.forgetFailuresMs))
      return proved
    }
    const failures = afterFailure(remembered, rules, now)
    await rememberFailures(trx, loginSha256, failures)
    await refuse(proved)
    if (failures.lockedUntil) await recordAudit(trx, lockEntry(visitor, failures.lockedUntil))
    return proved
  })
}

import { createHash, randomBytes } from 'node:crypto'
import type { AuditActor } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { actorOfAccount, lockEntry, visitorOf } from './account-audit.ts'
import { findAccount, findFailures, forgetFailures, lockLogin, rememberFailures } from './account.sql.ts'
import { checkPassword } from './password.ts'
import { deleteExpiredSessions, deleteSession, insertSession } from './session.sql.ts'
import { afterFailure, isLocked, type SignInRules } from './sign-in.rules.ts'

export type SignInOutcome =
  { outcome: 'signed_in'; token: string; expiresAt: Date } | { outcome: 'wrong_credentials' } | { outcome: 'too_many_attempts' }

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Opens a session for login and password. An unknown login and a wrong password are told apart neither by answer nor by time, and both lock the
 * login for a while after `rules.failuresBeforeLock` failures; while locked the right password does not help either. Sign-ins, failures and
 * lock-outs are on record (M99). `database` is the owner's handle: the web's role has no right on accounts.
 */
export async function signIn(
  database: Database,
  credentials: { login: string; password: string },
  rules: SignInRules,
  now: Date,
): Promise<SignInOutcome> {
  const loginHash = sha256(credentials.login)
  const account = await findAccount(database, credentials.login, businessDateOf(now))
  const visitor = visitorOf(account, loginHash)
  if (isLocked(await findFailures(database, loginHash), now)) {
    await recordRefusal(database, { actor: visitor, action: 'sign-in', detail: { reason: 'locked' } })
    return { outcome: 'too_many_attempts' }
  }
  if (!(await checkPassword(account?.passwordHash, credentials.password)) || !account) {
    return { outcome: (await rememberFailure(database, loginHash, visitor, rules, now)) ? 'too_many_attempts' : 'wrong_credentials' }
  }
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + rules.absoluteMs)
  await database.transaction().execute(async (trx) => {
    await forgetFailures(trx, loginHash, new Date(now.getTime() - rules.forgetFailuresMs))
    await deleteExpiredSessions(trx, now)
    await insertSession(trx, { tokenSha256: sha256(token), userId: account.id, createdAt: now, expiresAt })
    await recordAudit(trx, { actor: visitor, action: 'sign-in', outcome: 'done' })
  })
  return { outcome: 'signed_in', token, expiresAt }
}

/** Counts one failure. True when others had locked the login meanwhile: many tries at once gain nothing. */
function rememberFailure(database: Database, loginHash: Buffer, visitor: AuditActor, rules: SignInRules, now: Date): Promise<boolean> {
  return database.transaction().execute(async (trx) => {
    await lockLogin(trx, loginHash)
    const remembered = await findFailures(trx, loginHash)
    const locked = isLocked(remembered, now)
    const failures = afterFailure(remembered, rules, now)
    if (!locked) await rememberFailures(trx, loginHash, failures)
    const reason = locked ? 'locked' : 'wrong_credentials'
    await recordAudit(trx, { actor: visitor, action: 'sign-in', outcome: 'refused', detail: { reason } })
    if (!locked && failures.lockedUntil) await recordAudit(trx, lockEntry(visitor, failures.lockedUntil))
    return locked
  })
}

/** Ends the session of a token, on record; nothing happens when there is none. */
export const signOut = (database: Database, token: string): Promise<void> =>
  database.transaction().execute(async (trx) => {
    const account = await deleteSession(trx, sha256(token))
    if (account) await recordAudit(trx, { actor: actorOfAccount(account), action: 'sign-out', outcome: 'done' })
  })

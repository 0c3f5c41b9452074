import { createHash, randomBytes } from 'node:crypto'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { findAccount, findFailures, forgetFailures, lockLogin, rememberFailures } from './account.sql.ts'
import { checkPassword } from './password.ts'
import { deleteExpiredSessions, deleteSession, insertSession } from './session.sql.ts'
import { afterFailure, isLocked, type SignInRules } from './sign-in.rules.ts'

export type SignInOutcome =
  { outcome: 'signed_in'; token: string; expiresAt: Date } | { outcome: 'wrong_credentials' } | { outcome: 'too_many_attempts' }

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Opens a session for login and password. An unknown login and a wrong password are told apart neither by answer nor by time, and both lock the
 * login for a while after `rules.failuresBeforeLock` failures; while locked the right password does not help either.
 * `database` is the owner's handle: the web's role has no right on accounts.
 */
export async function signIn(
  database: Database,
  credentials: { login: string; password: string },
  rules: SignInRules,
  now: Date,
): Promise<SignInOutcome> {
  const loginHash = sha256(credentials.login)
  if (isLocked(await findFailures(database, loginHash), now)) return { outcome: 'too_many_attempts' }

  const account = await findAccount(database, credentials.login, businessDateOf(now))
  if (!(await checkPassword(account?.passwordHash, credentials.password)) || !account) {
    return { outcome: (await rememberFailure(database, loginHash, rules, now)) ? 'too_many_attempts' : 'wrong_credentials' }
  }
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + rules.absoluteMs)
  await forgetFailures(database, loginHash, new Date(now.getTime() - rules.forgetFailuresMs))
  await deleteExpiredSessions(database, now)
  await insertSession(database, { tokenSha256: sha256(token), userId: account.id, createdAt: now, expiresAt })
  return { outcome: 'signed_in', token, expiresAt }
}

/** Counts one failure. True when others had locked the login meanwhile: many tries at once gain nothing. */
function rememberFailure(database: Database, loginHash: Buffer, rules: SignInRules, now: Date): Promise<boolean> {
  return database.transaction().execute(async (trx) => {
    await lockLogin(trx, loginHash)
    const remembered = await findFailures(trx, loginHash)
    if (isLocked(remembered, now)) return true
    await rememberFailures(trx, loginHash, afterFailure(remembered, rules, now))
    return false
  })
}

/** Ends the session of a token; nothing happens when there is none. */
export const signOut = (database: Database, token: string): Promise<void> => deleteSession(database, sha256(token))

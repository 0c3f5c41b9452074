import { randomBytes } from 'node:crypto'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import { actorOfAccount, visitorOf } from './account-audit.ts'
import { findAccount, findFailures, type Account } from './account.sql.ts'
import type { SignInMethod } from './organisation.tables.ts'
import { checkPassword, hashPassword, isOfOtherCost } from './password.ts'
import { deleteExpiredSessions, deleteSession, insertSession } from './session.sql.ts'
import { sha256 } from './sha256.ts'
import { isLocked } from './sign-in.rules.ts'
import { attempt, type Claim, type Refused } from './sign-on/attempt.ts'
import { problemOfNew, takeChosen } from './sign-on/choose-password.ts'
import { isExpired, type PasswordProblem } from './sign-on/password.rules.ts'
import { rehashPassword } from './sign-on/password.sql.ts'
import { hasSecondFactor, mustHaveSecondFactor, offerEnrolment, spendCode, spendTimeCode, type Enrolment } from './sign-on/second-factor.ts'
import { mayUsePassword, type SignOnRules } from './sign-on/sign-on.rules.ts'

/** The door somebody stands at: the owner's handle (the web's role has no right on accounts), what policy says, and from where they come. */
export interface Door {
  accounts: Database
  rules: SignOnRules
  secrets: Secrets
  visit: { address: string; device: string }
}

export interface Credentials {
  login: string
  password: string
  /** of the second factor, or a recovery code */
  code?: string | undefined
  /** in the place of one that must be changed */
  newPassword?: string | undefined
}

export interface SignedIn {
  outcome: 'signed_in'
  token: string
  expiresAt: Date
}
export type SignInOutcome =
  | SignedIn
  | { outcome: Refused | 'local_sign_in_off' | 'password_change_needed' | 'second_factor_needed' }
  | { outcome: 'enrolment_needed'; enrolment: Enrolment }
  | { outcome: 'password_refused'; problem: PasswordProblem }

/**
 * Opens a session for login and password, and a code where the account has a second factor. An unknown login and a wrong password are told apart neither by
 * answer nor by time, and both lock the login for a while after `rules.failuresBeforeLock` failures, as wrong codes do; while locked the right password does not
 * help either. A password that must be changed lets in only together with a new one; a role that must have a second factor only after enrolling it. Sign-ins,
 * failures and lock-outs are on record (M99).
 */
export async function signIn(door: Door, credentials: Credentials, now: Date): Promise<SignInOutcome> {
  const { accounts, rules } = door
  const loginSha256 = sha256(credentials.login)
  const account = await findAccount(accounts, credentials.login, businessDateOf(now))
  const claim: Claim = { loginSha256, visitor: visitorOf(account, loginSha256), action: 'sign-in' }
  const refusal = { actor: claim.visitor, action: claim.action } as const
  if (!mayUsePassword(credentials.login, rules)) {
    await recordRefusal(accounts, { ...refusal, detail: { reason: 'local_sign_in_off' } })
    return { outcome: 'local_sign_in_off' }
  }
  if (isLocked(await findFailures(accounts, loginSha256), now)) {
    await recordRefusal(accounts, { ...refusal, detail: { reason: 'locked' } })
    return { outcome: 'too_many_attempts' }
  }
  if (!(await checkPassword(account?.passwordHash, credentials.password, rules.hashCost)) || !account) {
    return { outcome: await attempt<never>(accounts, claim, rules, now, async () => 'wrong_credentials') }
  }
  return (await whatIsMissing(door, account, credentials, now)) ?? (await open(door, account, claim, credentials, now))
}

/** What else is asked of somebody whose password is right: a new password, a code, or enrolling a second factor. */
async function whatIsMissing(
  { accounts, rules, secrets }: Door,
  account: Account,
  { code, newPassword }: Credentials,
  now: Date,
): Promise<SignInOutcome | undefined> {
  const mustChange = account.mustChangePassword || isExpired(account.passwordChangedAt, rules.password, now)
  if (mustChange && newPassword === undefined) return { outcome: 'password_change_needed' }
  const problem = mustChange && newPassword !== undefined ? await problemOfNew(accounts, account, newPassword, rules) : undefined
  if (problem) return { outcome: 'password_refused', problem }
  if (code !== undefined) return undefined
  if (await hasSecondFactor(accounts, account.id)) return { outcome: 'second_factor_needed' }
  if (!(await mustHaveSecondFactor(accounts, account, rules, businessDateOf(now)))) return undefined
  const enrolment = await offerEnrolment(accounts, account, secrets, now)
  return enrolment ? { outcome: 'enrolment_needed', enrolment } : { outcome: 'second_factor_needed' }
}

async function open(door: Door, account: Account, claim: Claim, credentials: Credentials, now: Date): Promise<SignInOutcome> {
  const { accounts, rules, secrets } = door
  const mustChange = account.mustChangePassword || isExpired(account.passwordChangedAt, rules.password, now)
  const chosen = mustChange ? credentials.newPassword : undefined
  const needsHash = chosen !== undefined || isOfOtherCost(account.passwordHash, rules.hashCost)
  const newHash = needsHash ? await hashPassword(chosen ?? credentials.password, rules.hashCost) : undefined
  const opened = await attempt<SignedIn>(accounts, claim, rules, now, async (trx) => {
    const method = await methodOf(trx, account, credentials.code, rules, secrets, now)
    if (method === 'wrong_code') return method
    if (chosen !== undefined && newHash !== undefined) {
      await takeChosen(trx, account.id, newHash, rules, now)
      await recordAudit(trx, { actor: actorOfAccount(account), action: 'change-password', outcome: 'done' })
    } else if (newHash !== undefined) await rehashPassword(trx, account.id, account.passwordHash, newHash)
    return openSession(trx, door, account, method, now)
  })
  return typeof opened === 'string' ? { outcome: opened } : opened
}

/** How the person has proved who they are. The first code of a factor that a role must have confirms it. */
async function methodOf(
  trx: Scoped,
  account: Account,
  code: string | undefined,
  rules: SignOnRules,
  secrets: Secrets,
  now: Date,
): Promise<SignInMethod | 'wrong_code'> {
  if (await hasSecondFactor(trx, account.id)) {
    return code !== undefined && (await spendCode(trx, account, code, secrets, now)) ? 'second_factor' : 'wrong_code'
  }
  if (!(await mustHaveSecondFactor(trx, account, rules, businessDateOf(now)))) return 'password'
  if (code === undefined || !(await spendTimeCode(trx, account.id, code, secrets, now))) return 'wrong_code'
  await recordAudit(trx, { actor: actorOfAccount(account), action: 'enrol-second-factor', outcome: 'done' })
  return 'second_factor'
}

/** A new session of somebody who has proved who they are, on record. */
export async function openSession(
  trx: Scoped,
  { rules, visit }: Pick<Door, 'rules' | 'visit'>,
  account: Account,
  method: SignInMethod,
  now: Date,
): Promise<SignedIn> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + rules.absoluteMs)
  await deleteExpiredSessions(trx, now)
  await insertSession(trx, { tokenSha256: sha256(token), userId: account.id, createdAt: now, expiresAt, method, ...visit })
  await recordAudit(trx, { actor: actorOfAccount(account), action: 'sign-in', outcome: 'done', detail: { method } })
  return { outcome: 'signed_in', token, expiresAt }
}

/** Ends the session of a token, on record; nothing happens when there is none. */
export const signOut = (database: Database, token: string): Promise<void> =>
  database.transaction().execute(async (trx) => {
    const account = await deleteSession(trx, sha256(token))
    if (account) await recordAudit(trx, { actor: actorOfAccount(account), action: 'sign-out', outcome: 'done' })
  })

import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Person } from '../../../platform/http/context.ts'
import { findAccount, type Account } from '../account.sql.ts'
import { checkPassword, hashPassword } from '../password.ts'
import { forgetAllSessions } from '../recent-sessions.ts'
import { sha256 } from '../sha256.ts'
import type { Door } from '../sign-in.ts'
import { attempt, type Claim, type Refused } from './attempt.ts'
import { problemOfNew, takeChosen } from './choose-password.ts'
import { deleteOwnSessions, markProved, sessionOfToken } from './my-sessions.sql.ts'
import type { PasswordProblem } from './password.rules.ts'
import { hasSecondFactor, spendCode } from './second-factor.ts'
import { isFresh, type SignOnRules } from './sign-on.rules.ts'

/** Whether the person of a session proved who they are lately enough for an act of weight. `database` is the owner's handle. */
export async function isProvedLately(database: Database, token: string, rules: SignOnRules, now: Date): Promise<boolean> {
  const session = await sessionOfToken(database, sha256(token))
  return session !== undefined && isFresh(session.authenticatedAt, rules, now)
}

const claimOf = (person: Person, action: Claim['action']): Claim => ({
  loginSha256: sha256(person.login),
  visitor: actorOf(person),
  action,
})
const wrong = async () => 'wrong_credentials' as const

/** The account when the password is its; else the failure is counted and on record. */
async function accountIf(door: Door, person: Person, password: string, claim: Claim, now: Date): Promise<Account | Refused> {
  const { accounts, rules } = door
  const account = await findAccount(accounts, person.login, businessDateOf(now))
  if ((await checkPassword(account?.passwordHash, password, rules.hashCost)) && account) return account
  return attempt<never>(accounts, claim, rules, now, wrong)
}

/**
 * Lets the person of a session prove anew who they are, by password, and a code where there is a second factor; failures count like those of signing in.
 */
export async function proveIdentity(
  door: Door,
  { person, token }: { person: Person; token: string },
  { password, code }: { password: string; code?: string | undefined },
  now: Date,
): Promise<'done' | 'second_factor_needed' | Refused> {
  const { accounts, rules, secrets } = door
  const claim = claimOf(person, 'prove-identity')
  const account = await accountIf(door, person, password, claim, now)
  if (typeof account === 'string') return account
  const guarded = await hasSecondFactor(accounts, account.id)
  if (guarded && code === undefined) return 'second_factor_needed'
  const proved = await attempt(accounts, claim, rules, now, async (trx) => {
    if (guarded && !(code !== undefined && (await spendCode(trx, account, code, secrets, now)))) return 'wrong_code'
    await markProved(trx, sha256(token), guarded ? 'second_factor' : 'password', now)
    await recordAudit(trx, { actor: claim.visitor, action: claim.action, outcome: 'done' })
    return { proved: true }
  })
  return typeof proved === 'string' ? proved : 'done'
}

/** Changes the own password against the one in use; all other sessions of the person end. Failures count like those of signing in. */
export async function changePassword(
  door: Door,
  { person, token }: { person: Person; token: string },
  { password, newPassword }: { password: string; newPassword: string },
  now: Date,
): Promise<'done' | Refused | { problem: PasswordProblem }> {
  const { accounts, rules } = door
  const claim = claimOf(person, 'change-password')
  const account = await accountIf(door, person, password, claim, now)
  if (typeof account === 'string') return account
  const problem = await problemOfNew(accounts, account, newPassword, rules)
  if (problem) return { problem }
  const passwordHash = await hashPassword(newPassword, rules.hashCost)
  const changed = await attempt(accounts, claim, rules, now, async (trx) => {
    await takeChosen(trx, account.id, passwordHash, rules, now)
    await deleteOwnSessions(trx, account.id, sha256(token))
    await recordAudit(trx, { actor: claim.visitor, action: claim.action, outcome: 'done' })
    return { changed: true }
  })
  forgetAllSessions()
  return typeof changed === 'string' ? changed : 'done'
}

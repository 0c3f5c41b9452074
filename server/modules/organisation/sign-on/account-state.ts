import type { z } from 'zod'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Person } from '../../../platform/http/context.ts'
import { findAccount } from '../account.sql.ts'
import { sha256 } from '../sha256.ts'
import type { Door } from '../sign-in.ts'
import type { accountState, PasswordRulesShown } from './contract.ts'
import { sessionOfToken } from './my-sessions.sql.ts'
import { countRecoveryCodes } from './second-factor.sql.ts'
import type { SignOnRules } from './sign-on.rules.ts'
import { hasSecondFactor, mustHaveSecondFactor } from './second-factor.ts'

/** What people are told of the rules for a new password. */
export function shownRules({ password: { shortest, kindsAtLeast, history } }: Pick<SignOnRules, 'password'>): PasswordRulesShown {
  return { shortest, kindsAtLeast, history }
}

/** How the person's own account stands: password, second factor, what is asked of a new password. NOT_FOUND when the account was closed meanwhile. */
export async function accountStateOf(
  { accounts, rules }: Door,
  { person, token }: { person: Person; token: string },
  now: Date,
): Promise<z.infer<typeof accountState> | 'NOT_FOUND'> {
  const account = await findAccount(accounts, person.login, businessDateOf(now))
  const session = await sessionOfToken(accounts, sha256(token))
  if (!account || !session) return 'NOT_FOUND'
  return {
    login: account.login,
    passwordChangedAt: account.passwordChangedAt.toISOString(),
    method: session.method,
    secondFactor: {
      enrolled: await hasSecondFactor(accounts, account.id),
      required: await mustHaveSecondFactor(accounts, account, rules, businessDateOf(now)),
      recoveryCodesLeft: await countRecoveryCodes(accounts, account.id),
    },
    passwordRules: shownRules(rules),
  }
}

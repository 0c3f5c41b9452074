import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Account } from '../account.sql.ts'
import { checkPassword } from '../password.ts'
import { problemOf, type PasswordProblem } from './password.rules.ts'
import { forgetOldPasswords, oldPasswordHashes, replacePassword } from './password.sql.ts'
import type { SignOnRules } from './sign-on.rules.ts'

/** What keeps a new password from being taken; undefined = nothing. The one in use counts among those used before. */
export async function problemOfNew(
  database: Database,
  account: Account,
  password: string,
  { password: rules, hashCost }: SignOnRules,
): Promise<PasswordProblem | undefined> {
  const problem = problemOf(password, account, rules)
  if (problem) return problem
  const former = [account.passwordHash, ...(await oldPasswordHashes(database, account.id, Math.max(0, rules.history - 1)))]
  for (const hash of former) if (await checkPassword(hash, password, hashCost)) return 'used_before'
  return undefined
}

/** Takes a password that a person chose: it is theirs, and need not be changed. */
export async function takeChosen(trx: Scoped, userId: number, passwordHash: string, rules: SignOnRules, now: Date): Promise<void> {
  await replacePassword(trx, { userId, passwordHash, mustChange: false }, now)
  await forgetOldPasswords(trx, userId, rules.password.history)
}

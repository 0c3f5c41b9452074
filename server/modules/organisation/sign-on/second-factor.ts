import { recordAudit } from '../../../platform/audit/record.ts'
import type { Database } from '../../../platform/database/pools.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Secrets } from '../../../platform/secrets/secrets.ts'
import { actorOfAccount, type KnownAccount } from '../account-audit.ts'
import { readablePassword } from '../password.ts'
import { hatsOf } from '../people/hats.sql.ts'
import { sha256 } from '../sha256.ts'
import { isTimeCode, newSecret, plainCode, stepOf, uriOf } from './second-factor.rules.ts'
import type { SignOnRules } from './sign-on.rules.ts'
import { findFactor, offerFactor, replaceRecoveryCodes, takeRecoveryCode, takeStep } from './second-factor.sql.ts'

const recoveryCodes = 10
const purposeOf = (userId: number) => `second-factor:${userId}`

/** What an app is enrolled with. Both hold the secret: for the person's eyes, never for a log. */
export interface Enrolment {
  uri: string
  secret: string
}

/** Whether policy asks a second factor of an account: for its own role, or for any post it may act in on `today` (business date). */
export async function mustHaveSecondFactor(
  database: Database,
  { id, role }: Pick<KnownAccount, 'id' | 'role'>,
  { secondFactorRoles }: Pick<SignOnRules, 'secondFactorRoles'>,
  today: string,
): Promise<boolean> {
  if (secondFactorRoles.length === 0) return false
  const roles = [role, ...(await hatsOf(database, id, today)).map((hat) => hat.role)]
  return roles.some((one) => secondFactorRoles.includes(one))
}

/** Whether a confirmed second factor stands in front of an account. */
export const hasSecondFactor = async (database: Database, userId: number): Promise<boolean> =>
  ((await findFactor(database, userId))?.confirmedAt ?? null) !== null

/**
 * A new secret a person enrols an app with; it counts from the first code on. Each time another, so that nobody who saw an earlier one has it.
 * Undefined when there is a confirmed factor.
 */
export async function offerEnrolment(
  database: Database,
  account: Pick<KnownAccount, 'id' | 'login'>,
  secrets: Secrets,
  now: Date,
): Promise<Enrolment | undefined> {
  const secret = newSecret()
  const offered = await offerFactor(database, account.id, secrets.seal(purposeOf(account.id), secret), now)
  return offered ? { secret, uri: uriOf(secret, account.login) } : undefined
}

/** Uses a code of the app up, confirming the factor when it is the first. False when it is wrong, too old or was used. */
export async function spendTimeCode(trx: Scoped, userId: number, code: string, secrets: Secrets, now: Date): Promise<boolean> {
  const factor = await findFactor(trx, userId)
  if (!factor) return false
  const step = stepOf(secrets.open(purposeOf(userId), factor.sealedSecret), plainCode(code), factor.lastStep, now)
  return step !== undefined && (await takeStep(trx, userId, step, now))
}

/** Uses a code up, of the app or a recovery code; the latter is on record. For a confirmed factor. */
export async function spendCode(trx: Scoped, account: KnownAccount, code: string, secrets: Secrets, now: Date): Promise<boolean> {
  if (isTimeCode(plainCode(code))) return spendTimeCode(trx, account.id, code, secrets, now)
  const used = await takeRecoveryCode(trx, account.id, recoveryHash(code), now)
  if (used) await recordAudit(trx, { actor: actorOfAccount(account), action: 'use-recovery-code', outcome: 'done' })
  return used
}

const recoveryHash = (code: string): Buffer => sha256(plainCode(code))

/** Ten new recovery codes in the place of all former ones. This is the only time they are seen. */
export async function giveRecoveryCodes(trx: Scoped, userId: number): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, readablePassword)
  await replaceRecoveryCodes(trx, userId, codes.map(recoveryHash))
  return codes
}

/** Seals a secret anew under the key in use; undefined when it is already. */
export function resealed(userId: number, sealedSecret: string, secrets: Secrets): string | undefined {
  return secrets.isCurrent(sealedSecret) ? undefined : secrets.seal(purposeOf(userId), secrets.open(purposeOf(userId), sealedSecret))
}

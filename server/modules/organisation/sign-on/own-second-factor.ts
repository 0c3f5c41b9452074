import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Person } from '../../../platform/http/context.ts'
import { sha256 } from '../sha256.ts'
import type { Door } from '../sign-in.ts'
import { attempt, type Refused } from './attempt.ts'
import { giveRecoveryCodes, hasSecondFactor, offerEnrolment, spendTimeCode, type Enrolment } from './second-factor.ts'
import { deleteFactor } from './second-factor.sql.ts'

/** A new secret for the person's app; CONFLICT when they have a second factor already. Callers have asked for fresh proof. */
export const beginSecondFactor = async (
  { accounts, secrets }: Door,
  { userId, login }: Person,
  now: Date,
): Promise<Enrolment | 'CONFLICT'> => (await offerEnrolment(accounts, { id: userId, login }, secrets, now)) ?? 'CONFLICT'

/** Completes it by a first code, on record, and gives recovery codes, which are shown this once. Wrong codes count like failed sign-ins. */
export async function confirmSecondFactor(
  { accounts, rules, secrets }: Door,
  person: Person,
  code: string,
  now: Date,
): Promise<{ recoveryCodes: string[] } | Refused | 'CONFLICT'> {
  if (await hasSecondFactor(accounts, person.userId)) return 'CONFLICT'
  const claim = { loginSha256: sha256(person.login), visitor: actorOf(person), action: 'prove-identity' } as const
  return attempt(accounts, claim, rules, now, async (trx) => {
    if (!(await spendTimeCode(trx, person.userId, code, secrets, now))) return 'wrong_code'
    const recoveryCodes = await giveRecoveryCodes(trx, person.userId)
    await recordAudit(trx, { actor: claim.visitor, action: 'enrol-second-factor', outcome: 'done' })
    return { recoveryCodes }
  })
}

/** Takes the own second factor away, on record. CONFLICT when there is none; FORBIDDEN when the account's role must have one. */
export function removeSecondFactor({ accounts }: Door, person: Person, required: boolean): Promise<'done' | 'CONFLICT' | 'FORBIDDEN'> {
  if (required) return Promise.resolve('FORBIDDEN')
  return accounts.transaction().execute(async (trx) => {
    if (!(await deleteFactor(trx, person.userId))) return 'CONFLICT'
    await recordAudit(trx, { actor: actorOf(person), action: 'remove-second-factor', outcome: 'done' })
    return 'done'
  })
}

/** New recovery codes in the place of all former ones, on record. CONFLICT when there is no second factor. */
export async function renewRecoveryCodes({ accounts }: Door, person: Person): Promise<{ recoveryCodes: string[] } | 'CONFLICT'> {
  if (!(await hasSecondFactor(accounts, person.userId))) return 'CONFLICT'
  return accounts.transaction().execute(async (trx) => {
    const recoveryCodes = await giveRecoveryCodes(trx, person.userId)
    await recordAudit(trx, { actor: actorOf(person), action: 'renew-recovery-codes', outcome: 'done' })
    return { recoveryCodes }
  })
}

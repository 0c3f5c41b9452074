import { recordRefusal } from '../../../../platform/audit/record.ts'
import { businessDateOf } from '../../../../platform/calendar.ts'
import { visitorOf } from '../../account-audit.ts'
import { findAccount, findAccountOfStaff } from '../../account.sql.ts'
import { deleteSession } from '../../session.sql.ts'
import { sha256 } from '../../sha256.ts'
import { openSession, type Door, type SignedIn } from '../../sign-in.ts'

/** Whom the provider vouches for, and by what of ours it names them. */
export interface Identity {
  matches: 'login' | 'staff_no'
  value: string
}

/**
 * Opens a session for a person whom the bank's identity provider vouches for, on record. It gives no rights: somebody without an account here, or who has left, is
 * refused. `replaces` is the hash of the token of the session that this one takes the place of.
 */
export async function signInByIdentity(
  door: Door,
  { matches, value }: Identity,
  replaces: Buffer | undefined,
  now: Date,
): Promise<SignedIn | { outcome: 'unknown_identity' }> {
  const { accounts } = door
  const find = matches === 'login' ? findAccount : findAccountOfStaff
  const account = await find(accounts, value, businessDateOf(now))
  if (!account) {
    await recordRefusal(accounts, {
      actor: visitorOf(undefined, sha256(value)),
      action: 'sign-in',
      detail: { reason: 'unknown_identity', method: 'single_sign_on' },
    })
    return { outcome: 'unknown_identity' }
  }
  return accounts.transaction().execute(async (trx) => {
    if (replaces) await deleteSession(trx, replaces)
    return openSession(trx, door, account, 'single_sign_on', now)
  })
}

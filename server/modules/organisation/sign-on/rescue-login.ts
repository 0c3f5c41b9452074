import type { AuditActor } from '../../../platform/audit/entry.ts'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { accountEntry } from '../account-audit.ts'
import { accountByLogin, forgetFailures } from '../account.sql.ts'
import { hashPassword, readablePassword } from '../password.ts'
import { forgetAllSessions } from '../recent-sessions.ts'
import { deleteSessionsOf } from '../session.sql.ts'
import { sha256 } from '../sha256.ts'
import { replacePassword } from './password.sql.ts'
import { deleteFactor } from './second-factor.sql.ts'

/** Who helps, and when; without a person the system acts: the command line. `database` is the owner's handle everywhere here. */
export interface Helper {
  actor?: AuditActor
  now: Date
}

/** Lifts the lock of a login and forgets its failures, on record. False when there is no such login. */
export function unlockLogin(database: Database, login: string, { actor }: Helper): Promise<boolean> {
  return database.transaction().execute(async (trx) => {
    const account = await accountByLogin(trx, login)
    if (!account) return false
    await forgetFailures(trx, sha256(login), new Date(0))
    await recordAudit(trx, accountEntry('unlock-login', account, actor))
    return true
  })
}

/**
 * Gives a login a password that lets in once, to choose an own one; ends its sessions and lifts its lock, on record. Returns the password, which is kept nowhere,
 * undefined when there is no such login.
 */
export async function resetPassword(database: Database, login: string, { actor, now }: Helper): Promise<string | undefined> {
  const password = readablePassword()
  const passwordHash = await hashPassword(password)
  const given = await database.transaction().execute(async (trx) => {
    const account = await accountByLogin(trx, login)
    if (!account) return undefined
    await replacePassword(trx, { userId: account.id, passwordHash, mustChange: true }, now)
    await deleteSessionsOf(trx, login)
    await forgetFailures(trx, sha256(login), new Date(0))
    await recordAudit(trx, accountEntry('reset-password', account, actor))
    return password
  })
  forgetAllSessions()
  return given
}

/**
 * Takes the second factor of a login away, with its recovery codes and sessions, on record: for somebody who has lost the device and the codes. 'NOT_FOUND' when
 * there is no such login, 'CONFLICT' when it has no second factor.
 */
export async function resetSecondFactor(database: Database, login: string, { actor }: Helper): Promise<'done' | 'NOT_FOUND' | 'CONFLICT'> {
  const outcome = await database.transaction().execute(async (trx) => {
    const account = await accountByLogin(trx, login)
    if (!account) return 'NOT_FOUND'
    if (!(await deleteFactor(trx, account.id))) return 'CONFLICT'
    await deleteSessionsOf(trx, login)
    await recordAudit(trx, accountEntry('remove-second-factor', account, actor))
    return 'done'
  })
  forgetAllSessions()
  return outcome
}

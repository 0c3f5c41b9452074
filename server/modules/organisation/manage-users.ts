import { recordAudit } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { creationEntry, resetEntry } from './account-audit.ts'
import { forgetFailures, insertAccount, updatePasswordHash } from './account.sql.ts'
import type { IssuedUser } from './create-users.ts'
import type { StaffRole } from './organisation.tables.ts'
import { hashPassword, readablePassword } from './password.ts'
import { forgetAllSessions } from './recent-sessions.ts'
import { deleteSessionsOf } from './session.sql.ts'
import { sha256 } from './sign-in.ts'
import { institutionByCode } from './staff.sql.ts'

/** Gives a login a new password, ends its sessions and lifts its lock, on record. Returns the password, undefined when there is no such login. */
export async function resetPassword(database: Database, login: string): Promise<string | undefined> {
  const given = await database.transaction().execute(async (trx) => {
    const password = readablePassword()
    if (!(await updatePasswordHash(trx, login, await hashPassword(password)))) return undefined
    await deleteSessionsOf(trx, login)
    await forgetFailures(trx, sha256(login), new Date(0))
    await recordAudit(trx, resetEntry(login))
    return password
  })
  forgetAllSessions()
  return given
}

export type AddUserOutcome = { outcome: 'added'; user: IssuedUser } | { outcome: 'login_taken' } | { outcome: 'unknown_institution' }

/** Adds an account without a staff record at the institution of `institutionCode`, on record. */
export async function addUser(
  database: Database,
  wanted: { login: string; name: string; role: StaffRole; institutionCode: string },
): Promise<AddUserOutcome> {
  const { login, name, role } = wanted
  const institution = await institutionByCode(database, wanted.institutionCode)
  if (!institution) return { outcome: 'unknown_institution' }
  const password = readablePassword()
  const account = { login, name, role, institutionId: institution.id, staffId: null, passwordHash: await hashPassword(password) }
  const added = await database.transaction().execute(async (trx) => {
    if (!(await insertAccount(trx, account))) return false
    await recordAudit(trx, creationEntry(account))
    return true
  })
  if (!added) return { outcome: 'login_taken' }
  return { outcome: 'added', user: { login, password, name, role, institutionName: institution.name } }
}

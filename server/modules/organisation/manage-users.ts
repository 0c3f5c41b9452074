import { recordAudit } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import { creationEntry } from './account-audit.ts'
import { insertAccount } from './account.sql.ts'
import type { IssuedUser } from './create-users.ts'
import type { StaffRole } from './organisation.tables.ts'
import { hashPassword, readablePassword } from './password.ts'
import { institutionByCode } from './staff.sql.ts'

export type AddUserOutcome = { outcome: 'added'; user: IssuedUser } | { outcome: 'login_taken' } | { outcome: 'unknown_institution' }

/** Adds an account without a staff record at the institution of `institutionCode`, on record. Its password must be changed at the first sign-in. */
export async function addUser(
  database: Database,
  wanted: { login: string; name: string; role: StaffRole; institutionCode: string },
): Promise<AddUserOutcome> {
  const { login, name, role } = wanted
  const institution = await institutionByCode(database, wanted.institutionCode)
  if (!institution) return { outcome: 'unknown_institution' }
  const password = readablePassword()
  const passwordHash = await hashPassword(password)
  const account = { login, name, role, institutionId: institution.id, staffId: null, passwordHash, mustChangePassword: true }
  const added = await database.transaction().execute(async (trx) => {
    if (!(await insertAccount(trx, account))) return false
    await recordAudit(trx, creationEntry(account))
    return true
  })
  if (!added) return { outcome: 'login_taken' }
  return { outcome: 'added', user: { login, password, name, role, institutionName: institution.name } }
}

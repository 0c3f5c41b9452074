import { recordAudit } from '../../platform/audit/record.ts'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { creationEntry } from './account-audit.ts'
import { countAccounts, insertAccount, type NewAccount } from './account.sql.ts'
import { hashPassword, readablePassword } from './password.ts'
import type { StaffRole } from './organisation.tables.ts'
import { rootInstitution, staffForSample } from './staff.sql.ts'

/** An account just made. The password exists here and nowhere else. */
export interface IssuedUser {
  login: string
  password: string
  name: string
  role: StaffRole
  institutionName: string
}

interface Person extends Omit<NewAccount, 'passwordHash'> {
  institutionName: string
}

/**
 * Makes the first accounts, if there is none yet, and hands them to `print` before they take effect: whoever is interrupted in between finds
 * no accounts on the next start and gets new passwords. With `sample` these are the sample bank's people (the administrator, a compliance officer, the sub-branch's
 * president, and each outlet's president, two relationship managers and lobby manager), else the administrator alone, whose password must be changed at the first sign-in.
 * Each is on record.
 */
export function createFirstUsers(
  database: Database,
  sample: boolean,
  print: (users: readonly IssuedUser[]) => void,
): Promise<IssuedUser[]> {
  return database.transaction().execute(async (trx) => {
    if ((await countAccounts(trx)) > 0) return []
    const people: Person[] = sample ? await staffForSample(trx) : []
    if (!people.some((person) => person.role === 'head_office')) {
      const root = await rootInstitution(trx)
      if (!root) return []
      people.unshift({
        login: 'admin',
        name: '总行管理员',
        role: 'head_office',
        institutionId: root.id,
        institutionName: root.name,
        staffId: null,
      })
    }
    const users = await Promise.all(people.map((person) => issue(trx, person, !sample)))
    for (const person of people) await recordAudit(trx, creationEntry(person))
    print(users)
    return users
  })
}

async function issue(trx: Scoped, { institutionName, ...person }: Person, mustChangePassword: boolean): Promise<IssuedUser> {
  const password = readablePassword()
  await insertAccount(trx, { ...person, passwordHash: await hashPassword(password), mustChangePassword })
  return { login: person.login, password, name: person.name, role: person.role, institutionName }
}

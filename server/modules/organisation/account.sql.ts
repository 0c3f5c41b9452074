import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { KnownAccount } from './account-audit.ts'
import type { OrganisationTables, StaffRole } from './organisation.tables.ts'
import type { Failures } from './sign-in.rules.ts'

const tables = (database: Database) => database.withTables<OrganisationTables>()

export interface Account {
  id: number
  login: string
  name: string
  staffNo: string | null
  role: StaffRole
  institutionId: number
  passwordHash: string
  mustChangePassword: boolean
  passwordChangedAt: Date
}

/** Accounts that are open, of people who have not left the bank by `today` (business date). */
const accountsInUse = (database: Database, today: string) =>
  tables(database)
    .selectFrom('organisation.user_account as u')
    .leftJoin('organisation.staff as s', 's.id', 'u.staff_id')
    .select(['u.id', 'u.login', 'u.name', 's.staff_no as staffNo', 'u.role', 'u.institution_id as institutionId'])
    .select([
      'u.password_hash as passwordHash',
      'u.must_change_password as mustChangePassword',
      'u.password_changed_at as passwordChangedAt',
    ])
    .where('u.closed_at', 'is', null)
    .where((eb) => eb.or([eb('s.left_on', 'is', null), eb('s.left_on', '>', today)]))

/** The account of a login, unless it is closed or its person has left the bank by `today` (business date). */
export const findAccount = (database: Database, login: string, today: string): Promise<Account | undefined> =>
  accountsInUse(database, today).where('u.login', '=', login).executeTakeFirst()

/** The account of a member of staff, likewise. */
export const findAccountOfStaff = (database: Database, staffNo: string, today: string): Promise<Account | undefined> =>
  accountsInUse(database, today).where('s.staff_no', '=', staffNo).orderBy('u.id').executeTakeFirst()

/** The account of a login whatever has become of its person. */
export const accountByLogin = (database: Database, login: string): Promise<KnownAccount | undefined> =>
  tables(database)
    .selectFrom('organisation.user_account')
    .select(['id', 'login', 'role', 'institution_id as institutionId'])
    .where('login', '=', login)
    .executeTakeFirst()

export interface NewAccount {
  login: string
  passwordHash: string
  name: string
  role: StaffRole
  institutionId: number
  staffId: number | null
  /** the password was given by somebody else and lets in only to be replaced; left out = it is their own */
  mustChangePassword?: boolean
}

/** Adds an account; false when the login is taken, which stays as it is. */
export async function insertAccount(database: Database, account: NewAccount): Promise<boolean> {
  const { login, name, role } = account
  const added = await tables(database)
    .insertInto('organisation.user_account')
    .values({
      login,
      name,
      role,
      password_hash: account.passwordHash,
      institution_id: account.institutionId,
      staff_id: account.staffId,
      must_change_password: account.mustChangePassword ?? false,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

export async function countAccounts(database: Database): Promise<number> {
  const { n } = await tables(database)
    .selectFrom('organisation.user_account')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

export const listAccounts = (database: Database) =>
  tables(database)
    .selectFrom('organisation.user_account as u')
    .innerJoin('organisation.institution as i', 'i.id', 'u.institution_id')
    .select(['u.login', 'u.name', 'u.role', 'i.name as institutionName'])
    .orderBy('i.path')
    .orderBy('u.login')
    .execute()

/** Keeps others from counting failures of this login until the transaction ends. */
export async function lockLogin(trx: Scoped, loginSha256: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${loginSha256.readBigInt64BE()}::bigint)`.execute(trx)
}

export const findFailures = (database: Database, loginSha256: Buffer): Promise<Failures | undefined> =>
  tables(database)
    .selectFrom('organisation.failed_sign_in')
    .select(['failures', 'last_failed_at as lastFailedAt', 'locked_until as lockedUntil'])
    .where('login_sha256', '=', loginSha256)
    .executeTakeFirst()

export async function rememberFailures(
  database: Database,
  loginSha256: Buffer,
  { failures, lastFailedAt, lockedUntil }: Failures,
): Promise<void> {
  const row = { failures, last_failed_at: lastFailedAt, locked_until: lockedUntil }
  await tables(database)
    .insertInto('organisation.failed_sign_in')
    .values({ login_sha256: loginSha256, ...row })
    .onConflict((conflict) => conflict.column('login_sha256').doUpdateSet(row))
    .execute()
}

/** Forgets the failures of one login and all those last added to before `olderThan`. */
export async function forgetFailures(database: Database, loginSha256: Buffer, olderThan: Date): Promise<void> {
  await tables(database)
    .deleteFrom('organisation.failed_sign_in')
    .where((eb) => eb.or([eb('login_sha256', '=', loginSha256), eb('last_failed_at', '<', olderThan)]))
    .execute()
}

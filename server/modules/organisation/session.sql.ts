import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { KnownAccount } from './account-audit.ts'
import type { OrganisationTables, StaffRole } from './organisation.tables.ts'

const tables = (database: Database) => database.withTables<OrganisationTables>()

export interface SessionRow {
  userId: number
  login: string
  name: string
  role: StaffRole
  institutionId: number
  staffId: number | null
  lastSeenAt: Date
  expiresAt: Date
  /** the person's own institution and all below it, parents first */
  subtree: number[]
  /** every institution of the bank, only for whom `wholeBank` names */
  bank: number[]
}

/** The session of a token with its person and the institutions around; undefined when unknown or the person has left by `today`. */
export async function findSession(
  database: Database,
  tokenSha256: Buffer,
  wholeBank: readonly StaffRole[],
  today: string,
): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select u.id as "userId", u.login, u.name, u.role, u.institution_id as "institutionId", u.staff_id as "staffId",
      s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt",
      array(select i.id from organisation.institution i where i.path like own.path || '%' order by string_to_array(i.path, '/')) as subtree,
      case when u.role = any(${[...wholeBank]}::text[])
        then array(select i.id from organisation.institution i order by string_to_array(i.path, '/')) else '{}' end as bank
    from organisation.session s
    join organisation.user_account u on u.id = s.user_id
    join organisation.institution own on own.id = u.institution_id
    left join organisation.staff on staff.id = u.staff_id
    where s.token_sha256 = ${tokenSha256} and (staff.left_on is null or staff.left_on > ${today}::date)`.execute(database)
  return rows[0]
}

export async function insertSession(
  database: Database,
  session: { tokenSha256: Buffer; userId: number; createdAt: Date; expiresAt: Date },
): Promise<void> {
  const { tokenSha256, userId, createdAt, expiresAt } = session
  await tables(database)
    .insertInto('organisation.session')
    .values({ token_sha256: tokenSha256, user_id: userId, created_at: createdAt, last_seen_at: createdAt, expires_at: expiresAt })
    .execute()
}

export async function touchSession(database: Database, tokenSha256: Buffer, seenAt: Date): Promise<void> {
  await tables(database).updateTable('organisation.session').set({ last_seen_at: seenAt }).where('token_sha256', '=', tokenSha256).execute()
}

/** Ends a session. Returns whose it was, undefined when there was none. */
export async function deleteSession(database: Database, tokenSha256: Buffer): Promise<KnownAccount | undefined> {
  const { rows } = await sql<KnownAccount>`
    delete from organisation.session s using organisation.user_account u where s.token_sha256 = ${tokenSha256} and u.id = s.user_id
    returning u.id, u.login, u.role, u.institution_id as "institutionId"`.execute(database)
  return rows[0]
}

export async function deleteSessionsOf(database: Database, login: string): Promise<void> {
  await tables(database)
    .deleteFrom('organisation.session')
    .where('user_id', 'in', (eb) => eb.selectFrom('organisation.user_account').select('id').where('login', '=', login))
    .execute()
}

export async function deleteExpiredSessions(database: Database, now: Date): Promise<void> {
  await tables(database).deleteFrom('organisation.session').where('expires_at', '<', now).execute()
}

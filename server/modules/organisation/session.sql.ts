import { sql } from 'kysely'
import type { Database } from '../../platform/database/pools.ts'
import type { KnownAccount } from './account-audit.ts'
import type { OrganisationTables, SignInMethod } from './organisation.tables.ts'

const tables = (database: Database) => database.withTables<OrganisationTables>()

export interface SessionRow {
  userId: number
  login: string
  name: string
  lastSeenAt: Date
  expiresAt: Date
  /** the post the session has chosen to wear; null when none */
  hat: string | null
}

/** The session of a token with its person; undefined when unknown, the login is closed or the person has left by `today`. */
export async function findSession(database: Database, tokenSha256: Buffer, today: string): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select u.id as "userId", u.login, u.name, s.hat,
      s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt"
    from organisation.session s
    join organisation.user_account u on u.id = s.user_id
    left join organisation.staff on staff.id = u.staff_id
    where s.token_sha256 = ${tokenSha256} and u.closed_at is null and (staff.left_on is null or staff.left_on > ${today}::date)`.execute(
    database,
  )
  return rows[0]
}

/** A session whose person has proved who they are at `createdAt`. */
export interface NewSession {
  tokenSha256: Buffer
  userId: number
  createdAt: Date
  expiresAt: Date
  method?: SignInMethod
  address?: string
  device?: string
}

export async function insertSession(database: Database, session: NewSession): Promise<void> {
  const { tokenSha256, userId, createdAt, expiresAt, method = 'password', address = '', device = '' } = session
  const at = { created_at: createdAt, last_seen_at: createdAt, authenticated_at: createdAt, expires_at: expiresAt }
  await tables(database)
    .insertInto('organisation.session')
    .values({ token_sha256: tokenSha256, user_id: userId, ...at, method, address, device })
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
    .where('user_id', 'in', (eb) => eb.selectFrom('organisation.user_account as u').select('u.id').where('u.login', '=', login))
    .execute()
}

export async function deleteExpiredSessions(database: Database, now: Date): Promise<void> {
  await tables(database).deleteFrom('organisation.session').where('expires_at', '<', now).execute()
}
